from django.db import migrations, models

from dibao.office.shared.triggers import append_only


def protect(apps, schema_editor):
    append_only(schema_editor.connection, 'audit_auditline')


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='AuditLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('who', models.TextField()),
                ('verb', models.CharField(max_length=60)),
                ('target', models.TextField()),
                ('detail', models.JSONField(default=dict)),
            ],
            options={
                'ordering': ('id',),
            },
        ),
        migrations.RunPython(protect, migrations.RunPython.noop),
    ]
