"""The words of a sheet's fields, of likely slips and of date orders, as the officer reads them."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

FIELDS: dict[str, Promise] = {
    "name": _("Name"),
    "first_name": _("First name"),
    "last_name": _("Last name"),
    "email": _("E-mail"),
    "person_id": _("Person's number"),
    "achievement_id": _("Micro-credential's number"),
    "grade": _("Result"),
    "issued": _("Date of the award"),
    "expires": _("Lapses on"),
    "narrative": _("Note on the achievement"),
    "evidence_url": _("Evidence: address"),
    "evidence_name": _("Evidence: name"),
    "evidence_text": _("Evidence: text"),
    "language": _("Language"),
}
SLIPS: dict[str, Promise] = {
    "slip.domain": _("The mail domain looks mistyped."),
    "slip.capitals": _("The name is in capitals only."),
    "slip.small-letters": _("The name is in small letters only."),
    "slip.same-name": _("Somebody of the same name stands in the sheet with another address or number."),
}
CAN_BE_TAKEN = frozenset({"slip.domain", "slip.capitals", "slip.small-letters"})
"""Slips whose suggestion is a value to put in place."""
DATES: dict[str, Promise] = {
    "ymd": _("Year, month, day (2026-05-14)"),
    "dmy": _("Day, month, year (14/05/2026)"),
    "mdy": _("Month, day, year (05/14/2026)"),
}
CERTAINTY: dict[str, Promise] = {
    "certain": _("known header"),
    "likely": _("likely, by its header"),
    "guess": _("guessed from its cells: please look"),
    "kept": _("kept, not used"),
}
EDITABLE = ("name", "email", "person_id", "grade", "issued", "expires", "evidence_url", "language")
"""Fields that can be put right in a row's place, in this order."""
