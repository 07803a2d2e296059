"""The words for people of states and reasons."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

STATES: dict[str, Promise] = {
    "enrolled": gettext_lazy("Enrolled"),
    "held": gettext_lazy("Place held until the invoice is paid"),
    "waiting": gettext_lazy("Waiting for a place"),
}
ENDED: dict[str, Promise] = {
    "withdrawn": gettext_lazy("You have withdrawn"),
    "lapsed": gettext_lazy("The place was given on: the invoice was not paid in time"),
    "enrolled": gettext_lazy("It is over"),
}
SPONSORED: dict[str, Promise] = {
    "held": gettext_lazy("To be paid; the place is held"),
    "paid": gettext_lazy("Paid"),
    "given-back": gettext_lazy("Given back, nothing to be paid"),
    "credited": gettext_lazy("Given back; the educator owes you the amount"),
    "paid-back": gettext_lazy("Given back, and paid back to you"),
}
INVOICES: dict[str, Promise] = {
    "open": gettext_lazy("Not paid yet"),
    "paid": gettext_lazy("Paid"),
    "cancelled": gettext_lazy("Cancelled"),
}
REASONS: dict[str, Promise] = {
    "missing": gettext_lazy("You do not hold it."),
    "withdrawn": gettext_lazy("It was withdrawn by its issuer."),
    "suspended": gettext_lazy("It is suspended by its issuer."),
    "lapsed": gettext_lazy("It has expired."),
    "not accepted": gettext_lazy("It is yours, and you have not accepted it yet."),
}
WAYS: dict[str, Promise] = {
    "missing": gettext_lazy("See how it is earned"),
    "withdrawn": gettext_lazy("See who issues it, and ask there why"),
    "suspended": gettext_lazy("See who issues it, and ask there why"),
    "lapsed": gettext_lazy("See who issues it, to have it renewed or to earn it again"),
    "not accepted": gettext_lazy("Accept it among your credentials"),
}
"""The way out of each reason."""
