import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Report',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(default='report', max_length=16)),
                ('digest', models.CharField(max_length=64)),
                ('unit_code', models.TextField(blank=True, default='')),
                ('unit_how', models.CharField(blank=True, default='', max_length=16)),
                ('day', models.DateField()),
                ('version', models.PositiveIntegerField(default=1)),
                ('state', models.CharField(default='counted', max_length=16)),
                ('received', models.DateTimeField()),
                ('arrived', models.DateTimeField(null=True)),
                ('dated', models.DateField(null=True)),
                ('told', models.DateField(null=True)),
                ('file', models.TextField()),
                ('format', models.CharField(max_length=16)),
                ('text', models.TextField()),
                ('text_digest', models.CharField(max_length=64)),
                ('notes', models.JSONField(default=list)),
                ('masked', models.JSONField(default=list)),
                ('figures', models.PositiveIntegerField(default=0)),
                ('open_figures', models.PositiveIntegerField(default=0)),
                ('replaces', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaced_by', to='reports.report')),
            ],
            options={
                'ordering': ('id',),
            },
        ),
        migrations.CreateModel(
            name='ReadFigure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('value', models.TextField()),
                ('low', models.TextField()),
                ('high', models.TextField(null=True)),
                ('open_high', models.BooleanField(default=False)),
                ('approx', models.CharField(max_length=16)),
                ('window_start', models.CharField(blank=True, default='', max_length=16)),
                ('window_end', models.CharField(blank=True, default='', max_length=16)),
                ('window_how', models.CharField(max_length=16)),
                ('basis_how', models.CharField(max_length=16)),
                ('position', models.PositiveIntegerField()),
                ('text', models.TextField()),
                ('unit', models.TextField()),
                ('start', models.PositiveIntegerField()),
                ('end', models.PositiveIntegerField()),
                ('locator', models.TextField(blank=True)),
                ('phrase', models.TextField(blank=True)),
                ('actor', models.TextField(blank=True)),
                ('actor_how', models.CharField(max_length=16)),
                ('basis', models.CharField(max_length=16, null=True)),
                ('indicator', models.TextField(null=True)),
                ('item', models.TextField(blank=True)),
                ('part_of', models.PositiveIntegerField(null=True)),
                ('masked', models.BooleanField(default=False)),
                ('reasons', models.JSONField(default=list)),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='read_figures', to='reports.report')),
            ],
        ),
        migrations.AddIndex(
            model_name='report',
            index=models.Index(fields=['day', 'unit_code'], name='reports_day_unit'),
        ),
        migrations.AddConstraint(
            model_name='report',
            constraint=models.UniqueConstraint(condition=models.Q(('kind', 'report')), fields=('digest',), name='the_same_bytes_are_one_report'),
        ),
        migrations.AddConstraint(
            model_name='readfigure',
            constraint=models.UniqueConstraint(fields=('report', 'position'), name='one_figure_a_position'),
        ),
    ]
