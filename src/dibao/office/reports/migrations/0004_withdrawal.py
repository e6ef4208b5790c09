import django.db.models.deletion
from django.db import migrations, models

from dibao.office.shared.triggers import append_only


def protect(apps, editor):
    append_only(editor.connection, "reports_withdrawal", gapless=True)


class Migration(migrations.Migration):

    dependencies = [
        ('reports', '0003_uploads'),
    ]

    operations = [
        migrations.CreateModel(
            name='Withdrawal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.TextField()),
                ('who', models.TextField()),
                ('at', models.DateTimeField()),
                ('record', models.CharField(max_length=64, unique=True)),
                ('instead', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reports.report')),
                ('report', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='withdrawal', to='reports.report')),
            ],
            options={
                'ordering': ('id',),
            },
        ),
        migrations.AddField(
            model_name='report',
            name='again_of',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='again', to='reports.report'),
        ),
        migrations.RemoveConstraint(
            model_name='report',
            name='the_same_bytes_are_one_report',
        ),
        migrations.AddConstraint(
            model_name='report',
            constraint=models.UniqueConstraint(
                condition=models.Q(('kind', 'report'), models.Q(('state', 'withdrawn'), _negated=True)),
                fields=('digest',),
                name='the_same_bytes_are_one_report',
            ),
        ),
        migrations.RunPython(protect, migrations.RunPython.noop),
    ]
