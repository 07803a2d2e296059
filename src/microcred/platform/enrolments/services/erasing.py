"""What is kept of somebody goes with their account; their place goes to who waits."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from microcred.platform.accounts.events import AccountErased
from microcred.platform.enrolments.models import Enrolment, InvoiceState
from microcred.platform.enrolments.services.enrolling import withdraw_all


def hear_account_erased(event: AccountErased, *, now: datetime) -> None:
    """Withdraws what runs and deletes all enrolments but those that were paid. Harmless twice.

    A paid invoice is an educator's record; its enrolment then names an account that is empty.
    """
    withdraw_all(event.account, now)
    with transaction.atomic():
        own = Enrolment.objects.filter(learner_id=event.account)
        own.exclude(invoice__state=InvoiceState.PAID).delete()
