from django.db import migrations, models
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual

PLAIN = models.Q(approx='exact', part_of__isnull=True, low=models.F('value'), high=models.F('value')) & models.Q(
    LessThanOrEqual(Length('item') + Length('measure') + Length('value'), 200)
)


class Migration(migrations.Migration):

    dependencies = [
        ('ledger', '0002_totals'),
        ('reports', '0002_not_counted'),
    ]

    operations = [
        migrations.RemoveIndex(model_name='entry', name='ledger_day_indicator'),
        migrations.RemoveIndex(model_name='words', name='ledger_words_scopes'),
        migrations.AddIndex(
            model_name='words',
            index=models.Index(
                fields=['entry', 'scopes'],
                condition=models.Q(('scopes', ''), _negated=True),
                name='ledger_words_scopes',
            ),
        ),
        migrations.AddIndex(
            model_name='entry',
            index=models.Index(
                fields=[
                    *('day', 'indicator', 'basis', 'measure', 'item', 'window_start', 'window_end'),
                    *('unit_code', 'value', 'report', 'number'),
                ],
                condition=PLAIN,
                name='ledger_plain',
            ),
        ),
        migrations.AddIndex(
            model_name='entry',
            index=models.Index(
                fields=['day', 'indicator', 'basis', 'unit_code', 'report', 'number'],
                condition=~PLAIN,
                name='ledger_not_plain',
            ),
        ),
    ]
