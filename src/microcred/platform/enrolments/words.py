"""The words for people of states and reasons."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

STATES: dict[str, Promise] = {
    "enrolled": gettext_lazy("Enrolled"),
    "held": gettext_lazy("Place held until the invoice is paid"),
    "waiting": gettext_lazy("Waiting for a place"),
}
INVOICES: dict[str, Promise] = {
    "open": gettext_lazy("Not paid yet"),
    "paid": gettext_lazy("Paid"),
    "cancelled": gettext_lazy("Cancelled"),
}
REASONS: dict[str, Promise] = {
    "missing": gettext_lazy("you do not hold it"),
    "withdrawn": gettext_lazy("it was withdrawn by its issuer"),
    "suspended": gettext_lazy("it is suspended by its issuer"),
    "lapsed": gettext_lazy("it has expired"),
    "not accepted": gettext_lazy("you have not accepted it yet"),
}
