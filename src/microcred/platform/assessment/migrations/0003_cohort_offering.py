import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("assessment", "0002_reminders_and_seed"),
        ("catalogue", "0004_achievement_stamp"),
    ]

    operations = [
        migrations.AddField(
            model_name="cohort",
            name="offering",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="catalogue.offering",
            ),
        ),
    ]
