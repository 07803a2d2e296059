"""What is kept of somebody goes with their account; their place goes to who waits."""

from __future__ import annotations

from collections.abc import Set
from datetime import datetime, timedelta

from django.db import transaction

from microcred.platform.accounts.events import AccountErased
from microcred.platform.enrolments.models import Enrolment, Invitation, InvoiceState
from microcred.platform.enrolments.services.enrolling import withdraw_all

INVITATIONS_KEPT = timedelta(days=90)
"""After the offering has ended: an address that nobody enrolled with is then of no use."""


def hear_account_erased(event: AccountErased, *, now: datetime) -> None:
    """Withdraws what runs and deletes all enrolments but those that were paid. Harmless twice.

    A paid invoice is an educator's record; its enrolment then names an account that is empty.
    """
    withdraw_all(event.account, now)
    with transaction.atomic():
        own = Enrolment.objects.filter(learner_id=event.account)
        own.exclude(invoice__state=InvoiceState.PAID).delete()


def forget_addresses(*, emails: Set[str], now: datetime) -> None:
    """Deletes the invitations to these addresses, of an account that is erased in this transaction."""
    Invitation.objects.filter(email__in=emails).delete()


def forget_invitations(*, now: datetime) -> int:
    """Deletes invitations to what ended more than `INVITATIONS_KEPT` ago; how many. For the daily round."""
    ended = (now - INVITATIONS_KEPT).date()
    return Invitation.objects.filter(offering__ends_on__lt=ended).delete()[0]
