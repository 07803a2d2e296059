"""What can be asked about awards: one, those of an institution, those of a learner."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from microcred.platform.accounts import queries as accounts
from microcred.platform.awards import access
from microcred.platform.awards.addresses import credential_address
from microcred.platform.awards.models import Acceptance, Award
from microcred.platform.catalogue import queries as catalogue
from microcred.platform.catalogue.queries import VersionDetail
from microcred.platform.institutions import access as institutions

if TYPE_CHECKING:
    from microcred.platform.accounts.models import Account


@dataclass(frozen=True, slots=True)
class AwardRow:
    """One award as lists show it."""

    public_id: str
    achievement: str
    title: str
    version: int
    version_id: int
    institution_id: int
    name: str
    email: str
    grade: str
    state: str
    reason: str
    acceptance: str
    visibility: str
    identity_way: str
    awarded_at: datetime
    invited_at: datetime | None
    lapses_at: datetime | None
    reminders: int
    claim_code: str
    valid_until: datetime | None
    address: str


def award(public_id: str) -> AwardRow | None:
    """One award, or None. Whether it may be shown is `shown`'s to say."""
    found = with_credential().filter(pk=public_id).first()
    return award_row(found) if found else None


def awards(
    actor: Account | None,
    institution: str,
    *,
    acceptance: str = "",
    state: str = "",
    achievement: str = "",
    text: str = "",
    batch: str = "",
    first: int = 0,
    most: int = 100,
) -> list[AwardRow]:
    """Awards of an institution, latest first; `acceptance="pending"` is the list of the unaccepted."""
    chosen = _chosen(actor, institution, acceptance, state, achievement, text, batch)
    return [award_row(one) for one in chosen.order_by("-awarded_at", "pk")[first : first + most]]


def awards_after(
    actor: Account | None,
    institution: str,
    *,
    after: tuple[datetime, str] | None,
    most: int,
    acceptance: str = "",
    state: str = "",
    achievement: str = "",
    text: str = "",
    batch: str = "",
) -> list[AwardRow]:
    """As `awards`, those that follow a time and an id: what is awarded meanwhile moves nothing."""
    chosen = _chosen(actor, institution, acceptance, state, achievement, text, batch)
    if after is not None:
        moment, last = after
        chosen = chosen.filter(Q(awarded_at__lt=moment) | Q(awarded_at=moment, pk__gt=last))
    return [award_row(one) for one in chosen.order_by("-awarded_at", "pk")[:most]]


def count(
    actor: Account | None,
    institution: str,
    *,
    acceptance: str = "",
    state: str = "",
    achievement: str = "",
    text: str = "",
    batch: str = "",
) -> int:
    """How many `awards` would answer."""
    return int(_chosen(actor, institution, acceptance, state, achievement, text, batch).count())


def _chosen(
    actor: Account | None,
    institution: str,
    acceptance: str,
    state: str,
    achievement: str,
    text: str,
    batch: str,
) -> Any:
    found = institutions.by_public_id(institution)
    institutions.require(actor, found, access.ROLES["view"])
    chosen = with_credential().filter(institution=found)
    if acceptance:
        chosen = chosen.filter(acceptance=acceptance, live=True)
    if state:
        chosen = chosen.filter(credential__state=state)
    if achievement:
        chosen = chosen.filter(achievement__public_id=achievement)
    if text:
        chosen = chosen.filter(Q(name__icontains=text) | Q(email__icontains=text))
    if batch:
        chosen = chosen.filter(batch__public_id=batch)
    return chosen


def mailed(batch: str) -> Any:
    """The ids of the awards of a batch that have an address, as a query to be joined."""
    return Award.objects.filter(batch__public_id=batch).exclude(email="").values("pk")


def successor(public_id: str) -> str:
    """The award that corrects or renews this one, or empty."""
    found = Award.objects.filter(credential__supersedes=public_id).values_list("pk", flat=True)
    return found.first() or ""


def held_by(actor: Account) -> list[AwardRow]:
    """All awards of a learner: those of the account, and those sent to a confirmed address of it."""
    addresses = accounts.confirmed_addresses(actor)
    mine = Q(learner=actor) | Q(learner__isnull=True, email__in=addresses)
    return [award_row(one) for one in with_credential().filter(mine).order_by("-awarded_at", "pk")]


@dataclass(frozen=True, slots=True)
class AcceptedRow:
    """An accepted award of somebody, its bytes left aside; `status` changes with that of its credential."""

    owner: int
    public_id: str
    title: str
    institution_id: int
    status: str


def accepted_by(owners: Mapping[int, Collection[str]]) -> list[AcceptedRow]:
    """What these people have accepted, the latest first: of their accounts, and what was sent to an address
    that is confirmed, both given as `owners`. Erased credentials are left out."""
    at = {address: owner for owner, addresses in owners.items() for address in addresses}
    mine = Q(learner__in=owners) | Q(learner__isnull=True, email__in=at)
    rows = Award.objects.filter(mine, acceptance=Acceptance.ACCEPTED, credential__forms__format="di")
    found = rows.order_by("-awarded_at", "pk").values_list(
        "learner_id",
        "email",
        "pk",
        "version__name",
        "institution_id",
        "credential__state",
        "credential__changed_at",
    )
    return [
        AcceptedRow(
            learner or at[email], key, title, its, f"{state} {changed.isoformat() if changed else ''}"
        )
        for learner, email, key, title, its, state, changed in found
    ]


def versions(version_ids: Sequence[int]) -> dict[int, VersionDetail]:
    """The versions that awards point to, by id."""
    return {one: catalogue.version(one) for one in set(version_ids)}


def with_credential() -> Any:
    """Awards with what every list shows of them."""
    return Award.objects.select_related("credential", "achievement", "version")


def award_row(row: Award) -> AwardRow:
    """One award as lists show it."""
    waits = row.acceptance == Acceptance.PENDING and row.invited_at is not None
    return AwardRow(
        public_id=row.pk,
        achievement=row.achievement.public_id,
        title=row.version.name,
        version=row.version.number,
        version_id=row.version_id,
        institution_id=row.institution_id,
        name=row.name,
        email=row.email,
        grade=row.grade,
        state=row.credential.state,
        reason=row.credential.reason,
        acceptance=row.acceptance,
        visibility=row.visibility,
        identity_way=row.identity_way,
        awarded_at=row.awarded_at,
        invited_at=row.invited_at,
        lapses_at=row.invited_at + access.INVITATION if waits and row.invited_at else None,
        reminders=row.reminders,
        claim_code=row.claim_code or "",
        valid_until=row.credential.valid_until,
        address=credential_address(row.pk),
    )
