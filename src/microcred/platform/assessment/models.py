"""Methods, the work that learners hand in, its markings and decisions, cohorts and appeals."""

from __future__ import annotations

from django.db import models

from microcred.ports.identifiers import new_public_id


class Stage(models.TextChoices):
    """Where a piece of work stands. Each step is taken by comparing and swapping, so it happens once."""

    MARKING = "marking"
    MODERATION = "moderation"
    TO_DECIDE = "to_decide"
    PASSED = "passed"
    FAILED = "failed"
    AGAIN = "again"


class CohortState(models.TextChoices):
    """Where a cohort stands: marked by the educator, handed over, drawn; then one of three ends."""

    MARKING = "marking"
    HANDED_OVER = "handed_over"
    DRAWN = "drawn"
    RELEASED = "released"
    HELD = "held"
    RETURNED = "returned"


class MethodRecord(models.Model):
    """How one version of a micro-credential is assessed; `content` is a `rubric.method.Method`.

    `educator` teaches and may mark cohorts; empty where the certifier does all itself.
    """

    public_id = models.CharField(max_length=22, unique=True, default=new_public_id)
    version = models.OneToOneField("catalogue.AchievementVersion", on_delete=models.PROTECT, related_name="+")
    institution = models.ForeignKey("institutions.Institution", on_delete=models.PROTECT, related_name="+")
    educator = models.ForeignKey(
        "institutions.Institution", on_delete=models.PROTECT, null=True, related_name="+"
    )
    content = models.JSONField()
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey("accounts.Account", on_delete=models.SET_NULL, null=True, related_name="+")


class Cohort(models.Model):
    """People whom the educator taught and marked, certified together by sample.

    `offering` is the one whose enrolled learners they are, where their marks came as such.
    `seed` and `drawn` say how the sample came about, so that anybody can draw it again; `handed_over` is the
    hash of the log entry from which the seed follows.
    """

    public_id = models.CharField(max_length=22, unique=True, default=new_public_id)
    method = models.ForeignKey(MethodRecord, on_delete=models.PROTECT, related_name="cohorts")
    educator = models.ForeignKey("institutions.Institution", on_delete=models.PROTECT, related_name="+")
    offering = models.ForeignKey("catalogue.Offering", on_delete=models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=200)
    state = models.CharField(max_length=11, choices=CohortState.choices, default=CohortState.MARKING)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey("accounts.Account", on_delete=models.SET_NULL, null=True, related_name="+")
    seed = models.CharField(max_length=64, blank=True)
    handed_over = models.CharField(max_length=64, blank=True)
    rule = models.CharField(max_length=40, blank=True)
    drawn = models.JSONField(default=list)
    drawn_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey("accounts.Account", on_delete=models.SET_NULL, null=True, related_name="+")
    reason = models.CharField(max_length=1000, blank=True)


class Teacher(models.Model):
    """Who taught a cohort: they may mark it first, and not certify it where independence is asked for."""

    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="teachers")
    account = models.ForeignKey("accounts.Account", on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["cohort", "account"], name="teacher_once")]


class Submission(models.Model):
    """A piece of work. `candidate` is what assessors see where names are hidden.

    `learner` is an account, or empty for somebody whose marks came by a sheet; then name and email say who.
    """

    public_id = models.CharField(max_length=22, unique=True, default=new_public_id)
    method = models.ForeignKey(MethodRecord, on_delete=models.PROTECT, related_name="submissions")
    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, null=True, related_name="submissions")
    learner = models.ForeignKey("accounts.Account", on_delete=models.SET_NULL, null=True, related_name="+")
    name = models.CharField(max_length=200, blank=True)
    email = models.CharField(max_length=254, blank=True)
    candidate = models.CharField(max_length=8)
    at_work = models.BooleanField(default=False)
    attempt = models.PositiveSmallIntegerField(default=1)
    stage = models.CharField(max_length=10, choices=Stage.choices, default=Stage.MARKING)
    text = models.TextField(blank=True)
    links = models.JSONField(default=list)
    handed_in_at = models.DateTimeField()
    award = models.CharField(max_length=22, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["method", "learner", "attempt"],
                condition=models.Q(learner__isnull=False),
                name="attempt_once",
            ),
            models.UniqueConstraint(
                fields=["cohort", "email", "attempt"],
                condition=models.Q(cohort__isnull=False) & ~models.Q(email=""),
                name="in_cohort_once",
            ),
        ]
        indexes = [models.Index(fields=["method", "stage", "handed_in_at"], name="work_by_stage")]


class EvidenceFile(models.Model):
    """A file that was handed in: its bytes stay here and are only served as a download."""

    public_id = models.CharField(max_length=22, unique=True, default=new_public_id)
    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="files")
    name = models.CharField(max_length=130)
    media_type = models.CharField(max_length=40)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    body = models.BinaryField()


class Marking(models.Model):
    """One assessor's marks of one work in one round; `place` is which of the assessors, from 1.

    It begins when somebody takes the work from the queue; the constraints let nobody have a place twice.
    """

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="markings")
    assessor = models.ForeignKey("accounts.Account", on_delete=models.PROTECT, related_name="+")
    round = models.CharField(max_length=10)
    place = models.PositiveSmallIntegerField()
    marks = models.JSONField(default=dict)
    feedback = models.TextField(blank=True)
    begun_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["submission", "round", "place"], name="marking_place_once"),
            models.UniqueConstraint(fields=["submission", "assessor"], name="marked_once_by_each"),
        ]


class Conflict(models.Model):
    """A declared conflict of interest: this person has no part in this work any more."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="conflicts")
    account = models.ForeignKey("accounts.Account", on_delete=models.CASCADE, related_name="+")
    reason = models.CharField(max_length=1000)
    declared_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["submission", "account"], name="conflict_once")]


class Decision(models.Model):
    """That somebody decided, when and why. One for each work, and one more if an appeal was heard."""

    public_id = models.CharField(max_length=22, unique=True, default=new_public_id)
    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="decisions")
    instance = models.PositiveSmallIntegerField(default=1)
    outcome = models.CharField(max_length=10)
    marks = models.JSONField(default=dict)
    points = models.PositiveIntegerField(default=0)
    reason = models.CharField(max_length=1000)
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey("accounts.Account", on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["submission", "instance"], name="decided_once")]


class Appeal(models.Model):
    """A learner's appeal against a decision that they did not pass; heard by somebody else."""

    submission = models.OneToOneField(Submission, on_delete=models.PROTECT, related_name="appeal")
    words = models.CharField(max_length=4000)
    made_at = models.DateTimeField()
    outcome = models.CharField(max_length=10, blank=True)
    answer = models.CharField(max_length=1000, blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(
        "accounts.Account", on_delete=models.SET_NULL, null=True, related_name="+"
    )


class Reminder(models.Model):
    """That somebody was reminded of a last day: once for each."""

    method = models.ForeignKey(MethodRecord, on_delete=models.CASCADE, related_name="+")
    learner = models.ForeignKey("accounts.Account", on_delete=models.CASCADE, related_name="+")
    due = models.DateField()
    queued_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["method", "learner", "due"], name="reminded_once")]


class Unreminded(models.Model):
    """Somebody who does not want to be reminded."""

    learner = models.OneToOneField("accounts.Account", on_delete=models.CASCADE, related_name="+")
