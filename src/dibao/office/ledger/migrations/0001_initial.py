import django.db.models.deletion
from django.db import migrations, models

from dibao.office.shared.triggers import append_only


def protect(apps, schema_editor):
    append_only(schema_editor.connection, 'ledger_entry', key='number', gapless=True)
    append_only(schema_editor.connection, 'ledger_seal')


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('reports', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('value', models.TextField()),
                ('low', models.TextField()),
                ('high', models.TextField(null=True)),
                ('open_high', models.BooleanField(default=False)),
                ('approx', models.CharField(max_length=16)),
                ('window_start', models.CharField(blank=True, default='', max_length=16)),
                ('window_end', models.CharField(blank=True, default='', max_length=16)),
                ('window_how', models.CharField(max_length=16)),
                ('basis_how', models.CharField(max_length=16)),
                ('number', models.PositiveBigIntegerField(primary_key=True, serialize=False)),
                ('digest', models.CharField(max_length=64, unique=True)),
                ('recorded', models.DateTimeField()),
                ('source', models.CharField(blank=True, default='', max_length=64)),
                ('day', models.DateField()),
                ('unit_code', models.TextField()),
                ('indicator', models.TextField()),
                ('item', models.TextField(blank=True)),
                ('measure', models.TextField(blank=True)),
                ('basis', models.CharField(max_length=16)),
                ('reporter', models.TextField()),
                ('origin', models.CharField(max_length=16)),
                ('start', models.PositiveIntegerField(default=0)),
                ('end', models.PositiveIntegerField(default=0)),
                ('part_of', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='parts', to='ledger.entry')),
                ('report', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='reports.report')),
                ('supersedes', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='superseded_by', to='ledger.entry')),
            ],
            options={
                'ordering': ('number',),
            },
        ),
        migrations.CreateModel(
            name='Seal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField()),
                ('count', models.PositiveBigIntegerField()),
                ('head', models.CharField(max_length=64)),
                ('made', models.DateTimeField()),
            ],
            options={
                'ordering': ('id',),
            },
        ),
        migrations.CreateModel(
            name='Words',
            fields=[
                ('entry', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='words', serialize=False, to='ledger.entry')),
                ('text', models.TextField(blank=True)),
                ('phrase', models.TextField(blank=True)),
                ('sentence', models.TextField(blank=True)),
                ('locator', models.TextField(blank=True)),
                ('reason', models.TextField(blank=True)),
            ],
        ),
        migrations.AddIndex(
            model_name='entry',
            index=models.Index(fields=['day', 'number'], name='ledger_day_number'),
        ),
        migrations.AddIndex(
            model_name='entry',
            index=models.Index(fields=['unit_code', 'indicator', 'day'], name='ledger_series_day'),
        ),
        migrations.RunPython(protect, migrations.RunPython.noop),
    ]
