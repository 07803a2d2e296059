"""Awards: that somebody earned something; and batches, the sheets by which many are awarded."""

from __future__ import annotations

import secrets

from django.db import models


def new_token() -> str:
    """128 random bits in 22 url-safe characters."""
    return secrets.token_urlsafe(16)


class BatchState(models.TextChoices):
    """A batch's way. Undo leads from scheduled back to checking; discarded is for good."""

    CHECKING = "checking"
    SCHEDULED = "scheduled"
    RELEASING = "releasing"
    RELEASED = "released"
    DISCARDED = "discarded"


class RowState(models.TextChoices):
    """What is to become of a row."""

    READY = "ready"
    NOT_PASSED = "not_passed"
    NEEDS_YOU = "needs_you"
    LEFT_OUT = "left_out"
    ALREADY = "already"


class Acceptance(models.TextChoices):
    """The learner's answer."""

    PENDING = "pending"
    ACCEPTED = "accepted"
    DECLINED = "declined"


class Visibility(models.TextChoices):
    """Who sees an accepted credential: everybody, whoever has the link, or its holder alone."""

    PUBLIC = "public"
    LINK = "link"
    PRIVATE = "private"


class Batch(models.Model):
    """A sheet of results on its way to awards.

    `done_through` is the last row number whose chunk is committed: where a worker goes on after a fall.
    """

    public_id = models.CharField(max_length=22, unique=True, default=new_token)
    institution = models.ForeignKey("institutions.Institution", on_delete=models.PROTECT, related_name="+")
    version = models.ForeignKey("catalogue.AchievementVersion", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=BatchState.choices, default=BatchState.CHECKING)
    file_name = models.CharField(max_length=200)
    sheet = models.BinaryField()
    sheet_sha256 = models.CharField(max_length=64, db_index=True)
    mapping = models.JSONField()
    rule = models.JSONField()
    identity = models.JSONField(default=dict)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey("accounts.Account", on_delete=models.SET_NULL, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey(
        "accounts.Account", on_delete=models.SET_NULL, null=True, related_name="+"
    )
    release_at = models.DateTimeField(null=True)
    scheduled_by = models.ForeignKey(
        "accounts.Account", on_delete=models.SET_NULL, null=True, related_name="+"
    )
    released_at = models.DateTimeField(null=True)
    done_through = models.PositiveIntegerField(default=0)
    awarded = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["institution", "created_at"], name="batch_by_institution")]


class Row(models.Model):
    """One row of a batch: the cells by field as they stand now, and what is to become of it."""

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="rows", db_index=False)
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=RowState.choices)
    person = models.CharField(max_length=64)
    values = models.JSONField()
    problems = models.JSONField(default=list)
    slips = models.JSONField(default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["batch", "number"], name="row_number_once")]


class Award(models.Model):
    """That a person earned a micro-credential. Its public id is that of its credential.

    `person` is a hash of who it is by the stated rule; while an award is `live`, the same person gets the
    same micro-credential only once. `token` opens the page from the mail, `share` where the holder shares.
    """

    credential = models.OneToOneField(
        "credentials.Credential", on_delete=models.PROTECT, primary_key=True, related_name="+"
    )
    institution = models.ForeignKey(
        "institutions.Institution", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    achievement = models.ForeignKey(
        "catalogue.Achievement", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    version = models.ForeignKey(
        "catalogue.AchievementVersion", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    row = models.PositiveIntegerField(null=True)
    person = models.CharField(max_length=64)
    live = models.BooleanField(default=True)
    name = models.CharField(max_length=200, blank=True)
    email = models.CharField(max_length=254, blank=True)
    person_id = models.CharField(max_length=200, blank=True)
    grade = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=35, blank=True)
    identity_way = models.CharField(max_length=10)
    awarded_at = models.DateTimeField()
    awarded_by = models.ForeignKey(
        "accounts.Account", on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )
    token = models.CharField(max_length=22, default=new_token)
    claim_code = models.CharField(max_length=14, null=True, unique=True)
    invited_at = models.DateTimeField(null=True)
    reminders = models.PositiveSmallIntegerField(default=0)
    learner = models.ForeignKey(
        "accounts.Account", on_delete=models.SET_NULL, null=True, related_name="+", db_index=True
    )
    acceptance = models.CharField(max_length=8, choices=Acceptance.choices, default=Acceptance.PENDING)
    decided_at = models.DateTimeField(null=True)
    visibility = models.CharField(max_length=7, choices=Visibility.choices, default=Visibility.PRIVATE)
    share = models.CharField(max_length=22, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["achievement", "person"], condition=models.Q(live=True), name="awarded_once"
            ),
            models.UniqueConstraint(
                fields=["batch", "row"],
                condition=models.Q(live=True, batch__isnull=False),
                name="row_awarded_once",
            ),
        ]
        indexes = [
            models.Index(fields=["institution", "acceptance", "awarded_at"], name="award_by_institution"),
            models.Index(fields=["email"], name="award_by_email"),
        ]
