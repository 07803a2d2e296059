"""Signed documents: the credential, its bytes in each format, and the lists that tell its status."""

from __future__ import annotations

import secrets

from django.db import models

from microcred.ports.identifiers import new_public_id

LIST_ENTRIES = 131_072
"""Entries of one status list: a power of two, and the standard's smallest crowd."""


DOCUMENT = "document"
"""The kind of what is signed for a program of others and not kept: its status alone is here."""


def new_seed() -> bytes:
    """The secret by which a shard deals out its positions."""
    return secrets.token_bytes(16)


class State(models.TextChoices):
    """What the status lists say. Revoked is for good; suspended can be taken back."""

    ACTIVE = "active"
    SUSPENDED = "suspended"
    REVOKED = "revoked"


class StatusShard(models.Model):
    """131,072 positions of one institution, dealt out in an order that tells nothing."""

    institution = models.ForeignKey("institutions.Institution", on_delete=models.PROTECT, related_name="+")
    seed = models.BinaryField(default=new_seed)
    used = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(used__lte=LIST_ENTRIES), name="shard_not_overfull")
        ]


class StatusList(models.Model):
    """One signed list over a shard: for revocation, or for suspension.

    `version` grows with each change of a bit; the stored body is that of `signed_version`.
    """

    public_id = models.CharField(max_length=22, primary_key=True, default=new_public_id)
    shard = models.ForeignKey(StatusShard, on_delete=models.PROTECT, related_name="lists")
    purpose = models.CharField(max_length=12)
    version = models.PositiveIntegerField(default=1)
    signed_version = models.PositiveIntegerField(default=0)
    body = models.BinaryField(null=True)
    sha256 = models.CharField(max_length=64, blank=True)
    signed_at = models.DateTimeField(null=True)
    valid_until = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["shard", "purpose"], name="one_list_per_purpose")]


class Credential(models.Model):
    """A signed document. Its bytes are in `forms`; the columns from `title` on are read out of them."""

    public_id = models.CharField(max_length=22, primary_key=True, default=new_public_id)
    kind = models.CharField(max_length=20)
    institution = models.ForeignKey(
        "institutions.Institution", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    state = models.CharField(max_length=9, choices=State.choices, default=State.ACTIVE)
    reason = models.CharField(max_length=500, blank=True)
    changed_at = models.DateTimeField(null=True)
    shard = models.ForeignKey(StatusShard, on_delete=models.PROTECT, related_name="+", db_index=False)
    position = models.PositiveIntegerField()
    supersedes = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="superseded_by", db_index=True
    )
    succession = models.CharField(max_length=10, blank=True)
    """How it supersedes: "correction" or "renewal"."""
    issued_at = models.DateTimeField()
    title = models.CharField(max_length=200)
    subject_name = models.CharField(max_length=200, blank=True)
    achievement = models.CharField(max_length=300, blank=True)
    language = models.CharField(max_length=35, blank=True)
    level = models.PositiveSmallIntegerField(null=True)
    credits = models.CharField(max_length=10, blank=True)
    valid_from = models.DateTimeField()
    valid_until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["shard", "position"], name="one_credential_per_position")
        ]
        indexes = [
            models.Index(fields=["institution", "issued_at"], name="credential_by_institution"),
            models.Index(
                fields=["shard", "state"], condition=~models.Q(state="active"), name="credential_not_active"
            ),
        ]


class CredentialForm(models.Model):
    """The bytes in one format, signed once."""

    credential = models.ForeignKey(Credential, on_delete=models.CASCADE, related_name="forms", db_index=False)
    format = models.CharField(max_length=8)
    body = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    verification_method = models.CharField(max_length=300)
    signed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["credential", "format"], name="signed_once_per_format")
        ]
