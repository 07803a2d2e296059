"""Micro-credentials: what can be earned, version by version."""

from __future__ import annotations

from django.db import models

from microcred.ports.identifiers import new_public_id


class State(models.TextChoices):
    """A version's way: draft, in review, published, retired."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    PUBLISHED = "published"
    RETIRED = "retired"


class Achievement(models.Model):
    """A micro-credential of one institution; what it says is in its versions."""

    public_id = models.CharField(max_length=22, unique=True, default=new_public_id)
    institution = models.ForeignKey(
        "institutions.Institution", on_delete=models.PROTECT, related_name="achievements"
    )
    created_at = models.DateTimeField()
    created_by = models.ForeignKey("accounts.Account", on_delete=models.SET_NULL, null=True, related_name="+")
    stamp = models.BigIntegerField(default=0, db_index=True)
    """As that of an offering."""

    def __str__(self) -> str:
        return self.public_id


class AchievementVersion(models.Model):
    """One version. Once published it is never changed: awards point to it.

    `revision` counts the times a draft was saved; `reviewed_by` is set by an approval and emptied when the
    version goes back to draft.
    """

    achievement = models.ForeignKey(Achievement, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=9, choices=State.choices, default=State.DRAFT)
    content = models.JSONField()
    name = models.CharField(max_length=200)
    design = models.JSONField(default=dict)
    revision = models.PositiveIntegerField(default=1)
    edited_at = models.DateTimeField()
    edited_by = models.ForeignKey("accounts.Account", on_delete=models.SET_NULL, null=True, related_name="+")
    submitted_at = models.DateTimeField(null=True)
    submitted_by = models.ForeignKey(
        "accounts.Account", on_delete=models.SET_NULL, null=True, related_name="+"
    )
    reviewed_at = models.DateTimeField(null=True)
    reviewed_by = models.ForeignKey(
        "accounts.Account", on_delete=models.SET_NULL, null=True, related_name="+"
    )
    remark = models.CharField(max_length=1000, blank=True)
    published_at = models.DateTimeField(null=True)
    published_by = models.ForeignKey(
        "accounts.Account", on_delete=models.SET_NULL, null=True, related_name="+"
    )
    retired_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["achievement", "number"], name="version_number_once"),
            models.UniqueConstraint(
                fields=["achievement"],
                condition=models.Q(state="published"),
                name="one_published_version",
            ),
            models.UniqueConstraint(
                fields=["achievement"],
                condition=models.Q(state__in=["draft", "in_review"]),
                name="one_version_at_work",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.number}"


class VersionAuthor(models.Model):
    """Everybody who wrote at a version: none of them can be its second pair of eyes."""

    version = models.ForeignKey(AchievementVersion, on_delete=models.CASCADE, related_name="authors")
    account = models.ForeignKey("accounts.Account", on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "account"], name="author_once")]


class BadgeImage(models.Model):
    """An uploaded badge image, in place of the one drawn from the design."""

    version = models.OneToOneField(AchievementVersion, on_delete=models.CASCADE, related_name="image")
    media_type = models.CharField(max_length=20)
    body = models.BinaryField()
    sha256 = models.CharField(max_length=64)


class OfferingState(models.TextChoices):
    """An offering's way: draft, published, closed."""

    DRAFT = "draft"
    PUBLISHED = "published"
    CLOSED = "closed"


class Offering(models.Model):
    """One run of a course, of a course with assessment, or of an assessment alone, that leads to a
    micro-credential.

    `stamp` is the number of the change by which it last became other than it was, for what is kept in memory.
    """

    public_id = models.CharField(max_length=22, unique=True, default=new_public_id)
    institution = models.ForeignKey(
        "institutions.Institution", on_delete=models.PROTECT, related_name="offerings"
    )
    achievement = models.ForeignKey(Achievement, on_delete=models.PROTECT, related_name="offerings")
    state = models.CharField(max_length=9, choices=OfferingState.choices, default=OfferingState.DRAFT)
    kind = models.CharField(max_length=10)
    title = models.CharField(max_length=200, blank=True)
    description = models.TextField(blank=True)
    language = models.CharField(max_length=20)
    mode = models.CharField(max_length=10)
    place = models.CharField(max_length=200, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField()
    apply_by = models.DateField(null=True)
    places = models.PositiveIntegerField(null=True)
    price = models.DecimalField(max_digits=10, decimal_places=2)
    currency = models.CharField(max_length=3)
    hours_per_week = models.DecimalField(max_digits=4, decimal_places=1)
    requires = models.ManyToManyField(Achievement, related_name="+")
    stamp = models.BigIntegerField(default=0, db_index=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey("accounts.Account", on_delete=models.SET_NULL, null=True, related_name="+")
    published_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.title or self.public_id


class Stamp(models.Model):
    """The number of the last change of what can be found: one row, locked by who changes something.

    `epoch` is drawn when the row is made, so that what is kept of another database is never taken for this.
    `layout` is that of `findable` by which all was indexed.
    """

    number = models.BigIntegerField(default=0)
    epoch = models.CharField(max_length=22, default=new_public_id)
    layout = models.IntegerField(default=0)

    def __str__(self) -> str:
        return str(self.number)
