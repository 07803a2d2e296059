"""What is signed of a decision, and its letter on paper."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext

from microcred.platform.admissions.models import Case, Decision
from microcred.platform.institutions.queries import IssuerDetail, origin
from microcred.platform.web.typesetting import font_stack, typeset
from microcred.vc.openbadges import Recipient, achievement, achievement_credential, issuer_profile

PLACEHOLDER = "urn:uuid:00000000-0000-4000-8000-000000000000"


def outcome_words(outcome: str) -> str:
    """A decision in words."""
    return {
        "admitted": gettext("Admitted"),
        "conditional": gettext("Admitted with a condition"),
        "refused": gettext("Not admitted"),
    }[outcome]


def decision_document(case: Case, made: Decision, its: IssuerDetail, now: datetime) -> dict[str, Any]:
    """The unsigned decision: to whom, on which programme, what, why, under which condition."""
    address = origin() + reverse("admissions:programme", args=[case.programme.public_id])
    profile = issuer_profile(its.did, its.name, country=its.country, url=its.website, image=its.image)
    text = made.reasons if not made.conditions else f"{made.reasons}\n\n{made.conditions}"
    earned = achievement(
        f"{address}#decision-{made.outcome}",
        f"{case.programme.title}: {outcome_words(made.outcome)}",
        text,
        criteria=text,
        language="en",
    )
    email = case.applicant.email if case.applicant else ""
    return achievement_credential(
        identifier=PLACEHOLDER,
        issuer=profile,
        achievement=earned,
        recipient=Recipient(name=case.name, email=email),
        valid_from=now,
    ).document()


def letter(case: Case, made: Decision, its: IssuerDetail) -> bytes:
    """The decision as a letter in PDF (UA-1), in the reader's language; raises `TypesettingFailed`."""
    language = (get_language() or "en").partition("-")[0]
    told = made.told_at or made.decided_at
    appeal = gettext("You can appeal once, on the page of your application. Somebody else decides then.")
    data = {
        "language": language,
        "stack": list(font_stack(language)),
        "institution": its.name,
        "name": case.name,
        "title": gettext("Decision on your application"),
        "programme": case.programme.title,
        "outcome": outcome_words(made.outcome),
        "day": date_format(told, "DATE_FORMAT"),
        "date": {"year": told.year, "month": told.month, "day": told.day},
        "reasons-title": gettext("Reasons"),
        "reasons": made.reasons,
        "conditions-title": gettext("Conditions"),
        "conditions": made.conditions,
        "appeal-title": gettext("If you do not agree"),
        "signed": _signed(made, its),
        "appeal": appeal if made.outcome != "admitted" else "",
        "foot": gettext("Application %(number)s. The signed decision is on its page.")
        % {"number": case.public_id},
    }
    return typeset(_source(), data, standards=("ua-1",))


def _signed(made: Decision, its: IssuerDetail) -> list[str]:
    """Who decided, who approved it, and for whom; without names that were erased."""
    lines = []
    if made.decided_by:
        lines.append(gettext("Decided by %(name)s") % {"name": made.decided_by})
    if made.approved_by:
        lines.append(gettext("Approved by %(name)s") % {"name": made.approved_by})
    return [*lines, its.name]


@cache
def _source() -> str:
    return files(__package__).joinpath("letter.typ").read_text("utf-8")
