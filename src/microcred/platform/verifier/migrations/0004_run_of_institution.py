"""A run that a program started belongs to the institution of its key, too."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("verifier", "0003_trusted_collectors"),
        ("institutions", "0003_refused_read"),
    ]

    operations = [
        migrations.AddField(
            model_name="deskrun",
            name="institution",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="institutions.institution",
            ),
        ),
    ]
