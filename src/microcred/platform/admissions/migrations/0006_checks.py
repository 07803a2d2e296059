"""Up to where the record was checked, what it calls each credential, and hashes of what was decided from."""

import secrets
from hashlib import sha256

from django.db import migrations, models


def name_credentials(apps, _editor):
    """What the record calls each credential of a case, as `credit.identity_in` and `credit.hasher` have it."""
    CaseItem, CreditHead = (apps.get_model("admissions", one) for one in ("CaseItem", "CreditHead"))
    rows = CaseItem.objects.filter(facts__isnull=False).select_related("case").defer("body")
    if not rows.exists():
        return
    fresh = {"salt": secrets.token_hex(32), "digest": "0" * 64}
    salt = CreditHead.objects.get_or_create(pk=1, defaults=fresh)[0].salt
    for one in rows.iterator(500):
        identity = one.facts.get("identity") or f"{one.case.public_id}:{one.facts['id']}"
        one.credit_name = sha256(f"{salt}:{identity}".encode()).hexdigest()
        one.save(update_fields=["credit_name"])


class Migration(migrations.Migration):
    dependencies = [("admissions", "0005_reminders")]

    operations = [
        migrations.CreateModel(
            name="CreditCheck",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveBigIntegerField(default=0)),
                ("digest", models.CharField(max_length=64)),
                ("whole_at", models.DateTimeField(null=True)),
                ("fault", models.CharField(blank=True, max_length=200)),
            ],
        ),
        migrations.AddField("caseitem", "credit_name", models.CharField(blank=True, db_index=True, default="", max_length=64), preserve_default=False),
        migrations.AddField("decision", "digests", models.JSONField(default=dict)),
        migrations.AlterField("creditentry", "to_institution", models.CharField(blank=True, db_index=True, max_length=60)),
        migrations.RunPython(name_credentials, migrations.RunPython.noop),
    ]
