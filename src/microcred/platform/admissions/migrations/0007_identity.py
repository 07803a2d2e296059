"""Credentials that are bound to a key and name nobody: whether they are the applicant's, an examiner says."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("admissions", "0006_checks")]

    operations = [
        migrations.AddField("caseitem", "identity_open", models.BooleanField(default=False)),
        migrations.AddField("caseitem", "identity_accepted_by", models.CharField(blank=True, default="", max_length=200), preserve_default=False),
        migrations.AddField("caseitem", "bound_to", models.CharField(blank=True, default="", max_length=300), preserve_default=False),
    ]
