"""Rules of an institution, version by version."""

from __future__ import annotations

import secrets

from django.db import models


def new_public_id() -> str:
    """128 random bits in 22 url-safe characters."""
    return secrets.token_urlsafe(16)


class Kind(models.TextChoices):
    """What a rule is for."""

    QUALIFICATION = "qualification"
    ENTRY = "entry"
    CREDIT = "credit"
    EXEMPTION = "exemption"


class State(models.TextChoices):
    """A version's way. A retired one is kept: who started under it finishes under it."""

    DRAFT = "draft"
    PUBLISHED = "published"
    RETIRED = "retired"


class RuleBook(models.Model):
    """One rule of an institution; what it says is in its versions."""

    public_id = models.CharField(max_length=22, unique=True, default=new_public_id)
    institution = models.ForeignKey(
        "institutions.Institution", on_delete=models.PROTECT, related_name="rule_books"
    )
    kind = models.CharField(max_length=13, choices=Kind.choices)
    title = models.CharField(max_length=200)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.title


class RuleVersion(models.Model):
    """One version as JSON of the rule language. Once published it is never changed: decisions point to it."""

    book = models.ForeignKey(RuleBook, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=9, choices=State.choices, default=State.DRAFT)
    body = models.TextField()
    revision = models.PositiveIntegerField(default=1)
    edited_at = models.DateTimeField()
    edited_by = models.ForeignKey("accounts.Account", on_delete=models.SET_NULL, null=True, related_name="+")
    published_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["book", "number"], name="rule_version_number_once"),
            models.UniqueConstraint(
                fields=["book"], condition=models.Q(state="draft"), name="one_rule_draft"
            ),
            models.UniqueConstraint(
                fields=["book"], condition=models.Q(state="published"), name="one_published_rule"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.book_id} {self.number}"
