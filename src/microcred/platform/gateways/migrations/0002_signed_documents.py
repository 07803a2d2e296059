"""Documents that were signed through the VC API are found by the hash of their id."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("gateways", "0001_initial"),
        ("institutions", "0003_refused_read"),
    ]

    operations = [
        migrations.CreateModel(
            name="SignedDocument",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("id_sha256", models.CharField(max_length=64)),
                ("public_id", models.CharField(max_length=22)),
                (
                    "institution",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="institutions.institution",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["institution", "id_sha256"], name="signed_document_by_id")
                ],
            },
        ),
    ]
