"""A document becomes columns: the one place, pure. `reindex` rebuilds every column by it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from microcred.vc.openbadges import vocabularies
from microcred.vc.timestamps import parse_timestamp

_LEVELS = {vocabularies.EQF.address(str(level)): level for level in range(1, 9)}
_LINE = 200


@dataclass(frozen=True, slots=True)
class Columns:
    """What is kept of a document beside its bytes, by the names of the table's columns."""

    title: str
    subject_name: str
    achievement: str
    language: str
    level: int | None
    credits: str
    valid_from: datetime
    valid_until: datetime | None


def columns(document: Mapping[str, Any]) -> Columns:
    """The columns of a signed document of ours: an Open Badge or any other credential.

    Raises `TimestampInvalid` or `KeyError` only for a document that the engine would not have signed.
    """
    subject = document.get("credentialSubject")
    subject = subject if isinstance(subject, Mapping) else {}
    achievement = subject.get("achievement")
    achievement = achievement if isinstance(achievement, Mapping) else {}
    until = document.get("validUntil")
    return Columns(
        title=str(achievement.get("name") or document.get("name") or "")[:_LINE],
        subject_name=_name(subject)[:_LINE],
        achievement=str(achievement.get("id") or "")[:300],
        language=str(achievement.get("inLanguage") or "")[:35],
        level=_level(achievement),
        credits=_number(achievement.get("creditsAvailable")),
        valid_from=_time(document["validFrom"]),
        valid_until=_time(until) if until else None,
    )


@lru_cache(maxsize=1024)
def _time(stamp: str) -> datetime:
    return parse_timestamp(stamp)


def _name(subject: Mapping[str, Any]) -> str:
    for identity in subject.get("identifier") or ():
        if identity.get("identityType") == "name" and not identity.get("hashed"):
            return str(identity.get("identityHash") or "")
    return ""


def _level(achievement: Mapping[str, Any]) -> int | None:
    for row in achievement.get("alignment") or ():
        level = _LEVELS.get(row.get("targetUrl"))
        if level:
            return level
    return None


def _number(value: object) -> str:
    return f"{value:g}" if isinstance(value, int | float) else ""
