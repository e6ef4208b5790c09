from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('today', '0001_asked'),
    ]

    operations = [
        migrations.CreateModel(
            name='Reply',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(max_length=64)),
                ('day', models.DateField()),
                ('unit_code', models.TextField()),
                ('finding', models.CharField(max_length=16)),
                ('entries', models.JSONField(default=list)),
                ('who', models.TextField()),
                ('at', models.DateTimeField()),
            ],
            options={
                'ordering': ('id',),
                'constraints': [
                    models.UniqueConstraint(fields=('finding', 'digest'), name='a_reply_to_a_finding_once')
                ],
            },
        ),
    ]
