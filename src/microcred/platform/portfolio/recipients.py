"""Whose a credential is: compared with what is confirmed of a learner."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from enum import StrEnum
from typing import Any

from microcred.vc.examine.recipient import check_recipient
from microcred.vc.openbadges import ExpectedRecipient
from microcred.vc.outcomes import Outcome


class Whose(StrEnum):
    """How a credential names the learner: by a confirmed address, by name alone, not at all, or another."""

    ADDRESS = "address"
    NAME = "name"
    NOBODY = "nobody"
    OTHER = "other"


def whose(document: Mapping[str, Any], addresses: Collection[str], name: str) -> Whose:
    """Whose a signed document is. What it states and is nobody's here makes it another's."""
    by_address = [_asked(document, ExpectedRecipient(email=one)) for one in sorted(addresses)]
    if Outcome.PASSED in by_address:
        return Whose.ADDRESS
    by_name = _asked(document, ExpectedRecipient(name=name)) if name else Outcome.UNDECIDED
    if by_name is Outcome.PASSED:
        return Whose.NAME
    return Whose.OTHER if Outcome.FAILED in (by_name, *by_address) else Whose.NOBODY


def _asked(document: Mapping[str, Any], expected: ExpectedRecipient) -> Outcome:
    return check_recipient(document, expected).outcome
