from django.db import migrations, models

from dibao.catalogue.overlaps import scopes_named


def fill(apps, schema_editor):
    words = apps.get_model('ledger', 'Words')
    batch = []
    for row in words.objects.only('entry_id', 'sentence').iterator(2000):
        row.scopes = ' '.join(scopes_named(row.sentence))
        if row.scopes:
            batch.append(row)
    words.objects.bulk_update(batch, ['scopes'], batch_size=500)


class Migration(migrations.Migration):

    dependencies = [
        ('ledger', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='words',
            name='scopes',
            field=models.TextField(blank=True, default=''),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name='words',
            index=models.Index(
                condition=models.Q(('scopes', ''), _negated=True), fields=['entry'], name='ledger_words_scopes'
            ),
        ),
        migrations.AddIndex(
            model_name='entry',
            index=models.Index(fields=['day', 'indicator', 'basis'], name='ledger_day_indicator'),
        ),
    ]
