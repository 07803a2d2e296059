"""What can be done with offerings: draft, edit, publish, close."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from microcred.platform.catalogue import access, findable
from microcred.platform.catalogue.agreeing import require_agreement
from microcred.platform.catalogue.errors import NotAgreed, NothingToLeadTo, OfferingInvalid
from microcred.platform.catalogue.errors import OfferingState as WrongOfferingState
from microcred.platform.catalogue.events import OfferingChanged, OfferingRefused
from microcred.platform.catalogue.models import Achievement, Offering, OfferingState, State
from microcred.platform.catalogue.offered import OfferingTerms
from microcred.platform.journal import services as journal
from microcred.platform.network.events import AgreementStep

if TYPE_CHECKING:
    from microcred.platform.accounts.models import Account
    from microcred.platform.institutions.models import Institution


def draft_offering(
    *, actor: Account | None, institution: str, achievement: str, terms: OfferingTerms, now: datetime
) -> str:
    """Begins an offering of an institution that leads to a published micro-credential of any; its public id.

    Raises `NotAllowed`, `NotFound`, `NothingToLeadTo`, `OfferingInvalid`, or `NotAgreed` where another
    institution certifies and no agreement covers it.
    """
    educator = access.institution(actor, institution, to="offer")
    leads_to = _published(achievement)
    _agreed(educator, leads_to, actor, now)
    with transaction.atomic():
        offering = Offering.objects.create(
            institution=educator,
            achievement=leads_to,
            created_at=now,
            created_by=actor,
            **terms.model_dump(exclude={"requires"}),
        )
        offering.requires.set(_required(terms))
        _record(offering, "drafted", actor, now)
    return offering.public_id


def edit_offering(*, actor: Account | None, public_id: str, terms: OfferingTerms, now: datetime) -> None:
    """Changes an offering that is not closed; what is published changes for everybody at once.

    It needs no agreement: who is enrolled goes on after its end, and has to be told of a new day or place.
    Nobody new comes by it. Raises `NotAllowed`, `NotFound`, `OfferingInvalid` or `OfferingState`.
    """
    with transaction.atomic():
        offering = _open(actor, public_id, OfferingState.DRAFT, OfferingState.PUBLISHED, lock=True)
        for name, value in terms.model_dump(exclude={"requires"}).items():
            setattr(offering, name, value)
        offering.save()
        offering.requires.set(_required(terms))
        if offering.state == OfferingState.PUBLISHED:
            findable.refresh([offering])
        _record(offering, "edited", actor, now)


def publish_offering(*, actor: Account | None, public_id: str, now: datetime) -> None:
    """Shows an offering to everybody. Raises as `edit_offering`, `NothingToLeadTo`, and `NotAgreed` as
    `draft_offering`."""
    before = _open(actor, public_id, OfferingState.DRAFT)
    _agreed(before.institution, _published(before.achievement.public_id), actor, now)
    with transaction.atomic():
        offering = _open(actor, public_id, OfferingState.DRAFT, lock=True)
        offering.state, offering.published_at = OfferingState.PUBLISHED, now
        offering.save()
        findable.refresh([offering])
        _record(offering, "published", actor, now)


def close_offering(*, actor: Account | None, public_id: str, now: datetime) -> None:
    """Takes an offering out of the catalogue: who is enrolled stays so, nobody new comes."""
    with transaction.atomic():
        offering = _open(actor, public_id, OfferingState.PUBLISHED, lock=True)
        offering.state, offering.closed_at = OfferingState.CLOSED, now
        offering.save()
        findable.refresh([offering])
        _record(offering, "closed", actor, now)


def hear_agreement_step(event: AgreementStep, *, now: datetime) -> None:
    """Tells all processes to read again when the offerings of a pair are open. Harmless twice."""
    with transaction.atomic():
        findable.touch(
            Offering.objects.filter(
                institution_id=event.partner, achievement__institution_id=event.institution
            )
        )


def _agreed(educator: Institution, leads_to: Achievement, actor: Account | None, now: datetime) -> None:
    """Raises `NotAgreed` where nothing covers it; the refusal stands in the log."""
    try:
        require_agreement(educator, leads_to, now)
    except NotAgreed:
        with transaction.atomic():
            who = actor.pk if actor else None
            journal.record(OfferingRefused(leads_to.public_id, educator.pk, now, who))
        raise


def _open(actor: Account | None, public_id: str, *states: OfferingState, lock: bool = False) -> Offering:
    offering = access.offering(actor, public_id, to="offer", lock=lock)
    if offering.state not in states:
        raise WrongOfferingState(public_id)
    return offering


def _published(public_id: str) -> Achievement:
    rows = Achievement.objects.select_related("institution")
    found = rows.filter(public_id=public_id, versions__state=State.PUBLISHED).first()
    if found is None:
        raise NothingToLeadTo(public_id[:40])
    return found


def _required(terms: OfferingTerms) -> list[Achievement]:
    found = list(Achievement.objects.filter(public_id__in=terms.requires))
    unknown = set(terms.requires) - {one.public_id for one in found}
    if unknown:
        raise OfferingInvalid(f"requires: {', '.join(sorted(unknown))[:200]}")
    return found


def _record(offering: Offering, step: str, actor: Account | None, now: datetime) -> None:
    journal.record(
        OfferingChanged(
            offering.public_id,
            offering.achievement.public_id,
            step,
            offering.institution_id,
            now,
            actor.pk if actor else None,
        )
    )
