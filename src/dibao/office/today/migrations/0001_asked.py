from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name='Asked',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField()),
                ('unit_code', models.TextField()),
                ('about', models.CharField(blank=True, max_length=16)),
                ('who', models.TextField()),
                ('at', models.DateTimeField()),
            ],
            options={
                'ordering': ('id',),
                'indexes': [models.Index(fields=['day', 'id'], name='today_asked_day')],
            },
        ),
    ]
