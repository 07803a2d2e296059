"""What a signed award says, in the terms of its page, certificate and mail. Pure: read from the document.

Nothing here comes from a database: what the page shows is what was signed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from microcred.platform.awards.assessed import ALONE
from microcred.vc.openbadges import AnnexI, IdentityCheck, annex_i, read_identity_check
from microcred.vc.openbadges.identitycheck import GENRE
from microcred.vc.timestamps import parse_timestamp

SKILL_TYPE = "ext:skill"
"""Target type of the rows that name the skills of a framework, beside the outcomes in own words."""
_LEVEL = "level-"


@dataclass(frozen=True)
class Skill:
    """A skill that was certified; `level` is on the scale of 1 to 8, `address` empty for one in own words."""

    label: str
    address: str
    framework: str
    level: int | None


@dataclass(frozen=True)
class Proof:
    """One piece of evidence: its address, name and text, each possibly empty."""

    address: str
    name: str
    text: str


@dataclass(frozen=True)
class Facts:
    """One award as it was signed. `can` completes “NAME can …” and is empty where no sentence was given.

    `taught_by` is empty where nobody taught: it was learned at work.
    """

    name: str
    title: str
    can: str
    description: str
    criteria: str
    achievement: str
    image: str
    institution: str
    did: str
    taught_by: str
    assessed_by: str
    awarded: datetime
    ends: datetime | None
    language: str
    narrative: str
    skills: tuple[Skill, ...]
    evidence: tuple[Proof, ...]
    annex: AnnexI
    identity: IdentityCheck | None

    @property
    def level(self) -> int | None:
        """The EQF level."""
        return self.annex.course.eqf_level


def facts(document: Mapping[str, Any]) -> Facts:
    """Reads a signed Open Badge of ours; raises `TimestampInvalid` or `KeyError` for what is none."""
    subject, issuer = document["credentialSubject"], document["issuer"]
    earned = subject["achievement"]
    annex = annex_i.read(document)
    until = document.get("validUntil")
    can = str(document.get("description") or "")
    return Facts(
        name=annex.learner,
        title=annex.title,
        can=can,
        description=str(earned.get("description") or ""),
        criteria=str((earned.get("criteria") or {}).get("narrative") or ""),
        achievement=str(earned.get("id") or ""),
        image=str((earned.get("image") or {}).get("id") or ""),
        institution=annex.awarding_body,
        did=str(issuer.get("id") or ""),
        taught_by=_name(earned.get("creator")) or ("" if _alone(document) else annex.awarding_body),
        assessed_by=_name(subject.get("source")) or annex.awarding_body,
        awarded=parse_timestamp(annex.issued),
        ends=parse_timestamp(until) if until else None,
        language=annex.language or "en",
        narrative=str(subject.get("narrative") or ""),
        skills=tuple(
            _skill(row) for row in earned.get("alignment") or () if row.get("targetType") == SKILL_TYPE
        ),
        evidence=tuple(
            Proof(str(one.get("id") or ""), str(one.get("name") or ""), str(one.get("narrative") or ""))
            for one in document.get("evidence") or ()
            if not str(one.get("genre") or "").startswith(GENRE)
        ),
        annex=annex,
        identity=read_identity_check(document),
    )


def _name(profile: object) -> str:
    return str(profile.get("name") or "") if isinstance(profile, Mapping) else ""


def _alone(document: Mapping[str, Any]) -> bool:
    """Whether it was certified by assessment only, without a course."""
    return any(one.get("genre") == ALONE for one in document.get("evidence") or ())


def _skill(row: Mapping[str, Any]) -> Skill:
    code = str(row.get("targetCode") or "")
    level = code.removeprefix(_LEVEL) if code.startswith(_LEVEL) else ""
    address = str(row.get("targetUrl") or "")
    return Skill(
        str(row.get("targetName") or ""),
        "" if address.startswith("urn:") else address,
        str(row.get("targetFramework") or ""),
        int(level) if level.isdigit() else None,
    )
