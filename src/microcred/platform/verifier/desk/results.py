"""What came of one check, small enough to keep for an hour: plain values, no document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from microcred.errors import MicrocredError
from microcred.platform.verifier.shown import shown, skills
from microcred.skills.search.words import folded, stem, tokens
from microcred.vc.openbadges.identity import matches
from microcred.vc.outcomes import Outcome
from microcred.vc.report import SignedContent, VerificationReport
from microcred.vc.verdicts import Verdict

NAMED, HINTED = "named", "hinted"


@dataclass(frozen=True)
class Expectation:
    """Whose credential it should be, and the skills that are wanted, as they were typed."""

    name: str = ""
    email: str = ""
    wanted: Sequence[str] = ()


def result_of(report: VerificationReport, asked: Expectation) -> dict[str, Any]:
    """The row of a report.

    `person` is "same", "other" or "" (nothing to compare); `skills` maps each wanted skill that it
    speaks of to "named" or "hinted". Only signed content counts for both. PostgreSQL keeps no NUL.
    """
    content = shown(report)
    first = next(
        (one for one in report.checks if one.outcome in (Outcome.FAILED, Outcome.UNDECIDED)), report.checks[0]
    )
    found = {
        "verdict": report.verdict.value,
        "word": report.words.word,
        "code": first.code,
        "reason": first.reason,
        "detail": first.detail[:200],
        "sure": bool(content and content.sure),
        "recipient": content.recipient if content else "",
        "subject": str(report.signed.subject.get("id") or "")[:300] if report.signed else "",
        "title": content.title[:300] if content else "",
        "issuer": content.issuer[:300] if content else "",
        "issuerId": content.issuer_id[:500] if content else "",
        "domain": content.domain if content else "",
        "known": bool(report.trusted_as),
        "part": bool(report.signed and report.signed.part),
        "from": content.valid_from.date().isoformat() if content and content.valid_from else "",
        "until": content.valid_until.date().isoformat() if content and content.valid_until else "",
        "foundIn": report.found_in,
        "person": _person(report.signed, asked),
        "skills": wanted_in(report.signed, asked.wanted) if report.signed else {},
    }
    return {
        name: value.replace("\0", "") if isinstance(value, str) else value for name, value in found.items()
    }


def refused(error: MicrocredError) -> dict[str, Any]:
    """The row of something that could not be had: not condemned, since nothing was read."""
    return {
        "verdict": Verdict.UNCHECKED.value,
        "word": Verdict.UNCHECKED.word,
        "code": error.code,
        "reason": error.sentence,
        "detail": error.detail[:200].replace("\0", ""),
        "sure": False,
        **dict.fromkeys(
            ("recipient", "subject", "title", "issuer", "issuerId", "domain", "from", "until", "foundIn"), ""
        ),
        "known": False,
        "part": False,
        "person": "",
        "skills": {},
    }


def wanted_in(signed: SignedContent, wanted: Sequence[str]) -> dict[str, str]:
    """Which wanted skills a credential names (as skill, tag or title), or only hints at in its words."""
    if not wanted:
        return {}
    names = {folded(name) for name in [*skills(signed), signed.title]}
    stems = {stem(one.stem) for one in tokens(_words(signed.achievement))}
    found = {}
    for skill in wanted:
        if folded(skill) in names:
            found[skill] = NAMED
        else:
            own = {stem(one.stem) for one in tokens(folded(skill))}
            if own and own <= stems:
                found[skill] = HINTED
    return found


def _words(achievement: Mapping[str, Any]) -> str:
    criteria = achievement.get("criteria")
    parts = [achievement.get("name"), achievement.get("description")]
    parts.append(criteria.get("narrative") if isinstance(criteria, Mapping) else None)
    rows = achievement.get("alignment")
    for row in rows if isinstance(rows, list) else []:
        if isinstance(row, Mapping):
            parts += [row.get("targetName"), row.get("targetDescription")]
    return folded(" ".join(part for part in parts if isinstance(part, str))[:20_000])


def _person(signed: SignedContent | None, asked: Expectation) -> str:
    if signed is None or not (asked.name or asked.email):
        return ""
    rows = signed.subject.get("identifier")
    identities = [one for one in (rows if isinstance(rows, list) else [rows]) if isinstance(one, Mapping)]
    mails = [one for one in identities if one.get("identityType") == "emailAddress"]
    if asked.email and mails:
        return "same" if any(matches(one, asked.email) for one in mails) else "other"
    names = [one for one in identities if one.get("identityType") == "name"]
    if asked.name and names:
        plain = [str(one.get("identityHash")) for one in names if one.get("hashed") is not True]
        same = any(folded(name) == folded(asked.name) for name in plain)
        return "same" if same or any(matches(one, asked.name) for one in names) else "other"
    return ""
