"""Whom this verifier trusts: lists with their entries, and policies that readers saved. No credential stays.

The one exception is a desk run, which its reader started: it is deleted an hour later, or when asked.
"""

from __future__ import annotations

from django.db import models

from microcred.ports.identifiers import new_public_id


class ListKind(models.TextChoices):
    """What a list was read from, and so how it is refreshed."""

    REGISTRY = "registry"
    """A DCC registry file: {"registry": {did: {"name": ...}}}."""
    DIDS = "dids"
    """Identifiers, one a line or as JSON."""
    ANCHORS = "anchors"
    """X.509 certificates, PEM: an entry is named by the certificate's SHA-256."""
    OWN = "own"
    """A reader's own decisions, each with a reason."""


class TrustList(models.Model):
    """Issuers that are trusted. Without an owner it is the operator's, and holds for everybody here."""

    public_id = models.CharField(max_length=22, unique=True, default=new_public_id)
    owner = models.ForeignKey(
        "accounts.Account", on_delete=models.CASCADE, null=True, related_name="+", db_index=True
    )
    kind = models.CharField(max_length=8, choices=ListKind.choices)
    name = models.CharField(max_length=200)
    source = models.CharField(max_length=2000, blank=True)
    """The address it is fetched from; empty for one that was given as a file or by hand."""
    every_hours = models.PositiveSmallIntegerField(default=24)
    as_of = models.DateTimeField()
    """When its content was last had from its source."""
    dated = models.DateTimeField(null=True)
    """What the content says of its own time; never goes back."""
    tried_at = models.DateTimeField(null=True)
    failure = models.CharField(max_length=100, blank=True)
    """The code of why the last refresh failed, or empty."""
    sha256 = models.CharField(max_length=64, blank=True)


class TrustEntry(models.Model):
    """One issuer on a list: `issuer` is a DID, an https address, or `x5t#S256:` and a certificate's hash."""

    trust_list = models.ForeignKey(TrustList, on_delete=models.CASCADE, related_name="entries")
    issuer = models.CharField(max_length=500, db_index=True)
    name = models.CharField(max_length=300, blank=True)
    starts = models.DateTimeField(null=True)
    ends = models.DateTimeField(null=True)
    reason = models.CharField(max_length=500, blank=True)
    added_by = models.ForeignKey(
        "accounts.Account", on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )
    added_at = models.DateTimeField()
    certificate = models.TextField(blank=True)
    """PEM, for an anchor."""
    collector = models.BooleanField(default=False)
    """Whether evidence bundles sealed by it are believed too."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["trust_list", "issuer"], name="issuer_once_per_list")]


class TrustedCollector(models.Model):
    """Whose evidence bundles a reader believes, and why. Its own credentials are not trusted by that."""

    public_id = models.CharField(max_length=22, unique=True, default=new_public_id)
    owner = models.ForeignKey("accounts.Account", on_delete=models.CASCADE, related_name="+")
    collector = models.CharField(max_length=500)
    name = models.CharField(max_length=300)
    reason = models.CharField(max_length=500)
    added_at = models.DateTimeField()
    ends = models.DateTimeField()
    """Until when it is believed, of the times that are asked about."""
    ended_at = models.DateTimeField(null=True)
    """When the reader ended it: from then on it counts for no time at all."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner", "collector"], name="collector_once")]


class SavedPolicy(models.Model):
    """A policy under a name: issuers on one of these lists, or on all of them, and not too long ago."""

    public_id = models.CharField(max_length=22, unique=True, default=new_public_id)
    owner = models.ForeignKey("accounts.Account", on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=200)
    lists = models.ManyToManyField(TrustList, related_name="+")
    every_list = models.BooleanField(default=False)
    """Whether an issuer must be on all of the lists, not on one of them."""
    own_network = models.BooleanField(default=False)
    """Whether the institutions of this installation count as a list too."""
    most_years = models.PositiveSmallIntegerField(null=True)
    """How long ago a credential may have been issued."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner", "name"], name="policy_name_once")]


class DeskRun(models.Model):
    """Many checks at once, for one reader. Deleted with all it holds when `ends_at` is over."""

    public_id = models.CharField(max_length=22, primary_key=True, default=new_public_id)
    owner = models.ForeignKey("accounts.Account", on_delete=models.CASCADE, null=True, related_name="+")
    institution = models.ForeignKey(
        "institutions.Institution", on_delete=models.CASCADE, null=True, related_name="+"
    )
    """Whose API key started it; none where a person did on the page."""
    policy = models.CharField(max_length=22, blank=True)
    consent = models.BooleanField(default=False)
    wanted = models.JSONField(default=list)
    """Wanted skills, as they were typed."""
    people = models.JSONField(default=list)
    """Applicants of the sheet: name and e-mail, in order."""
    problems = models.JSONField(default=list)
    """What of the intake could not be used: place and code."""
    at = models.DateTimeField()
    created_at = models.DateTimeField()
    ends_at = models.DateTimeField(db_index=True)


class DeskItem(models.Model):
    """One thing to check, and what came of it. `content` is emptied once it is checked."""

    run = models.ForeignKey(DeskRun, on_delete=models.CASCADE, related_name="items")
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=300)
    """The file's name, or the address."""
    address = models.CharField(max_length=2000, blank=True)
    person = models.PositiveIntegerField(null=True)
    """The applicant of the sheet, by position."""
    content = models.BinaryField(null=True)
    state = models.CharField(max_length=8, default="waiting")
    """waiting, checked, or consent: not fetched, because that would tell the issuer."""
    result = models.JSONField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "number"], name="desk_number_once")]
        indexes = [models.Index(fields=["run", "state"], name="desk_item_state")]


class CollectorKey(models.Model):
    """A key with which this installation seals bundles; its secret is with the key service under `key_id`."""

    key_id = models.CharField(max_length=22, unique=True)
    public_key = models.TextField()
    service = models.CharField(max_length=200, blank=True)
    """The dotted name of the key service that has the secret; empty for the database's own."""
    created_at = models.DateTimeField()
