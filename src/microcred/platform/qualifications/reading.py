"""A checked document becomes what the rules count: plain facts about one credential of one person. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

from microcred.errors import MicrocredError
from microcred.platform.awards.facts import SKILL_TYPE
from microcred.rules.facts import HeldCredential, State
from microcred.vc.checks import Step
from microcred.vc.openbadges import AnnexI, annex_i
from microcred.vc.report import VerificationReport
from microcred.vc.timestamps import parse_timestamp
from microcred.vc.verdicts import Verdict

STATES = {
    Verdict.HOLDS: State.VERIFIED,
    Verdict.ISSUER_UNKNOWN: State.UNDECIDED,
    Verdict.EXPIRED: State.EXPIRED,
    Verdict.WITHDRAWN: State.REVOKED,
    Verdict.NOT_GENUINE: State.FAILED,
    Verdict.UNCHECKED: State.UNDECIDED,
}
_LEVEL = "level-"
LONGEST = 300
"""Characters of a DID that are kept."""


@dataclass(frozen=True)
class Read:
    """One credential, for rules and for people. `issuer_open` says that all but the issuer is settled.

    `text` is the credential itself, JSON or compact JWT. `elsewhere` says that the learner brought it along.
    `whose` says how it names the one who gave it: by address, by nothing but a name (which others bear too),
    nobody, or another; empty where nobody asked. `bound_to` is the DID of its subject, if it has one;
    `identity_open` says that it names nobody else, so that whose it is remains to be shown.
    """

    held: HeldCredential
    title: str
    issuer_name: str
    holder: str
    verdict: Verdict
    issuer_open: bool
    annex: AnnexI | None
    text: str = field(default="", repr=False)
    elsewhere: bool = False
    whose: str = ""
    bound_to: str = ""
    identity_open: bool = False

    @property
    def by_name(self) -> bool:
        """Whether it names the one who gave it by nothing but a name."""
        return self.whose == "name"


def read_report(report: VerificationReport, *, identifier: str, name: str = "") -> Read:
    """What a report's credential is for the rules; a file that is none has failed. `name` is the file's."""
    signed = report.signed
    if signed is None:
        state = STATES[report.verdict] if report.verdict is not Verdict.HOLDS else State.FAILED
        empty = HeldCredential(identifier, "", "", report.at.date(), title=name, state=state)
        return Read(empty, name or identifier, "", "", report.verdict, False, None)
    document = signed.outline or signed.document
    held = from_document(document, identifier=identifier, state=_state(report))
    issuer = report.trusted_as or signed.issuer_name or signed.issuer
    unknown = report.verdict is Verdict.ISSUER_UNKNOWN
    title = held.title or name or identifier
    return Read(
        held,
        title,
        issuer,
        signed.recipient,
        report.verdict,
        unknown,
        annex_i.read(document),
        report.content,
        bound_to=_did(document),
    )


def _state(report: VerificationReport) -> State:
    if report.verdict is Verdict.WITHDRAWN and report.check(Step.STATUS).code == "status.suspended":
        return State.SUSPENDED
    return STATES[report.verdict]


def from_document(document: Mapping[str, Any], *, identifier: str, state: State) -> HeldCredential:
    """What one signed Open Badge states; what it does not state is left empty and counts for nothing."""
    subject = _object(document.get("credentialSubject"))
    earned = _object(subject.get("achievement"))
    annex = annex_i.read(document)
    course = annex.course
    issuer = document.get("issuer")
    credit, system = (course.ects, "ects") if course.ects else (course.hours, "hours")
    result = _object(subject.get("result"))
    awarded = _day(annex.issued) or date.min
    return HeldCredential(
        id=identifier,
        achievement=str(earned.get("id") or ""),
        issuer=str(_object(issuer).get("id") or issuer or ""),
        awarded=awarded,
        title=annex.title,
        skills=tuple(_skills(earned)),
        credits=Fraction(str(credit)) if credit else None,
        system=system,
        level=course.eqf_level,
        field=course.isced_f,
        grade=str(result.get("value") or ""),
        scale=_scale(earned, str(result.get("resultDescription") or "")),
        valid_from=_day(str(document.get("validFrom") or "")),
        valid_until=_day(str(document.get("validUntil") or "")),
        state=state,
        identity=str(document.get("id") or ""),
        outcomes=tuple(one.statement for one in course.outcomes),
    )


def at_home(held: HeldCredential, did: str) -> HeldCredential:
    """The same as seen from the institution with this DID: whether it comes from home."""
    return _replaced(held, home=held.issuer == did)


def issuer_accepted(held: HeldCredential) -> HeldCredential:
    """The same, its issuer taken as known: for what would count once somebody has looked at the issuer."""
    return _replaced(held, state=State.VERIFIED)


def _replaced(held: HeldCredential, **changes: Any) -> HeldCredential:
    values = {name: getattr(held, name) for name in HeldCredential.__dataclass_fields__}
    return HeldCredential(**{**values, **changes})


def _did(document: Mapping[str, Any]) -> str:
    """The DID of the subject, whose key its holder can prove to have; empty where it has none."""
    identifier = str(_object(document.get("credentialSubject")).get("id") or "")
    return identifier[:LONGEST] if identifier.startswith("did:") else ""


def _skills(earned: Mapping[str, Any]) -> list[tuple[str, int | None]]:
    found: dict[str, int | None] = {}
    for row in _list(earned.get("alignment")):
        if isinstance(row, Mapping) and row.get("targetType") == SKILL_TYPE:
            code = str(row.get("targetCode") or "").removeprefix(_LEVEL)
            found[str(row.get("targetUrl") or "")] = int(code) if code.isdigit() else None
    return [(skill, level) for skill, level in found.items() if skill]


def _scale(earned: Mapping[str, Any], described: str) -> str:
    rows = [row for row in _list(earned.get("resultDescription")) if isinstance(row, Mapping)]
    found = next((row for row in rows if row.get("id") == described), rows[0] if rows else {})
    return str(found.get("resultType") or "")


def _day(text: str) -> date | None:
    try:
        return parse_timestamp(text).date() if text else None
    except MicrocredError:
        return None


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _object(value: object) -> Mapping[str, Any]:
    return next((one for one in _list(value) if isinstance(one, Mapping)), {})
