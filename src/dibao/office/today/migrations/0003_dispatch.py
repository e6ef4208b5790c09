import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('today', '0002_reply'),
    ]

    operations = [
        migrations.CreateModel(
            name='Instruction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField()),
                ('sender', models.TextField()),
                ('words', models.TextField()),
                ('received', models.DateTimeField()),
                ('who', models.TextField()),
                ('at', models.DateTimeField()),
            ],
            options={
                'ordering': ('id',),
            },
        ),
        migrations.CreateModel(
            name='Task',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('unit_code', models.TextField(blank=True)),
                ('due', models.DateTimeField(null=True)),
                ('done', models.DateTimeField(null=True)),
                ('note', models.TextField(blank=True, default='')),
                ('by', models.TextField(blank=True, default='')),
                (
                    'instruction',
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name='tasks', to='today.instruction'
                    ),
                ),
            ],
            options={
                'ordering': ('id',),
                'indexes': [
                    models.Index(condition=models.Q(('done', None)), fields=['id'], name='today_task_open')
                ],
            },
        ),
    ]
