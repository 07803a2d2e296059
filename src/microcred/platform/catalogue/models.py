"""Micro-credentials: what can be earned, version by version."""

from __future__ import annotations

import secrets

from django.db import models


def new_public_id() -> str:
    """128 random bits in 22 url-safe characters."""
    return secrets.token_urlsafe(16)


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
