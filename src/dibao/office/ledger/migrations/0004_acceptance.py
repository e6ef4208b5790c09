from django.db import migrations, models

from dibao.office.shared.triggers import append_only


def protect(apps, editor):
    append_only(editor.connection, "ledger_acceptance")


class Migration(migrations.Migration):

    dependencies = [
        ('ledger', '0003_plain'),
    ]

    operations = [
        migrations.CreateModel(
            name='Acceptance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('finding', models.CharField(max_length=16)),
                ('day', models.DateField()),
                ('code', models.CharField(max_length=32)),
                ('unit_code', models.TextField(blank=True)),
                ('stands', models.BooleanField(default=True)),
                ('reason', models.TextField(blank=True)),
                ('who', models.TextField()),
                ('at', models.DateTimeField()),
            ],
            options={
                'ordering': ('id',),
                'indexes': [models.Index(fields=['day', 'id'], name='ledger_acceptance_day')],
            },
        ),
        migrations.RunPython(protect, migrations.RunPython.noop),
    ]
