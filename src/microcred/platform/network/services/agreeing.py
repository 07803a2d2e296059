"""Agreements between two institutions: proposed by one, accepted by the other, ended by either."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from microcred.platform.institutions import access as institutions_access
from microcred.platform.journal import services as journal
from microcred.platform.network import access
from microcred.platform.network.errors import AgreementRefused
from microcred.platform.network.events import AgreementStep
from microcred.platform.network.models import Agreement
from microcred.platform.network.scope import Branch

if TYPE_CHECKING:
    from microcred.platform.accounts.models import Account


def propose(
    *,
    actor: Account | None,
    institution: str,
    partner: str,
    kind: str,
    starts: datetime,
    now: datetime,
    ends: datetime | None = None,
    branches: Sequence[Branch] = (),
    lowest: int = 1,
    highest: int = 8,
    words: str = "",
) -> str:
    """Proposes an agreement; its public id. `kind` is "award" (you may award mine) or "recognise".

    Raises `AgreementRefused`, `NotFound` or `NotAllowed`.
    """
    own = access.institution(actor, institution, to="agree")
    other = institutions_access.by_public_id(partner)
    wrong = own.pk == other.pk or kind not in Agreement.Kind.values or not 1 <= lowest <= highest <= 8
    if wrong or (ends is not None and (ends <= starts or ends <= now)):
        raise AgreementRefused
    with transaction.atomic():
        made = Agreement.objects.create(
            kind=kind,
            proposer=own,
            partner=other,
            branches=[[one.address, one.label] for one in branches],
            lowest=lowest,
            highest=highest,
            words=words.strip()[:500],
            starts=starts,
            ends=ends,
            proposed_at=now,
            proposed_by=actor,
        )
        _record(made, "proposed", actor, now)
    return made.public_id


def accept(*, actor: Account | None, institution: str, public_id: str, now: datetime) -> None:
    """The other side's yes; raises `AgreementRefused` for whoever proposed it, or once it was answered."""
    with transaction.atomic():
        found = _open(actor, institution, public_id)
        if found.ends is not None and found.ends <= now:
            raise AgreementRefused
        found.accepted_at, found.accepted_by = now, actor
        found.save(update_fields=["accepted_at", "accepted_by"])
        _record(found, "accepted", actor, now)


def decline(*, actor: Account | None, institution: str, public_id: str, now: datetime) -> None:
    """The other side's no; raises as `accept`."""
    with transaction.atomic():
        found = _open(actor, institution, public_id)
        found.declined_at = now
        found.save(update_fields=["declined_at"])
        _record(found, "declined", actor, now)


def end(
    *, actor: Account | None, institution: str, public_id: str, now: datetime, ends: datetime | None = None
) -> None:
    """Gives the end, by either side: at once, or at a time to come that is not later than agreed.

    Raises `AgreementRefused` where it is over already or was never accepted.
    """
    at = ends or now
    with transaction.atomic():
        found = access.agreement(actor, public_id, institution, to="agree")
        over = found.ends is not None and found.ends <= now
        if found.accepted_at is None or over or at < now or (found.ends is not None and at > found.ends):
            raise AgreementRefused
        found.ends, found.ended_at = max(at, found.starts), now
        found.save(update_fields=["ends", "ended_at"])
        _record(found, "ended", actor, now)


def _open(actor: Account | None, institution: str, public_id: str) -> Agreement:
    found = access.agreement(actor, public_id, institution, to="agree")
    answered = found.accepted_at is not None or found.declined_at is not None
    if answered or found.partner.public_id != institution:
        raise AgreementRefused
    return found


def _record(found: Agreement, step: str, actor: Account | None, now: datetime) -> None:
    who = actor.pk if actor else None
    journal.record(AgreementStep(found.public_id, step, found.proposer_id, found.partner_id, now, who))
