import django.db.models.deletion
from django.db import migrations, models

from dibao.office.shared.triggers import append_only


def protect(apps, schema_editor):
    append_only(schema_editor.connection, 'briefs_sending')


class Migration(migrations.Migration):

    dependencies = [
        ('briefs', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Sending',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sender', models.TextField(blank=True)),
                ('at', models.DateTimeField()),
                ('draft', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='sending', to='briefs.draft')),
            ],
            options={
                'ordering': ('id',),
            },
        ),
        migrations.RunPython(protect, migrations.RunPython.noop),
    ]
