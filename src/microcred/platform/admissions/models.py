"""Programmes and what counts in them."""

from __future__ import annotations

import secrets

from django.db import models


def new_public_id() -> str:
    """128 random bits in 22 url-safe characters."""
    return secrets.token_urlsafe(16)


class Programme(models.Model):
    """A programme that people are admitted to. Its rules stand in `qualifications`, version by version.

    `days` is how long a decision may take; `four_eyes` asks for a second person before it is told.
    """

    public_id = models.CharField(max_length=22, unique=True, default=new_public_id)
    institution = models.ForeignKey(
        "institutions.Institution", on_delete=models.PROTECT, related_name="programmes"
    )
    title = models.CharField(max_length=200)
    description = models.TextField(blank=True)
    level = models.PositiveSmallIntegerField(null=True)
    days = models.PositiveSmallIntegerField(default=28)
    four_eyes = models.BooleanField(default=False)
    open = models.BooleanField(default=False)
    entry = models.ForeignKey(
        "qualifications.RuleBook", on_delete=models.PROTECT, null=True, related_name="+"
    )
    credit = models.ForeignKey(
        "qualifications.RuleBook", on_delete=models.PROTECT, null=True, related_name="+"
    )
    exemption = models.ForeignKey(
        "qualifications.RuleBook", on_delete=models.PROTECT, null=True, related_name="+"
    )
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.title
