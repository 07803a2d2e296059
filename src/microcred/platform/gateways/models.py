"""Keys by which programs act for an institution, and the answers that are given again."""

from __future__ import annotations

from django.db import models

from microcred.ports.identifiers import new_public_id

PREFIX = "mck"
"""How every key of a program begins, so that it is recognised where it should not stand."""


class ApiKey(models.Model):
    """A program's key. It acts for one institution as `account`, within `scopes`, until `expires_at`.

    Only the hash of its secret is kept: 256 random bits, which nobody guesses from it.
    """

    public_id = models.CharField(max_length=22, unique=True, default=new_public_id)
    institution = models.ForeignKey("institutions.Institution", on_delete=models.CASCADE, related_name="+")
    account = models.ForeignKey("accounts.Account", on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=100)
    secret_sha256 = models.CharField(max_length=64)
    scopes = models.JSONField()
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(
        "accounts.Account", on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        indexes = [models.Index(fields=["institution", "created_at"], name="api_key_by_institution")]

    def __str__(self) -> str:
        return self.name


class SignedDocument(models.Model):
    """A document with a status that was signed through the VC API, by the hash of the id that it states.

    Nothing else of it is kept: with the id whoever has it can name it, and nobody learns the id from here.
    """

    institution = models.ForeignKey("institutions.Institution", on_delete=models.CASCADE, related_name="+")
    id_sha256 = models.CharField(max_length=64)
    public_id = models.CharField(max_length=22)
    """Its place on the status lists, as `credentials` names it."""

    class Meta:
        indexes = [models.Index(fields=["institution", "id_sha256"], name="signed_document_by_id")]


class Answer(models.Model):
    """What was answered to a request with an Idempotency-Key, to be answered again to the same request."""

    institution = models.ForeignKey("institutions.Institution", on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=255)
    request_sha256 = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(default=0)
    body = models.JSONField(null=True)
    made_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["institution", "key"], name="answered_once")]
