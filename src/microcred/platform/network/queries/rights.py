"""Rights and agreements as pages show them: plain values."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Q

from microcred.platform.network import access, rows
from microcred.platform.network.errors import RightUnknown
from microcred.platform.network.models import Agreement, Anchor, Right
from microcred.platform.network.scope import Scope

if TYPE_CHECKING:
    from microcred.platform.accounts.models import Account


@dataclass(frozen=True, slots=True)
class RightRow:
    """A right in a list. `state` is active, coming, expired or withdrawn.

    `giver_id` and `holder_id` are the public ids of institutions of this site, else empty.
    """

    public_id: str
    address: str
    giver: str
    giver_id: str
    giver_did: str
    holder: str
    holder_id: str
    holder_did: str
    verb: str
    scope: Scope
    state: str
    given_at: datetime
    withdrawn_at: datetime | None
    withdrawal: str
    reason: str
    rests_on: str
    registry: str


@dataclass(frozen=True, slots=True)
class Address:
    """The id of a right's document, and the public id of its page."""

    address: str
    public_id: str


@dataclass(frozen=True, slots=True)
class AgreementRow:
    """An agreement in a list. `state` is proposed, declined, coming, active or ended."""

    public_id: str
    kind: str
    proposer: str
    proposer_id: str
    partner: str
    partner_id: str
    branches: tuple[str, ...]
    lowest: int
    highest: int
    words: str
    starts: datetime
    ends: datetime | None
    accepted_at: datetime | None
    ended_at: datetime | None
    state: str


def held(actor: Account | None, institution: str, now: datetime) -> list[RightRow]:
    """The rights that an institution holds, those that hold first; raises `NotFound` or `NotAllowed`."""
    own = access.institution(actor, institution, to="view")
    return _rights(Q(holder_did=own.did), now)


def given(actor: Account | None, institution: str, now: datetime) -> list[RightRow]:
    """The rights that an institution gave; raises as `held`."""
    own = access.institution(actor, institution, to="view")
    return _rights(Q(giver_did=own.did), now)


def may_pass_on(institution_did: str, now: datetime) -> list[RightRow]:
    """The rights of an institution that it may pass on now."""
    found = _rights(Q(holder_did=institution_did, passes_on__gt=0), now)
    return [one for one in found if one.state == "active"]


def is_accreditor(did: str) -> bool:
    """Whether chains may end at it here."""
    return Anchor.objects.filter(did=did).exists()


def right(public_id: str, now: datetime) -> RightRow:
    """A right: everybody may read it. Raises `RightUnknown`."""
    found = _rights(Q(public_id=public_id), now)
    if not found:
        raise RightUnknown(public_id[:40])
    return found[0]


def by_addresses(addresses: Iterable[str], now: datetime) -> list[RightRow]:
    """Rights by the ids of their documents."""
    return _rights(Q(address__in=list(addresses)), now)


def addressed(addresses: Iterable[str]) -> list[Address]:
    """Where the pages of some rights are."""
    rows_ = Right.objects.filter(address__in=list(addresses)).values_list("address", "public_id")
    return [Address(address, public_id) for address, public_id in rows_]


def resting_on(address: str, now: datetime) -> list[RightRow]:
    """The rights that were passed on from one, at any height, the nearest first."""
    found: dict[str, RightRow] = {}
    waiting = [address]
    while waiting:
        new = [one for one in _rights(Q(rests_on__in=waiting), now) if one.address not in found]
        found.update((one.address, one) for one in new)
        waiting = [one.address for one in new]
    return list(found.values())


def agreements(actor: Account | None, institution: str, now: datetime) -> list[AgreementRow]:
    """The agreements of an institution, newest first; raises as `held`."""
    own = access.institution(actor, institution, to="view")
    return agreements_of(own.pk, now)


def agreements_of(institution_id: int, now: datetime) -> list[AgreementRow]:
    """The agreements of an institution by its number, newest first."""
    rows_ = Agreement.objects.filter(Q(proposer_id=institution_id) | Q(partner_id=institution_id))
    rows_ = rows_.select_related("proposer", "partner").order_by("-proposed_at", "-pk")
    return [_agreement(row, now) for row in rows_]


def in_force(proposer_id: int, partner_id: int, kind: str, at: datetime) -> bool:
    """Whether an accepted agreement of that kind held between two institutions at a time."""
    found = Agreement.objects.filter(
        proposer_id=proposer_id, partner_id=partner_id, kind=kind, accepted_at__lte=at, starts__lte=at
    )
    return found.filter(Q(ends=None) | Q(ends__gt=at)).exists()


def _rights(which: Q, now: datetime) -> list[RightRow]:
    found = Right.objects.filter(which).defer("body", "withdrawal_body").select_related("giver", "holder")
    shown = [_right(row, now) for row in found.order_by("verb", "ends", "pk")]
    return sorted(shown, key=lambda one: one.state != "active")


def _right(row: Right, now: datetime) -> RightRow:
    value = rows.given(row)
    return RightRow(
        public_id=row.public_id,
        address=row.address,
        giver=row.giver_name,
        giver_id=row.giver.public_id if row.giver else "",
        giver_did=row.giver_did,
        holder=row.holder_name,
        holder_id=row.holder.public_id if row.holder else "",
        holder_did=row.holder_did,
        verb=row.verb,
        scope=value.scope,
        state=_state(row, now),
        given_at=row.given_at,
        withdrawn_at=row.withdrawn_at,
        withdrawal=row.withdrawal,
        reason=row.reason,
        rests_on=row.rests_on,
        registry=row.registry,
    )


def _state(row: Right, now: datetime) -> str:
    if row.withdrawn_at is not None and row.withdrawn_at <= now:
        return "withdrawn"
    if row.starts > now:
        return "coming"
    return "expired" if row.ends is not None and row.ends <= now else "active"


def _agreement(row: Agreement, now: datetime) -> AgreementRow:
    return AgreementRow(
        public_id=row.public_id,
        kind=row.kind,
        proposer=row.proposer.name,
        proposer_id=row.proposer.public_id,
        partner=row.partner.name,
        partner_id=row.partner.public_id,
        branches=tuple(label or address for address, label in row.branches),
        lowest=row.lowest,
        highest=row.highest,
        words=row.words,
        starts=row.starts,
        ends=row.ends,
        accepted_at=row.accepted_at,
        ended_at=row.ended_at,
        state=_agreement_state(row, now),
    )


def _agreement_state(row: Agreement, now: datetime) -> str:
    if row.declined_at is not None:
        return "declined"
    if row.ends is not None and row.ends <= now:
        return "ended"
    if row.accepted_at is None:
        return "proposed"
    return "coming" if row.starts > now else "active"
