"""What can be done with enrolments: enrol, withdraw, pay, form cohorts, invite, make vouchers."""

from microcred.platform.enrolments.services.cohorts import form_cohort, invite
from microcred.platform.enrolments.services.crediting import mark_paid_back
from microcred.platform.enrolments.services.enrolling import enrol, fill_places, withdraw
from microcred.platform.enrolments.services.erasing import (
    forget_addresses,
    forget_invitations,
    hear_account_erased,
)
from microcred.platform.enrolments.services.lapsing import release_unpaid
from microcred.platform.enrolments.services.paying import make_vouchers, mark_paid, sponsor_places

__all__ = [
    "enrol",
    "fill_places",
    "forget_addresses",
    "forget_invitations",
    "form_cohort",
    "hear_account_erased",
    "invite",
    "make_vouchers",
    "mark_paid",
    "mark_paid_back",
    "release_unpaid",
    "sponsor_places",
    "withdraw",
]
