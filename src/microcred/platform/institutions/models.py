"""Organisations, who does what in them, and the keys they sign with."""

from __future__ import annotations

import secrets

from django.db import models
from django.db.models import Q

from microcred.platform.institutions.roles import Role
from microcred.ports.identifiers import new_public_id


def new_token() -> str:
    """The secret of an invitation's link: 192 random bits in 32 url-safe characters."""
    return secrets.token_urlsafe(24)


class Institution(models.Model):
    """An organisation. Its DID is set once: it stands in everything it has signed."""

    public_id = models.CharField(max_length=22, unique=True, default=new_public_id)
    did = models.CharField(max_length=300, unique=True)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20)
    country = models.CharField(max_length=2, blank=True)
    """ISO 3166-1, two letters."""
    website = models.URLField(max_length=300, blank=True)
    colour = models.CharField(max_length=7, default="#3B4540")
    street = models.CharField(max_length=200, blank=True)
    postal_code = models.CharField(max_length=20, blank=True)
    locality = models.CharField(max_length=200, blank=True)
    email = models.EmailField(blank=True)
    """Where people may write to; shown to everybody."""
    description = models.CharField(max_length=2000, blank=True)
    signatories = models.JSONField(default=list)
    """Who stands on certificates: objects with `name` and `role`, in order."""
    review_before_publishing = models.BooleanField(default=False)
    review_batches_over = models.PositiveIntegerField(null=True, blank=True)
    """Batches of more awards than this need a second person; empty: none does."""
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class Logo(models.Model):
    """The picture of an institution, a PNG."""

    institution = models.OneToOneField(Institution, on_delete=models.CASCADE, related_name="logo")
    body = models.BinaryField()
    sha256 = models.CharField(max_length=64)


class Membership(models.Model):
    """One role of one person. Several rows are several roles."""

    institution = models.ForeignKey(Institution, on_delete=models.CASCADE, related_name="memberships")
    account = models.ForeignKey("accounts.Account", on_delete=models.CASCADE, related_name="+")
    role = models.CharField(max_length=10, choices=Role.choices)
    since = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["institution", "account", "role"], name="role_given_once")
        ]


class Invitation(models.Model):
    """Somebody is asked to be a member; the mail holds the token."""

    public_id = models.CharField(max_length=22, unique=True, default=new_public_id)
    token = models.CharField(max_length=32, unique=True, default=new_token)
    institution = models.ForeignKey(Institution, on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField(db_index=True)
    roles = models.JSONField()
    language = models.CharField(max_length=35, blank=True)
    invited_at = models.DateTimeField()
    invited_by = models.ForeignKey("accounts.Account", on_delete=models.SET_NULL, null=True, related_name="+")
    accepted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["institution", "email"],
                condition=Q(accepted_at=None),
                name="one_open_invitation",
            )
        ]


class KeyUse(models.TextChoices):
    """What a key signs: documents with their proof inside, or tokens only (RSA)."""

    PROOFS = "proofs"
    TOKENS = "tokens"


class SigningKey(models.Model):
    """A key of an institution; its secret is with a key service, under `public_id`.

    It signs from `valid_from` until `retired_at`, and is listed for good, since what it signed still stands.
    From `compromised_from` on its signatures count no more.
    """

    public_id = models.CharField(max_length=22, unique=True, default=new_public_id)
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="keys")
    service = models.CharField(max_length=200, blank=True, default="")
    """The dotted name of the key service that holds the secret; empty for the database's own."""
    kind = models.CharField(max_length=10)
    use = models.CharField(max_length=6, choices=KeyUse.choices)
    public_key = models.TextField()
    """As Multikey."""
    verification_method = models.CharField(max_length=300, unique=True)
    created_at = models.DateTimeField()
    valid_from = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)
    compromised_from = models.DateTimeField(null=True)
    compromised_at = models.DateTimeField(null=True)
    """When that was told."""
    created_by = models.ForeignKey("accounts.Account", on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["institution", "use"], condition=Q(retired_at=None), name="one_latest_key"
            )
        ]


class SealedKey(models.Model):
    """The secret of a key, encrypted: what the database's own key service keeps."""

    key = models.CharField(max_length=22, primary_key=True)
    kind = models.CharField(max_length=10)
    sealed = models.BinaryField()
    sealed_with = models.CharField(max_length=16)
    """The first half of the hash of the secret that opens it, to tell which one is missing."""


class RefusedRead(models.Model):
    """That somebody who is no member asked for an institution's guarded objects on a day: noted once in the
    log. Rows of past days go when the account asks again."""

    account = models.ForeignKey("accounts.Account", on_delete=models.CASCADE, related_name="+")
    institution = models.ForeignKey(Institution, on_delete=models.CASCADE, related_name="+")
    day = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "institution", "day"], name="one_refused_read_a_day")
        ]
