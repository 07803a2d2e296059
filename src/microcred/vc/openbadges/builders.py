"""Whole Open Badges from simple inputs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from microcred.vc.openbadges.annex_i import alignments
from microcred.vc.openbadges.annexvalues import Course
from microcred.vc.openbadges.errors import ContentRefused
from microcred.vc.openbadges.identity import identity_hash, new_salt
from microcred.vc.openbadges.identitycheck import IdentityCheck
from microcred.vc.openbadges.models import (
    Achievement,
    AchievementCredential,
    AchievementSubject,
    Alignment,
    Criteria,
    Evidence,
    IdentityObject,
    Image,
    PostalAddress,
    Profile,
    Result,
    ResultDescription,
    StatusEntry,
)
from microcred.vc.timestamps import write_timestamp


def plain_name(name: str) -> IdentityObject:
    """The recipient's name, readable by everybody."""
    return IdentityObject.of(hashed=False, identity_hash=name, identity_type="name")


def hashed_email(address: str, *, salt: str) -> IdentityObject:
    """The recipient's address as a salted hash of its trimmed, lower-case form."""
    hashed = identity_hash(address.strip().lower(), salt)
    return IdentityObject.of(hashed=True, identity_hash=hashed, identity_type="emailAddress", salt=salt)


@dataclass(frozen=True)
class Recipient:
    """Who it is for: a plain name, and an address that goes in as a salted hash, or a DID, or both."""

    name: str = ""
    email: str = ""
    did: str = ""
    salt: str = ""
    """Salt of the hash; a new one where it is empty."""

    def identifiers(self) -> tuple[IdentityObject, ...]:
        """The plain name, then the hashed address."""
        found = [plain_name(self.name)] if self.name else []
        if self.email:
            found.append(hashed_email(self.email, salt=self.salt or new_salt()))
        return tuple(found)


def issuer_profile(
    identifier: str, name: str, *, country: str = "", region: str = "", url: str = "", image: str = ""
) -> Profile:
    """An institution; `country` is ISO 3166-1 with two letters."""
    address = PostalAddress.of(address_country_code=country or None, address_region=region or None)
    return Profile.of(
        id=identifier,
        name=name,
        url=url or None,
        image=Image.of(id=image) if image else None,
        address=address if country or region else None,
    )


def achievement(
    identifier: str,
    name: str,
    description: str,
    *,
    criteria: str,
    page: str = "",
    course: Course | None = None,
    language: str = "",
    image: str = "",
    grade_scale: str = "",
    creator: Profile | None = None,
    version: str = "",
    tags: Sequence[str] = (),
    more: Sequence[Alignment] = (),
) -> Achievement:
    """A micro-credential with its Annex I rows.

    `criteria` is the text of what had to be done, `page` its address; `grade_scale` names the kind of
    result (`ResultType`) where a grade will be given. Raises `ContentRefused`.
    """
    chosen = course or Course()
    grades: tuple[ResultDescription, ...] = ()
    if grade_scale:
        grades = (ResultDescription.of(id=f"{identifier}#grade", name="Grade", result_type=grade_scale),)
    return Achievement.of(
        id=identifier,
        name=name,
        description=description,
        criteria=Criteria.of(id=page or None, narrative=criteria or None),
        alignment=(*alignments(chosen, identifier), *more),
        credits_available=chosen.ects,
        in_language=language or None,
        image=Image.of(id=image) if image else None,
        result_description=grades,
        creator=creator,
        version=version or None,
        tag=tuple(tags),
    )


def achievement_credential(
    *,
    identifier: str,
    issuer: Profile,
    achievement: Achievement,
    recipient: Recipient,
    valid_from: datetime,
    valid_until: datetime | None = None,
    awarded: datetime | None = None,
    grade: str = "",
    results: Sequence[Result] = (),
    evidence: Sequence[Evidence] = (),
    identity_check: IdentityCheck | None = None,
    status: Sequence[StatusEntry] = (),
    image: str = "",
    licence_number: str = "",
) -> AchievementCredential:
    """The credential that `recipient` earned `achievement`; raises `ContentRefused`."""
    if valid_until is not None and valid_until < valid_from:
        raise ContentRefused("valid_until is before valid_from")
    if not (recipient.did or recipient.name or recipient.email):
        raise ContentRefused("recipient without name, address and DID")
    subject = AchievementSubject.of(
        id=recipient.did or None,
        identifier=recipient.identifiers(),
        achievement=achievement,
        result=(*_graded(achievement, grade), *results),
        license_number=licence_number or None,
    )
    checked = (identity_check.evidence(),) if identity_check else ()
    return AchievementCredential.of(
        id=identifier,
        issuer=issuer,
        name=achievement.name,
        valid_from=write_timestamp(valid_from),
        valid_until=write_timestamp(valid_until) if valid_until else None,
        awarded_date=write_timestamp(awarded or valid_from),
        credential_subject=subject,
        credential_status=status[0] if len(status) == 1 else tuple(status) or None,
        evidence=(*checked, *evidence),
        image=Image.of(id=image) if image else None,
    )


def _graded(achievement: Achievement, grade: str) -> tuple[Result, ...]:
    if not grade:
        return ()
    described = next((one.id for one in achievement.result_description), None)
    return (Result.of(value=grade, result_description=described),)
