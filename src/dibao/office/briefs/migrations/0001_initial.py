import django.db.models.deletion
from django.db import migrations, models

from dibao.office.shared.triggers import append_only


def protect(apps, schema_editor):
    append_only(schema_editor.connection, 'briefs_draft')
    append_only(schema_editor.connection, 'briefs_review')
    append_only(schema_editor.connection, 'briefs_issue', gapless=True)


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Draft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('series', models.CharField(max_length=32)),
                ('first', models.DateField()),
                ('last', models.DateField()),
                ('digest', models.CharField(max_length=64)),
                ('file', models.TextField()),
                ('author', models.TextField(blank=True)),
                ('made', models.DateTimeField()),
            ],
            options={
                'ordering': ('id',),
                'indexes': [models.Index(fields=['series', 'first'], name='briefs_draft_period')],
                'constraints': [models.UniqueConstraint(fields=('digest', 'author'), name='a_draft_of_an_author_once')],
            },
        ),
        migrations.CreateModel(
            name='Review',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('passed', models.BooleanField()),
                ('reason', models.TextField(blank=True)),
                ('reviewer', models.TextField(blank=True)),
                ('at', models.DateTimeField()),
                ('draft', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reviews', to='briefs.draft')),
            ],
            options={
                'ordering': ('id',),
            },
        ),
        migrations.CreateModel(
            name='Issue',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('series', models.CharField(max_length=32)),
                ('year', models.PositiveIntegerField()),
                ('number', models.PositiveIntegerField()),
                ('period', models.CharField(blank=True, max_length=10)),
                ('first', models.DateField()),
                ('last', models.DateField()),
                ('title', models.TextField(blank=True)),
                ('digest', models.CharField(max_length=64, unique=True)),
                ('draft', models.CharField(blank=True, max_length=64)),
                ('files', models.JSONField(default=dict)),
                ('seal_day', models.DateField()),
                ('seal_count', models.PositiveBigIntegerField()),
                ('seal_head', models.CharField(max_length=64)),
                ('accepted', models.JSONField(default=list)),
                ('reason', models.TextField(blank=True)),
                ('author', models.TextField(blank=True)),
                ('reviewer', models.TextField(blank=True)),
                ('who', models.TextField(blank=True)),
                ('at', models.DateTimeField()),
                ('record', models.CharField(max_length=64, unique=True)),
                ('corrects', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='slips', to='briefs.issue')),
            ],
            options={
                'ordering': ('id',),
                'indexes': [models.Index(fields=['last', 'first'], name='briefs_issue_days')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('corrects', None)), fields=('series', 'year', 'number'), name='one_brief_a_number'), models.UniqueConstraint(condition=models.Q(('corrects', None), models.Q(('period', ''), _negated=True)), fields=('series', 'period'), name='one_brief_a_period'), models.UniqueConstraint(fields=('corrects', 'number'), name='one_slip_a_number')],
            },
        ),
        migrations.RunPython(protect, migrations.RunPython.noop),
    ]
