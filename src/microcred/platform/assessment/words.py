"""The words of rounds, states and outcomes, as people read them, and the chip that stands for each."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ROUNDS: Mapping[str, Promise] = {
    "first": _("To mark"),
    "moderation": _("To moderate: the assessors differ"),
    "sample": _("Sample: to mark again, blind"),
    "decision": _("To decide"),
    "appeal": _("Appeal to hear"),
}
STAGES: Mapping[str, tuple[str, Promise]] = {
    "marking": ("waiting", _("With the assessors")),
    "moderation": ("waiting", _("With the assessors")),
    "to_decide": ("checked", _("To be decided")),
    "passed": ("awarded", _("Passed")),
    "failed": ("not_passed", _("Not passed")),
    "again": ("needs_you", _("Hand in again")),
}
"""Chip and word of where a work stands."""
COHORT_STATES: Mapping[str, tuple[str, Promise]] = {
    "marking": ("draft", _("With the educator")),
    "handed_over": ("waiting", _("Sample to draw")),
    "drawn": ("checking", _("Sample drawn")),
    "released": ("awarded", _("Released")),
    "held": ("suspended", _("Held")),
    "returned": ("needs_you", _("Returned")),
}
ADVICE: Mapping[str, Promise] = {
    "release": _("The second marking agrees with the first: nothing speaks against releasing the cohort."),
    "hold": _("The second marking differs in places. Look at the differences before you release the cohort."),
    "return": _("More than one in five verdicts changed: the cohort should be marked again by the educator."),
}
KINDS: Mapping[str, Promise] = {"text": _("a text"), "link": _("a link"), "file": _("a file")}
