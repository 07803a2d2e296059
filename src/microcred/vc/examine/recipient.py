"""Step 6: whether it belongs to the person asked about (OB 3.0 8.4)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from microcred.vc.checks import Finding
from microcred.vc.examine.errors import RecipientNotStated, RecipientOther
from microcred.vc.findings import RECIPIENT_MATCHES, RECIPIENT_NOT_ASKED
from microcred.vc.openbadges.identity import ExpectedRecipient, matches
from microcred.vc.openbadges.requirements import listed


def check_recipient(document: Mapping[str, Any], expected: ExpectedRecipient | None) -> Finding:
    """Passed if all that was asked about and is stated agrees, failed if anything stated differs.

    What was asked about and is not stated leaves the step undecided.
    """
    if expected is None or expected == ExpectedRecipient():
        return RECIPIENT_NOT_ASKED
    subjects = [one for one in listed(document.get("credentialSubject")) if isinstance(one, dict)]
    answers = [_answer(subjects, kind, value) for kind, value in _asked(expected)]
    if False in answers:
        return Finding.of_error(RecipientOther())
    if None in answers:
        return Finding.of_error(RecipientNotStated())
    return RECIPIENT_MATCHES


def _asked(expected: ExpectedRecipient) -> list[tuple[str, str]]:
    asked = [("", expected.id), ("emailAddress", expected.email), ("name", expected.name)]
    return [(kind, value) for kind, value in asked if value]


def _answer(subjects: list[dict[str, Any]], kind: str, value: str) -> bool | None:
    """Whether one asked value agrees; None where nothing of its kind is stated."""
    if not kind:
        stated = [subject["id"] for subject in subjects if "id" in subject]
        return value in stated if stated else None
    identities = [one for subject in subjects for one in listed(subject.get("identifier"))]
    same_kind = [one for one in identities if isinstance(one, dict) and one.get("identityType") == kind]
    if not same_kind:
        return None
    return any(matches(one, value) for one in same_kind)
