"""A page may show what the learner wrote to the credentials on it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("portfolio", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="share",
            name="with_words",
            field=models.BooleanField(default=False),
        ),
    ]
