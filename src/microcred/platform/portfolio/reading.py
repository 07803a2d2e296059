"""What a verified credential says of its holder's skills; pure, and the same for own ones and others'."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from microcred.errors import MicrocredError
from microcred.skills.levels import from_eqf
from microcred.skills.profile.evidence import (
    EQF,
    Evidence,
    SkillStatement,
    read_evidence,
    read_statements,
)
from microcred.skills.profile.profile import HeldCredential
from microcred.vc.checks import Step
from microcred.vc.outcomes import Outcome
from microcred.vc.report import VerificationReport
from microcred.vc.timestamps import parse_timestamp
from microcred.vc.verdicts import UNKNOWN_ISSUER_CODES, WITHDRAWN_CODES


@dataclass(frozen=True)
class Said:
    """What a signed document says: how its skills were shown, the skills, its level and who taught."""

    evidence: Evidence = Evidence.ATTENDED
    skills: tuple[SkillStatement, ...] = ()
    level: int | None = None
    taught_by: str = ""

    def as_json(self) -> dict[str, Any]:
        """Plain values, to be stored beside the bytes."""
        return {
            "evidence": int(self.evidence),
            "skills": [asdict(one) for one in self.skills],
            "level": self.level,
            "taught_by": self.taught_by,
        }

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> Said:
        """What `as_json` gave."""
        return cls(
            Evidence(values.get("evidence", Evidence.ATTENDED)),
            tuple(SkillStatement(**one) for one in values.get("skills", ())),
            values.get("level"),
            values.get("taught_by", ""),
        )


def said(document: Mapping[str, Any]) -> Said:
    """What one signed document says."""
    earned = _first(_first(document.get("credentialSubject")).get("achievement"))
    rows = [row for row in _list(earned.get("alignment")) if isinstance(row, dict)]
    levels = (
        from_eqf(str(row.get("targetUrl"))) for row in rows if str(row.get("targetUrl")).startswith(EQF)
    )
    level = next((one for one in levels if one), None)
    creator = earned.get("creator")
    name = creator.get("name") if isinstance(creator, dict) else ""
    return Said(
        read_evidence(document),
        statements(document, str(earned.get("id") or "")),
        int(level) if level else None,
        name if isinstance(name, str) else "",
    )


def statements(document: Mapping[str, Any], achievement: str) -> tuple[SkillStatement, ...]:
    """The skills that a document states.

    The outcomes of a course (`achievement#outcome-1`) say in its own words what its skills are: they count
    as skills only where it names none besides.
    """
    found = read_statements(document)
    own = f"{achievement}#"
    named = tuple(one for one in found if not one.skill.startswith(own))
    return named or found


def said_of(report: VerificationReport) -> Said:
    """What a report's credential says, or those inside a presentation together; nothing if not signed."""
    signed = [one.signed for one in (report.inside if report.presents else (report,)) if one.signed]
    all_said = [said(one.outline or one.document) for one in signed]
    if not all_said:
        return Said()
    skills = {one.skill: one for each in all_said for one in each.skills}
    first = all_said[0]
    return Said(min(one.evidence for one in all_said), tuple(skills.values()), first.level, first.taught_by)


def held(
    report: VerificationReport,
    *,
    identifier: str,
    title: str,
    issuer_name: str,
    found: Said,
    taken_back_at: datetime | None = None,
    supersedes: str | None = None,
) -> HeldCredential | None:
    """One credential as the skill profile counts it; None where nothing was signed.

    Its dates are left to the profile, which asks for several moments: what has expired only is verified here,
    and was valid until its end. `taken_back_at` is when it was withdrawn, where that is known.
    """
    if report.signed is None:
        return None
    since = time_of(report.signed.valid_from) or report.signed.signed_at or report.at
    withdrawn = report.check(Step.STATUS).code in WITHDRAWN_CODES
    return HeldCredential(
        id=identifier,
        title=title,
        issuer=report.signed.issuer,
        issuer_name=issuer_name,
        since=since,
        until=time_of(report.signed.valid_until),
        outcome=outcome_of(report),
        issuer_known=knows_issuer(report),
        revoked_at=(taken_back_at or since) if withdrawn else None,
        supersedes=supersedes,
        evidence=found.evidence,
        skills=found.skills,
    )


def knows_issuer(report: VerificationReport) -> bool:
    """Whether the issuer is one that is known here."""
    return report.check(Step.ISSUER).outcome is Outcome.PASSED


def outcome_of(report: VerificationReport) -> str:
    """As the profile wants it: dates, withdrawal and an unknown issuer are told apart from the rest."""
    checks = [one for one in report.checks if one.step is not Step.DATES]
    told = {*WITHDRAWN_CODES, *UNKNOWN_ISSUER_CODES}
    left = [one.outcome for one in checks if one.code not in told]
    if Outcome.FAILED in left:
        return "failed"
    return "undecided" if Outcome.UNDECIDED in left else "verified"


def time_of(text: str) -> datetime | None:
    """A time as a document writes it, or None where it is none."""
    try:
        return parse_timestamp(text) if text else None
    except MicrocredError:
        return None


def _list(value: object) -> Iterable[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _first(value: object) -> Mapping[str, Any]:
    return next((one for one in _list(value) if isinstance(one, dict)), {})
