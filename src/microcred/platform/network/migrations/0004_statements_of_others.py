"""What another registry states of each of its institutions."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("network", "0003_logs_of_others"),
    ]

    operations = [
        migrations.AddField(
            model_name="otherregistry",
            name="entities",
            field=models.JSONField(default=dict),
        ),
    ]
