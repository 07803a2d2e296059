"""What is signed: the unsigned credential of one person from a published version. Pure but for the address.

One template for a version and language; each person adds name, dates, result and evidence. Documents of one
template have one shape, which is what makes mass awards quick.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import Any

from microcred.platform.awards.facts import SKILL_TYPE
from microcred.platform.awards.identity import Identity
from microcred.platform.awards.sheets import SheetRow
from microcred.platform.catalogue.annex import stated
from microcred.platform.catalogue.content import AchievementContent
from microcred.platform.institutions.queries import IssuerDetail
from microcred.vc.openbadges import (
    Alignment,
    Evidence,
    Profile,
    Recipient,
    achievement,
    achievement_credential,
    identity_hash,
    issuer_profile,
    new_salt,
)
from microcred.vc.openbadges.models import Related
from microcred.vc.timestamps import write_timestamp

PLACEHOLDER = "urn:uuid:00000000-0000-4000-8000-000000000000"


@dataclass(frozen=True)
class Template:
    """A version in one language, ready for people."""

    document: Mapping[str, Any]
    scale: str
    validity_months: int | None
    identity: Mapping[str, Any]
    subject: Mapping[str, Any]

    def document_for(self, row: SheetRow, now: datetime) -> dict[str, Any]:
        """The unsigned credential of one person, its id and status still open."""
        begins = datetime.combine(row.issued, time(), UTC) if row.issued else now
        stamp = write_timestamp(begins)
        made = {**self.document, "validFrom": stamp, "awardedDate": stamp}
        ends = _ends(row, begins, self.validity_months)
        if ends:
            made["validUntil"] = write_timestamp(ends)
        subject = {**self.subject, "identifier": _identifiers(row)}
        if row.narrative:
            subject["narrative"] = row.narrative
        if row.grade:
            result = {"type": ["Result"], "value": row.grade}
            subject["result"] = [{**result, "resultDescription": self.scale} if self.scale else result]
        made["credentialSubject"] = subject
        made["evidence"] = [self.identity, *_evidence(row)]
        return made


def template(
    content: AchievementContent,
    issuer: IssuerDetail,
    *,
    address: str,
    number: int,
    image: str,
    identity: Identity,
    language: str = "",
    endorsements: Sequence[Mapping[str, Any]] = (),
) -> Template:
    """The template of one version; `endorsements` are the educators' signed statements.

    Raises `ContentRefused` for what the standard does not allow.
    """
    words = content.words(language)
    spoken = language if language in content.texts else content.language
    profile = issuer_profile(
        issuer.did, issuer.name, country=issuer.country, url=issuer.website, image=issuer.image
    )
    earned = achievement(
        address,
        words.name,
        words.description or words.name,
        criteria=words.criteria or words.name,
        page=content.page or address,
        course=stated(content, language),
        language=spoken,
        image=image,
        grade_scale=content.grade_scale,
        version=str(number),
        tags=content.tags,
        more=[_skill(one) for one in content.skills],
        creator=_educator(content, address),
    )
    others = tuple(
        Related.of(id=f"{address}#{one}", in_language=one) for one in content.texts if one != spoken
    )
    earned = earned.model_copy(update={"achievement_type": content.achievement_type, "related": others})
    document = achievement_credential(
        identifier=PLACEHOLDER,
        issuer=profile,
        achievement=earned,
        recipient=Recipient(name="-"),
        valid_from=datetime(2026, 1, 1, tzinfo=UTC),
    ).document()
    if words.can:
        document["description"] = words.can
    subject = document.pop("credentialSubject")
    if endorsements:
        subject["achievement"]["endorsement"] = list(endorsements)
    if content.roles.assessed_by:
        assessor = Profile.of(id=f"{address}#assessor", name=content.roles.assessed_by)
        subject["source"] = assessor.document()
    scale = f"{address}#grade" if content.grade_scale else ""
    return Template(document, scale, content.validity_months, identity.document(), subject)


def _educator(content: AchievementContent, address: str) -> Profile | None:
    """Who taught, where it was not the institution that awards."""
    taught_by = content.roles.taught_by
    return Profile.of(id=f"{address}#educator", name=taught_by) if taught_by else None


def _skill(skill: Any) -> Alignment:
    return Alignment.of(
        target_name=skill.label,
        target_url=skill.address or f"urn:microcred:skill:{'-'.join(skill.label.lower().split())}",
        target_framework=skill.framework or None,
        target_code=f"level-{skill.level}" if skill.level else None,
        target_type=SKILL_TYPE,
    )


def _identifiers(row: SheetRow) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    if row.name:
        found.append(
            {"type": "IdentityObject", "hashed": False, "identityHash": row.name, "identityType": "name"}
        )
    if row.email:
        salt = new_salt()
        found.append(
            {
                "type": "IdentityObject",
                "hashed": True,
                "identityHash": identity_hash(row.email, salt),
                "identityType": "emailAddress",
                "salt": salt,
            }
        )
    return found


def _evidence(row: SheetRow) -> list[dict[str, Any]]:
    if not (row.evidence_url or row.evidence_name or row.evidence_text):
        return []
    shown = Evidence.of(
        id=row.evidence_url or None, name=row.evidence_name or None, narrative=row.evidence_text or None
    )
    return [shown.document()]


def _ends(row: SheetRow, begins: datetime, months: int | None) -> datetime | None:
    if row.expires:
        return datetime.combine(row.expires, time(), UTC)
    return _later(begins, months) if months else None


def _later(begins: datetime, months: int) -> datetime:
    """The same day so many months on, or the last day of a shorter month."""
    year, month = divmod(begins.year * 12 + begins.month - 1 + months, 12)
    for day in range(begins.day, 27, -1):
        try:
            return begins.replace(year=year, month=month + 1, day=day)
        except ValueError:
            continue
    return begins.replace(year=year, month=month + 1)
