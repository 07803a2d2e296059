"""Rights, agreements, the anchors they rest on, and the signed heads of the log."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from microcred.ports.identifiers import new_public_id

VERBS = [("teach", "teach"), ("assess", "assess"), ("certify", "certify")]


class Anchor(models.Model):
    """An accreditor that chains end at. `registry` is the entity that named it; empty for the operator."""

    did = models.CharField(max_length=300, unique=True)
    name = models.CharField(max_length=200)
    registry = models.CharField(max_length=300, blank=True)
    since = models.DateTimeField()
    added_by = models.ForeignKey("accounts.Account", on_delete=models.SET_NULL, null=True, related_name="+")


class Right(models.Model):
    """A right as its signed document says; `address` is the document's id. Its columns are read out of it.

    `giver` and `holder` are set for institutions of this site. `body` holds the bytes of a right that another
    registry published; those of our own are with `credentials`.
    """

    address = models.CharField(max_length=300, unique=True)
    public_id = models.CharField(max_length=22, unique=True, default=new_public_id)
    giver = models.ForeignKey(
        "institutions.Institution", on_delete=models.PROTECT, null=True, related_name="+"
    )
    holder = models.ForeignKey(
        "institutions.Institution", on_delete=models.PROTECT, null=True, related_name="+"
    )
    giver_did = models.CharField(max_length=300, db_index=True)
    holder_did = models.CharField(max_length=300, db_index=True)
    giver_name = models.CharField(max_length=200)
    holder_name = models.CharField(max_length=200)
    verb = models.CharField(max_length=7, choices=VERBS)
    branches = models.JSONField(default=list)
    """Pairs of address and label."""
    lowest = models.PositiveSmallIntegerField()
    highest = models.PositiveSmallIntegerField()
    methods = models.JSONField(default=list)
    countries = models.JSONField(default=list)
    credits = models.CharField(max_length=10, blank=True)
    passes_on = models.PositiveSmallIntegerField(default=0)
    starts = models.DateTimeField()
    ends = models.DateTimeField(null=True)
    rests_on = models.CharField(max_length=300, blank=True, db_index=True)
    registry = models.CharField(max_length=300, blank=True)
    body = models.BinaryField(null=True)
    given_at = models.DateTimeField()
    given_by = models.ForeignKey("accounts.Account", on_delete=models.SET_NULL, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawal = models.CharField(max_length=300, blank=True)
    """The address of the signed statement of the withdrawal."""
    withdrawal_body = models.BinaryField(null=True)
    reason = models.CharField(max_length=500, blank=True)


class Agreement(models.Model):
    """Between two institutions: "you may award mine" or "we recognise yours"."""

    class Kind(models.TextChoices):
        """What is agreed, in the words of whoever proposed it."""

        AWARD = "award"
        RECOGNISE = "recognise"

    public_id = models.CharField(max_length=22, unique=True, default=new_public_id)
    kind = models.CharField(max_length=9, choices=Kind.choices)
    proposer = models.ForeignKey("institutions.Institution", on_delete=models.PROTECT, related_name="+")
    partner = models.ForeignKey("institutions.Institution", on_delete=models.PROTECT, related_name="+")
    branches = models.JSONField(default=list)
    lowest = models.PositiveSmallIntegerField(default=1)
    highest = models.PositiveSmallIntegerField(default=8)
    words = models.CharField(max_length=500, blank=True)
    starts = models.DateTimeField()
    ends = models.DateTimeField(null=True)
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey(
        "accounts.Account", on_delete=models.SET_NULL, null=True, related_name="+"
    )
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.ForeignKey(
        "accounts.Account", on_delete=models.SET_NULL, null=True, related_name="+"
    )
    declined_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    """When the end was given; from `ends` on it counts no more."""

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(proposer=models.F("partner")), name="agreement_of_two")
        ]


class LogHead(models.Model):
    """A signed head of the log of awards: a tree over the hashes that came since the head before."""

    number = models.PositiveIntegerField(unique=True)
    at = models.DateTimeField()
    size = models.PositiveIntegerField()
    root = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)
    token = models.TextField()


class LogLeaf(models.Model):
    """The hash of a credential's bytes, at its place in the tree of a head."""

    head = models.ForeignKey(LogHead, on_delete=models.PROTECT, related_name="leaves", db_index=False)
    place = models.PositiveIntegerField()
    form = models.BigIntegerField(unique=True)
    """The number of the stored form that was hashed."""
    sha256 = models.CharField(max_length=64, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["head", "place"], name="one_leaf_per_place")]


class EducatorStatement(models.Model):
    """That an institution said, signed, that it taught or assessed what an achievement certifies."""

    achievement = models.CharField(max_length=300, db_index=True)
    """The address of the achievement, as credentials name it."""
    part = models.CharField(max_length=6)
    institution = models.ForeignKey("institutions.Institution", on_delete=models.PROTECT, related_name="+")
    credential = models.CharField(max_length=22)
    title = models.CharField(max_length=200, blank=True, default="")
    stated_at = models.DateTimeField()
    ends = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawal = models.CharField(max_length=300, blank=True, default="")
    """The address of the signed statement of the withdrawal."""
    reason = models.CharField(max_length=500, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["achievement", "part", "institution"], name="one_statement_of_each_part"
            )
        ]


class RegistryKey(models.Model):
    """A key of this installation as a registry; its secret is with a key service, under `key_id`."""

    key_id = models.CharField(max_length=22, unique=True, default=new_public_id)
    service = models.CharField(max_length=200, blank=True, default="")
    public_key = models.TextField()
    created_at = models.DateTimeField()


class OtherRegistry(models.Model):
    """Another installation whose registry is read. `keys` are pinned at the first reading."""

    entity = models.CharField(max_length=300, unique=True)
    name = models.CharField(max_length=200)
    keys = models.JSONField()
    issued_at = models.BigIntegerField()
    """The `iat` of what was read last: an older one is a replay."""
    read_at = models.DateTimeField()
    added_by = models.ForeignKey("accounts.Account", on_delete=models.SET_NULL, null=True, related_name="+")
    issuers = models.JSONField(default=dict)
    """The institutions that it lists: names by DID."""
    entities = models.JSONField(default=dict)
    """What it states of each: DID, name, until when the statement holds and who made it, by its entity."""
    counts = models.BooleanField(default=True)
    """Whether its accreditors are anchors here."""


class OtherHead(models.Model):
    """A head of another installation's log, as it was read and checked: never changed, never dropped."""

    entity = models.CharField(max_length=300)
    number = models.PositiveIntegerField()
    at = models.DateTimeField()
    """From when it counts: its own date, but not before the reading at which it did not stand there yet."""
    dated = models.DateTimeField()
    size = models.PositiveIntegerField()
    root = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)
    token = models.TextField()
    complete = models.BooleanField(default=False)
    """Whether its leaves were read and come to its root."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entity", "number"], name="one_head_per_number")]


class OtherLeaf(models.Model):
    """The hash of a credential's bytes in another installation's log."""

    head = models.ForeignKey(OtherHead, on_delete=models.PROTECT, related_name="leaves", db_index=False)
    place = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["head", "place"], name="one_other_leaf_per_place")]
