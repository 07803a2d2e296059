"""Rules of an institution, version by version."""

from __future__ import annotations

from django.db import models

from microcred.ports.identifiers import new_public_id


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


class Measurement(models.Model):
    """What a draft would have changed for everybody it is about; kept with its draft.

    `body` is the draft as it was then; `result` names people by ids alone. `hands` is for how many workers
    the people are laid out, 0 before that.
    """

    public_id = models.CharField(max_length=22, unique=True, default=new_public_id)
    book = models.ForeignKey(RuleBook, on_delete=models.CASCADE, related_name="measurements")
    old = models.PositiveIntegerField()
    body = models.TextField()
    asked_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    result = models.JSONField(null=True)
    hands = models.PositiveSmallIntegerField(default=0)

    def __str__(self) -> str:
        return self.public_id


class Portion(models.Model):
    """Some of the people of a measurement: what one worker does in one go, and what came of it.

    `register` names who knows them, `keys` are their ids there. A portion belongs to the `hand` that took
    it; whoever takes up the work of a hand goes on with its portions. Deleted once all are added up.
    """

    measurement = models.ForeignKey(Measurement, on_delete=models.CASCADE, related_name="portions")
    number = models.PositiveIntegerField()
    register = models.CharField(max_length=200)
    keys = models.JSONField()
    size = models.PositiveIntegerField()
    hand = models.PositiveSmallIntegerField(null=True)
    result = models.JSONField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["measurement", "number"], name="portion_once")]

    def __str__(self) -> str:
        return f"{self.measurement_id} {self.number}"


class Established(models.Model):
    """What a verification established of one sound credential of a learner, for measuring registers.

    `facts` are what the rules count; `hangs_on` is the digest of all that the verification hung on. Neither
    counts after `until`. A decision never reads it.
    """

    credential = models.CharField(max_length=22, primary_key=True)
    learner = models.ForeignKey("accounts.Account", on_delete=models.CASCADE, related_name="+")
    hangs_on = models.CharField(max_length=64)
    facts = models.TextField()
    at = models.DateTimeField()
    until = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.credential


class Qualification(models.Model):
    """What is built from parts: a micro-credential of its certifier, given for meeting a rule.

    `automatic` awards it on completion; else a certifier confirms each.
    """

    public_id = models.CharField(max_length=22, unique=True, default=new_public_id)
    institution = models.ForeignKey(
        "institutions.Institution", on_delete=models.PROTECT, related_name="qualifications"
    )
    achievement = models.OneToOneField(
        "catalogue.Achievement", on_delete=models.PROTECT, related_name="qualification"
    )
    book = models.OneToOneField(RuleBook, on_delete=models.PROTECT, related_name="qualification")
    automatic = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.public_id


class Stage(models.TextChoices):
    """How far a learner is. A revoked part reopens what was awarded; it never takes it away."""

    UNDER_WAY = "under_way"
    COMPLETE = "complete"
    AWARDED = "awarded"
    REOPENED = "reopened"


class Progress(models.Model):
    """A learner on the way to a qualification, under the version with which they began."""

    public_id = models.CharField(max_length=22, unique=True, default=new_public_id)
    qualification = models.ForeignKey(Qualification, on_delete=models.CASCADE, related_name="progress")
    learner = models.ForeignKey("accounts.Account", on_delete=models.CASCADE, related_name="+")
    version = models.PositiveIntegerField()
    stage = models.CharField(max_length=9, choices=Stage.choices, default=Stage.UNDER_WAY)
    started_at = models.DateTimeField()
    completed_at = models.DateTimeField(null=True)
    award = models.CharField(max_length=22, blank=True)
    record = models.CharField(max_length=22, blank=True, default="")
    """The signed record (CLR 2.0) of the award with its parts inside; empty before it, or once erased."""
    confirmed_by = models.ForeignKey(
        "accounts.Account", on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["qualification", "learner"], name="under_way_once")]

    def __str__(self) -> str:
        return self.public_id


class Part(models.Model):
    """A credential that counted when a qualification was completed.

    `elsewhere` says that it was brought along: it has no page here, and `credential` is the import's id.
    `gone` says what became of it since: suspended, revoked, or the code of what an import failed by; empty
    while it stands.
    """

    progress = models.ForeignKey(Progress, on_delete=models.CASCADE, related_name="parts")
    credential = models.CharField(max_length=22, db_index=True)
    title = models.CharField(max_length=200)
    elsewhere = models.BooleanField(default=False)
    gone = models.CharField(max_length=100, blank=True, default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["progress", "credential"], name="part_once")]

    def __str__(self) -> str:
        return self.title
