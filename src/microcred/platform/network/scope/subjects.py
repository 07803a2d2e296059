"""What a signed Open Badge says it needs a right for: field, skills, level, methods, credits, country."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from microcred.platform.network.scope.branches import ISCED_F
from microcred.platform.network.scope.values import Subject
from microcred.vc.openbadges import annex_i
from microcred.vc.timestamps import parse_timestamp

SKILL_TYPE = "ext:skill"


def subject_of(document: Mapping[str, Any]) -> Subject:
    """Read from the document alone."""
    course = annex_i.read(document).course
    subject, issuer = document.get("credentialSubject"), document.get("issuer")
    earned = subject.get("achievement") if isinstance(subject, Mapping) else None
    rows = earned.get("alignment") if isinstance(earned, Mapping) else None
    address = issuer.get("address") if isinstance(issuer, Mapping) else None
    skills = [
        str(row.get("targetUrl"))
        for row in (rows if isinstance(rows, list) else ())
        if isinstance(row, Mapping) and row.get("targetType") == SKILL_TYPE
    ]
    return Subject(
        skills=tuple(one for one in skills if one.startswith("http")),
        field=f"{ISCED_F}{course.isced_f}" if course.isced_f else "",
        level=course.eqf_level,
        methods=frozenset(course.assessment),
        credits=Decimal(str(course.ects)) if course.ects is not None else None,
        country=str(address.get("addressCountryCode") or "") if isinstance(address, Mapping) else "",
    )


def awarded_at(document: Mapping[str, Any]) -> datetime | None:
    """When it was awarded, by its own word; None where that is not stated."""
    stated = document.get("awardedDate") or document.get("validFrom")
    return parse_timestamp(stated) if isinstance(stated, str) else None
