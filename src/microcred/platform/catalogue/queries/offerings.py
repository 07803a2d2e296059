"""What can be asked about offerings: plain values."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.utils import timezone

from microcred.platform.catalogue import access, agreeing
from microcred.platform.catalogue.content import AchievementContent
from microcred.platform.catalogue.models import AchievementVersion, Offering, OfferingState, State
from microcred.platform.network.queries import Agreed

if TYPE_CHECKING:
    from microcred.platform.accounts.models import Account


@dataclass(frozen=True, slots=True)
class SkillOffered:
    """A skill that is taught or shown; `level` is from 1 to 8, or None where none is stated."""

    label: str
    address: str
    level: int | None


@dataclass(frozen=True, slots=True)
class OfferingDetail:
    """One offering with what it leads to. `requires` are public ids of micro-credentials to be held.

    `places` None is without a limit; `price` is exact, in `currency`. `agreed` says when the certifier lets
    the educator lead to it; None where that is one institution.
    """

    id: int
    public_id: str
    institution_id: int
    educator: str
    educator_name: str
    certifier: str
    certifier_number: int
    certifier_name: str
    achievement: str
    achievement_id: int
    content: AchievementContent
    version: int
    state: str
    kind: str
    title: str
    description: str
    language: str
    mode: str
    place: str
    starts_on: date
    ends_on: date
    apply_by: date | None
    places: int | None
    price: Decimal
    currency: str
    hours_per_week: Decimal
    requires: tuple[str, ...]
    published_at: datetime | None
    agreed: Agreed | None = None

    @property
    def skills(self) -> tuple[SkillOffered, ...]:
        """What it teaches, or only shows where it is an assessment alone."""
        level = self.content.eqf_level
        return tuple(SkillOffered(one.label, one.address, one.level or level) for one in self.content.skills)

    @property
    def assessment_only(self) -> bool:
        """Whether it teaches nothing: it shows what is already known."""
        return self.kind == "assessment"

    @property
    def name(self) -> str:
        """Its own title, else that of the micro-credential."""
        return self.title or self.content.name

    def open_on(self, day: date) -> bool:
        """Whether one can still apply, going by its dates."""
        return self.state == OfferingState.PUBLISHED and day <= (self.apply_by or self.ends_on)

    def agreed_at(self, now: datetime) -> bool:
        """Whether who certifies lets who teaches lead to it."""
        return self.agreed is None or self.agreed.holds(now)

    def not_agreed(self, now: datetime) -> str:
        """Why not, in a sentence; empty where it is agreed."""
        if self.agreed is None:
            return ""
        return agreeing.reason(self.agreed, self.educator_name, self.certifier_name, now)


def offerings(
    *,
    institution_id: int | None = None,
    certifier_id: int | None = None,
    achievement: str = "",
    open_at: datetime | None = None,
) -> list[OfferingDetail]:
    """Published offerings, the earliest start first: of an educator, a certifier or a micro-credential."""
    rows = Offering.objects.filter(state=OfferingState.PUBLISHED)
    if certifier_id is not None:
        rows = rows.filter(achievement__institution_id=certifier_id)
    if institution_id is not None:
        rows = rows.filter(institution_id=institution_id)
    if achievement:
        rows = rows.filter(achievement__public_id=achievement)
    found = _details(rows.order_by("starts_on", "pk"))
    if open_at is None:
        return found
    day = timezone.localdate(open_at)
    return [one for one in found if one.open_on(day) and one.agreed_at(open_at)]


def offerings_by_id(ids: Collection[int]) -> dict[int, OfferingDetail]:
    """The offerings of these numbers, whatever their state."""
    return {one.id: one for one in _details(Offering.objects.filter(pk__in=ids))}


def offering(public_id: str) -> OfferingDetail | None:
    """The offering that anybody may see: published, or closed after it was."""
    rows = Offering.objects.filter(public_id=public_id).exclude(state=OfferingState.DRAFT)
    return next(iter(_details(rows)), None)


def offerings_of(actor: Account | None, institution: str) -> list[OfferingDetail]:
    """All offerings of an institution for its members, drafts too; raises `NotFound` or `NotAllowed`."""
    found = access.institution(actor, institution, to="view")
    return _details(Offering.objects.filter(institution=found).order_by("-starts_on", "pk"))


def _details(rows: QuerySet[Offering]) -> list[OfferingDetail]:
    whole = list(rows.select_related("institution", "achievement__institution").prefetch_related("requires"))
    versions = _versions({one.achievement_id for one in whole})
    shown = [one for one in whole if one.achievement_id in versions]
    agreed = agreeing.agreements(
        (one.achievement.institution_id, one.institution_id, versions[one.achievement_id][1]) for one in shown
    )
    return [_detail(one, versions[one.achievement_id], of) for one, of in zip(shown, agreed, strict=True)]


def _versions(ids: Iterable[int]) -> dict[int, tuple[int, AchievementContent]]:
    """The published version of each micro-credential, else the latest that ever was."""
    rows = AchievementVersion.objects.filter(achievement_id__in=ids, published_at__isnull=False)
    ordered = sorted(rows, key=lambda row: (row.state == State.PUBLISHED, row.number))
    chosen = {row.achievement_id: row for row in ordered}
    return {key: (row.number, AchievementContent.read(row.content)) for key, row in chosen.items()}


def _detail(row: Offering, version: tuple[int, AchievementContent], agreed: Agreed | None) -> OfferingDetail:
    number, content = version
    return OfferingDetail(
        id=row.pk,
        public_id=row.public_id,
        institution_id=row.institution_id,
        educator=row.institution.public_id,
        educator_name=row.institution.name,
        certifier=row.achievement.institution.public_id,
        certifier_number=row.achievement.institution_id,
        certifier_name=row.achievement.institution.name,
        achievement=row.achievement.public_id,
        achievement_id=row.achievement_id,
        content=content,
        version=number,
        state=row.state,
        kind=row.kind,
        title=row.title,
        description=row.description,
        language=row.language,
        mode=row.mode,
        place=row.place,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        apply_by=row.apply_by,
        places=row.places,
        price=row.price,
        currency=row.currency,
        hours_per_week=row.hours_per_week,
        requires=tuple(one.public_id for one in row.requires.all()),
        published_at=row.published_at,
        agreed=agreed,
    )
