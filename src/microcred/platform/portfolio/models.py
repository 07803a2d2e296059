"""What a learner keeps beside their awards: imports, archive, collections, shares, and what they declare."""

from __future__ import annotations

from django.db import models

from microcred.ports.identifiers import new_public_id


class Imported(models.Model):
    """A credential from elsewhere: its bytes as they were given, and what the last check came to.

    The columns from `credential` on are read out of what was examined, and read anew with each check.
    """

    public_id = models.CharField(max_length=22, primary_key=True, default=new_public_id)
    owner = models.ForeignKey("accounts.Account", on_delete=models.CASCADE, related_name="+")
    body = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    file_name = models.CharField(max_length=300, blank=True)
    address = models.CharField(max_length=2000, blank=True)
    """Where it was fetched from; empty for a file or a pasted text."""
    added_at = models.DateTimeField()
    checked_at = models.DateTimeField(db_index=True)
    verdict = models.CharField(max_length=20)
    code = models.CharField(max_length=100, blank=True)
    """The code of the first step that did not pass."""
    outcome = models.CharField(max_length=10)
    """As the skill profile wants it, dates and issuer left aside: verified, failed or undecided."""
    issuer_known = models.BooleanField(default=False)
    whose = models.CharField(max_length=10)
    """How it names the learner: address, name, nobody or other."""
    counted = models.BooleanField(default=False)
    """Whether the learner counts it in a private view although its issuer is not known here."""
    archived_at = models.DateTimeField(null=True)
    credential = models.CharField(max_length=500, blank=True)
    title = models.CharField(max_length=300, blank=True)
    recipient = models.CharField(max_length=300, blank=True)
    issuer = models.CharField(max_length=500, blank=True)
    issuer_name = models.CharField(max_length=300, blank=True)
    language = models.CharField(max_length=35, blank=True)
    valid_from = models.DateTimeField(null=True)
    valid_until = models.DateTimeField(null=True)
    found_in = models.CharField(max_length=10, blank=True)
    said = models.JSONField(default=dict)
    """What it says of skills, level, and who taught: see `reading`."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner", "sha256"], name="imported_once")]


class Archived(models.Model):
    """An award that its holder has put away."""

    owner = models.ForeignKey("accounts.Account", on_delete=models.CASCADE, related_name="+")
    award = models.ForeignKey("awards.Award", on_delete=models.CASCADE, related_name="+", db_index=False)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner", "award"], name="archived_once")]


class Collection(models.Model):
    """Credentials that a learner keeps together under a name."""

    public_id = models.CharField(max_length=22, primary_key=True, default=new_public_id)
    owner = models.ForeignKey("accounts.Account", on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=200)
    note = models.CharField(max_length=1000, blank=True)
    created_at = models.DateTimeField()


class Share(models.Model):
    """A page that shows chosen credentials to whoever has its address, until it ends or is withdrawn.

    The public id is all that the address holds. With a `collection` it shows what that holds at the time.
    """

    public_id = models.CharField(max_length=22, primary_key=True, default=new_public_id)
    owner = models.ForeignKey("accounts.Account", on_delete=models.CASCADE, related_name="+")
    collection = models.ForeignKey(Collection, on_delete=models.CASCADE, null=True, related_name="shares")
    title = models.CharField(max_length=200)
    note = models.CharField(max_length=1000, blank=True)
    created_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    indexed = models.BooleanField(default=False)
    """Whether search engines may list the page."""
    with_words = models.BooleanField(default=False)
    """Whether it shows what the learner wrote to the credentials on it."""


class Item(models.Model):
    """One credential of a collection or of a share: an award or an import."""

    collection = models.ForeignKey(Collection, on_delete=models.CASCADE, null=True, related_name="items")
    share = models.ForeignKey(Share, on_delete=models.CASCADE, null=True, related_name="items")
    award = models.ForeignKey("awards.Award", on_delete=models.CASCADE, null=True, related_name="+")
    imported = models.ForeignKey(Imported, on_delete=models.CASCADE, null=True, related_name="+")
    position = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(collection__isnull=True) ^ models.Q(share__isnull=True),
                name="item_of_one",
            ),
            models.CheckConstraint(
                condition=models.Q(award__isnull=True) ^ models.Q(imported__isnull=True),
                name="item_is_one",
            ),
            models.UniqueConstraint(fields=["collection", "award"], name="award_once_in_collection"),
            models.UniqueConstraint(fields=["collection", "imported"], name="imported_once_in_collection"),
        ]


class DeclaredSkill(models.Model):
    """What a learner says of themselves, without a credential."""

    public_id = models.CharField(max_length=22, primary_key=True, default=new_public_id)
    owner = models.ForeignKey("accounts.Account", on_delete=models.CASCADE, related_name="+")
    skill = models.CharField(max_length=500)
    """Its address in a framework, or one of our own for a skill in own words."""
    label = models.CharField(max_length=200)
    level = models.PositiveSmallIntegerField(null=True)
    since = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner", "skill"], name="declared_once")]


class Reflection(models.Model):
    """What a learner writes to a credential: what they could do before and can now, and where they used it.

    Seen by its author alone, but for pages that were made to show it.
    """

    owner = models.ForeignKey("accounts.Account", on_delete=models.CASCADE, related_name="+")
    credential = models.CharField(max_length=22)
    """The public id of the award or the import."""
    before = models.PositiveSmallIntegerField(null=True)
    after = models.PositiveSmallIntegerField(null=True)
    sentence = models.CharField(max_length=500, blank=True)
    used = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner", "credential"], name="reflected_once")]
