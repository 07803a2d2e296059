"""A report as a page, a paper and a program show it: who, what, from whom, when, and what is behind it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext

from microcred.errors import MicrocredError
from microcred.platform.institutions.queries import origin
from microcred.platform.network.queries import Part, parts_of
from microcred.platform.network.shown import as_json as standing_as_json
from microcred.platform.network.shown import parts_as_json
from microcred.platform.verifier.queries import domain_of
from microcred.platform.verifier.trust.policies import Known
from microcred.platform.verifier.trust.stored import ReaderPolicy
from microcred.vc.checks import Step
from microcred.vc.jsontext import parse
from microcred.vc.openbadges.vocabularies import SNB
from microcred.vc.report import Summary, VerificationReport
from microcred.vc.timestamps import parse_timestamp, write_timestamp
from microcred.vc.verdicts import Verdict

LONGEST_TEXT = 200_000
"""Characters of a credential that a page carries along, to ask more about it without giving it again."""
_SHOWN_TEXT = 20_000

AUTHORITIES = "http://publications.europa.eu/resource/authority/"


@dataclass(frozen=True)
class Shown:
    """What stands under the verdict. `sure` says that it is signed; else it is only what the file claims.

    `issuer` is the trusted name, else the one the issuer gives itself; `domain` controls its keys.
    """

    sure: bool
    recipient: str = ""
    title: str = ""
    issuer: str = ""
    issuer_id: str = ""
    domain: str = ""
    known: Known | None = None
    valid_from: datetime | None = None
    valid_until: datetime | None = None
    language: str = ""
    content: Summary | None = field(default=None, repr=False)

    @cached_property
    def skills(self) -> tuple[str, ...]:
        """Names of the skills, as `skills` finds them; only when they are shown."""
        return tuple(skills(self.content)) if self.content else ()

    @property
    def unnamed(self) -> bool:
        """Whether the recipient is an identifier and no name."""
        return self.recipient.startswith(("did:", "urn:", "http://", "https://", "sha256$", "md5$"))


def shown(report: VerificationReport, policy: ReaderPolicy | None = None) -> Shown | None:
    """What is shown of the content, or None where nothing was read."""
    found: Summary | None = report.signed or getattr(report, "claimed", None)
    if found is None:
        return None
    sure = report.signed is not None
    issuer = signer_of(report) or found.issuer
    known = policy.how_known(issuer, report.at) if sure and policy and report.trusted_as else None
    language = found.achievement.get("inLanguage")
    return Shown(
        sure=sure,
        recipient=found.recipient,
        title=found.title or _kind(found),
        issuer=_sealed_by(report) or report.trusted_as or found.issuer_name or found.issuer,
        issuer_id=issuer,
        domain=domain_of(issuer),
        known=known,
        valid_from=_time(found.valid_from),
        valid_until=_time(found.valid_until),
        language=language if isinstance(language, str) else "",
        content=found,
    )


def signer_of(report: VerificationReport) -> str:
    """The identifier that a policy is asked about; empty where nothing is signed."""
    signed = report.signed
    if signed is None:
        return ""
    return signed.verification_method if signed.form == "jades" else signed.issuer


def _sealed_by(report: VerificationReport) -> str:
    """The name in the certificate that an authority vouches for, where one that is trusted does."""
    sealed = report.signed is not None and report.signed.form == "jades" and report.trusted_as
    return report.check(Step.PROOF).detail if sealed else ""


def parts_in(report: VerificationReport) -> tuple[Part, ...]:
    """Who taught, assessed and certified, each with its standing as of the date of the award."""
    signed = report.signed
    if signed is None or signed.outline:
        return ()
    return parts_of(signed.document, report.content.encode("utf-8"))


def skills(found: Summary) -> list[str]:
    """Names of the skills that the achievement is aligned to, and its tags, each once.

    Rows of the European vocabularies and of CTDL say how it was learnt and weighed, not which skill.
    """
    names: list[str] = []
    for row in _list(found.achievement.get("alignment")):
        named = isinstance(row, dict) and isinstance(row.get("targetName"), str)
        about = str(row.get("targetUrl")) if named else ""
        if named and row.get("targetType") != "CTDL" and not about.startswith((SNB, AUTHORITIES)):
            names.append(row["targetName"])
    names += [tag for tag in _list(found.achievement.get("tag")) if isinstance(tag, str)]
    return list(dict.fromkeys(name.strip() for name in names if name.strip()))[:50]


def by() -> str:
    """Who made the check: this site, by its host."""
    return urlsplit(origin()).netloc


def as_json(
    report: VerificationReport,
    policy: ReaderPolicy | None,
    now: datetime,
    parts: tuple[Part, ...] | None = None,
) -> dict[str, Any]:
    """The same report for a program; `parts` where they are known already."""
    found = shown(report, policy)
    known = found.known if found else None
    parts = parts_in(report) if parts is None else parts
    certified = next((one.standing for one in parts if one.party.verb == "certify"), None)
    return {
        **report.as_json(),
        "nextStep": report.words.next_step,
        "checkedBy": origin(),
        "checkedAt": write_timestamp(now),
        "issuerControlledBy": found.domain if found else "",
        "issuerKnown": None
        if known is None
        else {
            "as": known.name,
            "from": known.source,
            "asOf": write_timestamp(known.as_of) if known.as_of else None,
            "until": write_timestamp(known.ends) if known.ends else None,
            "reason": known.reason,
        },
        "policy": policy.name if policy else "",
        "accreditation": standing_as_json(certified),
        "parts": parts_as_json(parts, report),
    }


def pretty(content: str) -> tuple[str, bool]:
    """The credential's text to read, and whether it was cut."""
    text = content
    if text.lstrip().startswith("{"):
        try:
            text = json.dumps(parse(text.encode("utf-8")), indent=2, ensure_ascii=False)
        except (MicrocredError, ValueError):
            text = content
    return text[:_SHOWN_TEXT], len(text) > _SHOWN_TEXT


def sentences(report: VerificationReport) -> Sequence[tuple[str, str]]:
    """Each check's title and reason in the reader's language."""
    return [(gettext(one.title), gettext(one.reason)) for one in report.checks]


def may_trust(report: VerificationReport) -> bool:
    """Whether a reader could still decide to trust the issuer: all else is sound."""
    return (
        report.signed is not None
        and bool(report.signed.issuer)
        and report.verdict is Verdict.ISSUER_UNKNOWN
        and report.check(Step.ISSUER).code in ("issuer.unknown", "issuer.nobody-trusted")
    )


def _kind(found: Summary) -> str:
    types = [one for one in found.types if one not in ("VerifiableCredential", "VerifiablePresentation")]
    return types[0] if types else ""


def _time(text: str) -> datetime | None:
    try:
        return parse_timestamp(text) if text else None
    except MicrocredError:
        return None


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]
