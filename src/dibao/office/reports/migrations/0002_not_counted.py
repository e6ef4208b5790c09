from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('reports', '0001_initial'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='report',
            index=models.Index(
                condition=models.Q(('state', 'counted'), _negated=True), fields=['id'], name='reports_not_counted'
            ),
        ),
    ]
