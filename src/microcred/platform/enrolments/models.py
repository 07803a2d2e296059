"""Who takes part in which offering, who waits, and what is to be paid."""

from __future__ import annotations

from django.db import models

from microcred.ports.identifiers import new_public_id


class State(models.TextChoices):
    """An enrolment's way. `held` keeps a place until an invoice is paid; `lapsed` was not in time."""

    WAITING = "waiting"
    HELD = "held"
    ENROLLED = "enrolled"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"


TAKING_A_PLACE = (State.HELD, State.ENROLLED)
RUNNING = (State.WAITING, State.HELD, State.ENROLLED)


class PayBy(models.TextChoices):
    """How an enrolment is paid."""

    FREE = "free"
    VOUCHER = "voucher"
    INVOICE = "invoice"
    SPONSOR = "sponsor"


class Places(models.Model):
    """The row of an offering that everybody locks who takes or frees a place of it."""

    offering = models.OneToOneField("catalogue.Offering", on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return str(self.offering_id)


class Cohort(models.Model):
    """Learners of an offering who are taught and assessed together."""

    public_id = models.CharField(max_length=22, unique=True, default=new_public_id)
    offering = models.ForeignKey("catalogue.Offering", on_delete=models.PROTECT, related_name="cohorts")
    name = models.CharField(max_length=200)
    formed_at = models.DateTimeField()
    formed_by = models.ForeignKey("accounts.Account", on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["offering", "name"], name="cohort_name_once")]

    def __str__(self) -> str:
        return self.name


class Enrolment(models.Model):
    """One learner in one offering; a new row after a withdrawal. The price is that of the day."""

    public_id = models.CharField(max_length=22, unique=True, default=new_public_id)
    offering = models.ForeignKey("catalogue.Offering", on_delete=models.PROTECT, related_name="enrolments")
    learner = models.ForeignKey("accounts.Account", on_delete=models.CASCADE, related_name="enrolments")
    cohort = models.ForeignKey(Cohort, on_delete=models.SET_NULL, null=True, related_name="members")
    state = models.CharField(max_length=9, choices=State.choices)
    pay_by = models.CharField(max_length=7, choices=PayBy.choices)
    price = models.DecimalField(max_digits=10, decimal_places=2)
    currency = models.CharField(max_length=3)
    asked_at = models.DateTimeField()
    enrolled_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["offering", "learner"],
                condition=models.Q(state__in=["waiting", "held", "enrolled"]),
                name="enrolled_once",
            )
        ]
        indexes = [models.Index(fields=["offering", "state", "asked_at"], name="enrolments_of_offering")]

    def __str__(self) -> str:
        return self.public_id


class VoucherBatch(models.Model):
    """Codes made at once for one offering. With a `sponsor`, each code is a place that the sponsor pays."""

    public_id = models.CharField(max_length=22, unique=True, default=new_public_id)
    offering = models.ForeignKey(
        "catalogue.Offering", on_delete=models.PROTECT, related_name="voucher_batches"
    )
    sponsor = models.ForeignKey(
        "institutions.Institution", on_delete=models.PROTECT, null=True, related_name="sponsored"
    )
    name = models.CharField(max_length=200)
    lapses_on = models.DateField(null=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("accounts.Account", on_delete=models.SET_NULL, null=True, related_name="+")

    def __str__(self) -> str:
        return self.name


class Voucher(models.Model):
    """A code that pays one place once; who withdraws gives it back."""

    batch = models.ForeignKey(VoucherBatch, on_delete=models.CASCADE, related_name="vouchers")
    code = models.CharField(max_length=14, unique=True)
    used_by = models.OneToOneField(Enrolment, on_delete=models.SET_NULL, null=True, related_name="voucher")
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.code


class InvoiceState(models.TextChoices):
    """An invoice's way."""

    OPEN = "open"
    PAID = "paid"
    CANCELLED = "cancelled"


class Invoice(models.Model):
    """What is to be paid for a place, by the learner or by the sponsor."""

    public_id = models.CharField(max_length=22, unique=True, default=new_public_id)
    enrolment = models.OneToOneField(Enrolment, on_delete=models.CASCADE, related_name="invoice")
    sponsor = models.ForeignKey(
        "institutions.Institution", on_delete=models.PROTECT, null=True, related_name="+"
    )
    amount = models.DecimalField(max_digits=10, decimal_places=2)
    currency = models.CharField(max_length=3)
    state = models.CharField(max_length=9, choices=InvoiceState.choices, default=InvoiceState.OPEN)
    issued_at = models.DateTimeField()
    paid_at = models.DateTimeField(null=True)
    paid_by = models.ForeignKey("accounts.Account", on_delete=models.SET_NULL, null=True, related_name="+")
    reference = models.CharField(max_length=100, blank=True)

    def __str__(self) -> str:
        return self.public_id


class CreditNote(models.Model):
    """What is owed back for a place that was paid and given back."""

    public_id = models.CharField(max_length=22, unique=True, default=new_public_id)
    invoice = models.OneToOneField(Invoice, on_delete=models.CASCADE, related_name="credit_note")
    amount = models.DecimalField(max_digits=10, decimal_places=2)
    currency = models.CharField(max_length=3)
    written_at = models.DateTimeField()
    paid_back_at = models.DateTimeField(null=True)
    paid_back_by = models.ForeignKey(
        "accounts.Account", on_delete=models.SET_NULL, null=True, related_name="+"
    )
    reference = models.CharField(max_length=100, blank=True)

    def __str__(self) -> str:
        return self.public_id


class Invitation(models.Model):
    """Somebody who was invited by a sheet; who enrols with that address comes into the cohort."""

    offering = models.ForeignKey("catalogue.Offering", on_delete=models.PROTECT, related_name="+")
    cohort = models.ForeignKey(Cohort, on_delete=models.SET_NULL, null=True, related_name="+")
    email = models.CharField(max_length=254)
    name = models.CharField(max_length=200, blank=True)
    invited_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["offering", "email"], name="invited_once")]

    def __str__(self) -> str:
        return self.email
