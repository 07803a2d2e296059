"""Programmes and what counts in them."""

from __future__ import annotations

from django.db import models

from microcred.ports.identifiers import new_public_id


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


class CaseState(models.TextChoices):
    """Where an application stands. An appeal opens it again, for somebody else."""

    SUBMITTED = "submitted"
    PROPOSED = "proposed"
    DECIDED = "decided"
    APPEALED = "appealed"


OPEN = (CaseState.SUBMITTED, CaseState.APPEALED)
"""The states in which something is to be examined and decided."""


class Case(models.Model):
    """One application. `likeness` is equal for cases with the same micro-credentials and the same result.

    `reminded` says how often the examiners were reminded of `due_at`: once before it, once after.
    """

    public_id = models.CharField(max_length=22, unique=True, default=new_public_id)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="cases")
    applicant = models.ForeignKey("accounts.Account", on_delete=models.SET_NULL, null=True, related_name="+")
    name = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=9, choices=CaseState.choices, default=CaseState.SUBMITTED)
    submitted_at = models.DateTimeField()
    due_at = models.DateTimeField()
    assigned_to = models.ForeignKey(
        "accounts.Account", on_delete=models.SET_NULL, null=True, related_name="+"
    )
    likeness = models.CharField(max_length=64, blank=True, db_index=True)
    reminded = models.PositiveSmallIntegerField(default=0)
    appeal = models.TextField(blank=True)
    appealed_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.public_id


class CaseItem(models.Model):
    """One credential or paper of a case. `facts` is what the rules counted; erased with the person's data.

    `credit_name` is what the record of credit calls it. `identity_open`: it names nobody, and is `bound_to` a
    DID, so that whose it is remains to be shown.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField()
    paper = models.BooleanField(default=False)
    name = models.CharField(max_length=300)
    issuer = models.CharField(max_length=300, blank=True)
    verdict = models.CharField(max_length=20, blank=True)
    issuer_open = models.BooleanField(default=False)
    issuer_accepted_by = models.CharField(max_length=200, blank=True)
    identity_open = models.BooleanField(default=False)
    identity_accepted_by = models.CharField(max_length=200, blank=True)
    bound_to = models.CharField(max_length=300, blank=True)
    facts = models.JSONField(null=True)
    answers = models.JSONField(default=dict)
    body = models.BinaryField(null=True)
    credit_name = models.CharField(max_length=64, blank=True, db_index=True)
    seen_by = models.CharField(max_length=200, blank=True)
    seen_on = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "position"], name="case_item_once")]

    def __str__(self) -> str:
        return self.name


class Decision(models.Model):
    """One decision of a case, with all it was made from: told once approved, never changed afterwards.

    `evaluations` has for each rule: its book and version, its hash, the day, the result as JSON with
    assignment and certificate; `inputs` the facts that were counted, emptied when the person's data are
    erased; `digests` the hash of these facts ("inputs") and of each paper as it was handed in, by its place.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="decisions")
    number = models.PositiveSmallIntegerField()
    outcome = models.CharField(max_length=11)
    reasons = models.TextField()
    conditions = models.TextField(blank=True)
    decided_by = models.ForeignKey("accounts.Account", on_delete=models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField()
    approved_by = models.ForeignKey(
        "accounts.Account", on_delete=models.SET_NULL, null=True, related_name="+"
    )
    told_at = models.DateTimeField(null=True)
    credential = models.CharField(max_length=22, blank=True)
    evaluations = models.JSONField(default=list)
    inputs = models.JSONField(null=True)
    digests = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "number"], name="decision_number_once")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.number}"


class CreditHead(models.Model):
    """The end of the record of credit: the one row that writers wait for. `salt` hides whose credit it is."""

    salt = models.CharField(max_length=64)
    number = models.PositiveBigIntegerField(default=0)
    digest = models.CharField(max_length=64)

    def __str__(self) -> str:
        return str(self.number)


class CreditCheck(models.Model):
    """Up to which line the record was checked, and what that line was: later checks go on from there.

    `whole_at` is when all of it was checked last; `fault` what was found wrong, until all is found whole.
    """

    number = models.PositiveBigIntegerField(default=0)
    digest = models.CharField(max_length=64)
    whole_at = models.DateTimeField(null=True)
    fault = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return str(self.number)


class CreditEntry(models.Model):
    """One line of the append-only record; amounts are exact, as text."""

    number = models.PositiveBigIntegerField(primary_key=True)
    at = models.DateTimeField()
    action = models.CharField(max_length=11)
    credential = models.CharField(max_length=64, db_index=True)
    whole = models.CharField(max_length=40)
    amount = models.CharField(max_length=40)
    award = models.CharField(max_length=60)
    institution = models.CharField(max_length=60, db_index=True)
    valid_until = models.DateField(null=True)
    to_award = models.CharField(max_length=60, blank=True)
    to_institution = models.CharField(max_length=60, blank=True, db_index=True)
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    def __str__(self) -> str:
        return str(self.number)


class CreditNote(models.Model):
    """Who wrote a line of the record by hand, and why: beside the chain, where it can be erased."""

    entry = models.OneToOneField(CreditEntry, on_delete=models.PROTECT, related_name="note")
    actor = models.ForeignKey("accounts.Account", on_delete=models.SET_NULL, null=True, related_name="+")
    reason = models.TextField()

    def __str__(self) -> str:
        return str(self.entry_id)


class TransferState(models.TextChoices):
    """Where a proposal stands. `withdrawn` also where the credit was released before an answer."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class CreditTransfer(models.Model):
    """A proposal that credit moves to another institution: when that accepts, by a line of the record.

    `credential` and `award` name the use as the record does; `to_award` is the case it was accepted for.
    """

    public_id = models.CharField(max_length=22, unique=True, default=new_public_id)
    credential = models.CharField(max_length=64, db_index=True)
    award = models.CharField(max_length=60)
    sender = models.ForeignKey("institutions.Institution", on_delete=models.PROTECT, related_name="+")
    receiver = models.ForeignKey("institutions.Institution", on_delete=models.PROTECT, related_name="+")
    amount = models.CharField(max_length=40)
    reason = models.TextField()
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey(
        "accounts.Account", on_delete=models.SET_NULL, null=True, related_name="+"
    )
    state = models.CharField(max_length=9, choices=TransferState.choices, default=TransferState.PROPOSED)
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(
        "accounts.Account", on_delete=models.SET_NULL, null=True, related_name="+"
    )
    to_award = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["credential", "award", "sender"],
                condition=models.Q(state="proposed"),
                name="one_open_transfer",
            )
        ]

    def __str__(self) -> str:
        return self.public_id
