"""How often the examiners of a case were reminded of its deadline."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("admissions", "0004_credit_steps")]

    operations = [
        migrations.AddField(
            model_name="case",
            name="reminded",
            field=models.PositiveSmallIntegerField(default=0),
        ),
    ]
