"""What can be asked about micro-credentials: plain values."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet

from microcred.platform.catalogue import access
from microcred.platform.catalogue.content import AchievementContent, missing
from microcred.platform.catalogue.models import Achievement, AchievementVersion, BadgeImage, State

if TYPE_CHECKING:
    from microcred.platform.accounts.models import Account


@dataclass(frozen=True, slots=True)
class VersionDetail:
    """One version with all that it says. `missing` names what must be filled before publishing."""

    id: int
    achievement: str
    achievement_id: int
    institution_id: int
    number: int
    state: str
    content: AchievementContent
    design: dict[str, Any]
    has_image: bool
    revision: int
    edited_at: datetime
    edited_by: str
    submitted_by: str
    reviewed_by: str
    reviewed_at: datetime | None
    remark: str
    published_at: datetime | None
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AchievementRow:
    """A line of the list: the published version, else the latest; `at_work` is the state of a newer one."""

    public_id: str
    institution_id: int
    name: str
    kind: str
    level: int | None
    number: int
    state: str
    at_work: str
    edited_at: datetime


@dataclass(frozen=True, slots=True)
class CredentialFound:
    """A published micro-credential as a search shows it."""

    public_id: str
    certifier: str
    certifier_name: str
    content: AchievementContent


def of_institution(actor: Account | None, institution: str) -> list[AchievementRow]:
    """All micro-credentials of an institution, by name, for its members; raises `NotAllowed`."""
    found = access.institution(actor, institution, to="view")
    return _rows(Achievement.objects.filter(institution=found))


def published(*, institution_id: int | None = None, text: str = "") -> list[AchievementRow]:
    """What anybody may see: published versions, by name, those of one institution or with a text in them."""
    versions = AchievementVersion.objects.filter(state=State.PUBLISHED).select_related("achievement")
    if institution_id is not None:
        versions = versions.filter(achievement__institution_id=institution_id)
    if text:
        versions = versions.filter(name__icontains=text)
    return [_row(version, "") for version in versions.order_by("name", "pk")]


def carried_skills(addresses: Iterable[str]) -> frozenset[str]:
    """Those of the addresses that some published micro-credential states as a skill."""
    found: set[str] = set()
    for address in set(addresses):
        stating = AchievementVersion.objects.filter(state=State.PUBLISHED, content__icontains=address)
        for content in stating.values_list("content", flat=True).iterator():
            if any(one.address == address for one in AchievementContent.model_validate(content).skills):
                found.add(address)
                break
    return frozenset(found)


def certifiers_by_skill(addresses: Collection[str]) -> dict[str, list[tuple[str, str]]]:
    """Of each skill the institutions, (public id, name), whose published micro-credentials state it.

    Reads the skills of everything that is published, once, and nothing else of it.
    """
    wanted, found = frozenset(addresses), defaultdict[str, set[tuple[str, str]]](set)
    of, name = "achievement__institution__public_id", "achievement__institution__name"
    rows = AchievementVersion.objects.filter(state=State.PUBLISHED).values_list(of, name, "content__skills")
    for public_id, certifier, skills in rows.iterator() if wanted else ():
        for skill in skills or ():
            if skill.get("address") in wanted:
                found[skill["address"]].add((public_id, certifier))
    return {skill: sorted(of, key=lambda one: one[1].casefold()) for skill, of in found.items()}


def under_right(institution_id: int) -> list[VersionDetail]:
    """What an institution awards only under an accreditation that covers it: published versions, by name."""
    rows = _whole().filter(state=State.PUBLISHED, achievement__institution_id=institution_id)
    found = (_detail(row) for row in rows.order_by("name", "pk"))
    return [one for one in found if one.content.requires_accreditation]


def published_by_id(ids: Collection[int]) -> dict[int, CredentialFound]:
    """What is published of these micro-credentials, by their numbers."""
    rows = AchievementVersion.objects.filter(achievement_id__in=ids, state=State.PUBLISHED)
    return {row.achievement_id: _found(row) for row in rows.select_related("achievement__institution")}


def published_of(institution_id: int) -> list[CredentialFound]:
    """What is published of an institution, by name."""
    rows = AchievementVersion.objects.filter(
        achievement__institution_id=institution_id, state=State.PUBLISHED
    )
    return [_found(row) for row in rows.select_related("achievement__institution").order_by("name", "pk")]


def _found(row: AchievementVersion) -> CredentialFound:
    return CredentialFound(
        public_id=row.achievement.public_id,
        certifier=row.achievement.institution.public_id,
        certifier_name=row.achievement.institution.name,
        content=AchievementContent.read(row.content),
    )


def achievement(actor: Account | None, public_id: str) -> list[VersionDetail]:
    """All versions of a micro-credential for its members, latest first; raises `NotFound`."""
    found = access.achievement(actor, public_id, to="view")
    return [_detail(version) for version in _whole().filter(achievement=found).order_by("-number")]


def published_version(public_id: str) -> VersionDetail | None:
    """The version that anybody may see, or None."""
    version = _whole().filter(achievement__public_id=public_id, state=State.PUBLISHED).first()
    return _detail(version) if version else None


def latest_shown(public_id: str) -> VersionDetail | None:
    """The published version, else the latest that ever was: its address stands in signed credentials."""
    shown = _whole().filter(achievement__public_id=public_id, published_at__isnull=False)
    found = shown.filter(state=State.PUBLISHED).first() or shown.order_by("-number").first()
    return _detail(found) if found else None


def shown_names(public_ids: Collection[str]) -> dict[str, str]:
    """The names of those that were ever shown, as the published version has it, else the latest."""
    rows = AchievementVersion.objects.filter(
        achievement__public_id__in=public_ids, published_at__isnull=False
    ).values_list("achievement__public_id", "state", "number", "name")
    found = sorted(rows, key=lambda row: (row[1] == State.PUBLISHED, row[2]))
    return {public_id: name for public_id, _, _, name in found}


def shown_version(public_id: str, number: int) -> VersionDetail | None:
    """One version, if it was ever published."""
    shown = _whole().filter(achievement__public_id=public_id, number=number, published_at__isnull=False)
    found = shown.first()
    return _detail(found) if found else None


def version(version_id: int) -> VersionDetail:
    """The version that an award points to, whatever its state."""
    return _detail(_whole().get(pk=version_id))


def image(public_id: str, number: int) -> tuple[str, bytes] | None:
    """Media type and bytes of the uploaded image of a version that was ever published, or None."""
    found = BadgeImage.objects.filter(
        version__achievement__public_id=public_id,
        version__number=number,
        version__published_at__isnull=False,
    ).first()
    return (found.media_type, bytes(found.body)) if found else None


def _whole() -> QuerySet[AchievementVersion]:
    return AchievementVersion.objects.select_related(
        "achievement", "edited_by", "submitted_by", "reviewed_by", "image"
    )


def _rows(achievements: QuerySet[Achievement]) -> list[AchievementRow]:
    rows = []
    for one in achievements.prefetch_related("versions"):
        versions = sorted(one.versions.all(), key=lambda version: version.number)
        shown = next((version for version in versions if version.state == State.PUBLISHED), versions[-1])
        later = versions[-1] if versions[-1].number != shown.number else None
        rows.append(_row(shown, later.state if later else ""))
    return sorted(rows, key=lambda row: (row.name.casefold(), row.public_id))


def _row(version: AchievementVersion, at_work: str) -> AchievementRow:
    return AchievementRow(
        public_id=version.achievement.public_id,
        institution_id=version.achievement.institution_id,
        name=version.name,
        kind=str(version.content.get("kind", "")),
        level=version.content.get("eqf_level"),
        number=version.number,
        state=version.state,
        at_work=at_work,
        edited_at=version.edited_at,
    )


def _detail(version: AchievementVersion) -> VersionDetail:
    content = AchievementContent.read(version.content)
    return VersionDetail(
        id=version.pk,
        achievement=version.achievement.public_id,
        achievement_id=version.achievement_id,
        institution_id=version.achievement.institution_id,
        number=version.number,
        state=version.state,
        content=content,
        design=version.design,
        has_image=hasattr(version, "image"),
        revision=version.revision,
        edited_at=version.edited_at,
        edited_by=_name(version.edited_by),
        submitted_by=_name(version.submitted_by),
        reviewed_by=_name(version.reviewed_by),
        reviewed_at=version.reviewed_at,
        remark=version.remark,
        published_at=version.published_at,
        missing=tuple(missing(content)),
    )


def _name(account: Account | None) -> str:
    return (account.name or account.email) if account else ""
