"""A programme, its facts and its three rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction

from microcred.platform.admissions import access
from microcred.platform.admissions.events import ProgrammeStep
from microcred.platform.admissions.models import Programme
from microcred.platform.journal import services as journal
from microcred.platform.qualifications import services as qualifications

if TYPE_CHECKING:
    from microcred.platform.accounts.models import Account

RULES = ("entry", "credit", "exemption")
FACTS = ("title", "description", "level", "days", "four_eyes", "open")


def new_programme(*, actor: Account | None, institution: str, facts: Mapping[str, Any], now: datetime) -> str:
    """A programme, not open yet unless `facts` say so; its public id. Raises `NotAllowed`."""
    found = access.institution(actor, institution, to="write")
    known = {name: facts[name] for name in FACTS if name in facts}
    with transaction.atomic():
        made = Programme.objects.create(institution=found, created_at=now, **known)
        _tell(made, "begun", sorted(known), now, actor)
    return made.public_id


def change_programme(
    *, actor: Account | None, public_id: str, facts: Mapping[str, Any], now: datetime
) -> None:
    """Changes what is said of a programme; its rules have versions of their own."""
    with transaction.atomic():
        found = access.programme(actor, public_id, to="write", lock=True)
        changed = [name for name in FACTS if name in facts and facts[name] != getattr(found, name)]
        if changed:
            Programme.objects.filter(pk=found.pk).update(**{name: facts[name] for name in changed})
            _tell(found, "changed", sorted(changed), now, actor)


def _tell(found: Programme, step: str, facts: Sequence[str], now: datetime, actor: Account | None) -> None:
    who = actor.pk if actor else None
    journal.record(ProgrammeStep(found.public_id, step, tuple(facts), found.institution_id, now, who))


def write_rule_for(
    *,
    actor: Account | None,
    public_id: str,
    what: str,
    now: datetime,
    parts: Mapping[str, Any] | None = None,
) -> str:
    """The rule of a programme for `what` ("entry", "credit", "exemption"), begun now where there is none."""
    if what not in RULES:
        raise ValueError(what)
    found = access.programme(actor, public_id, to="write")
    book = getattr(found, what)
    if book is not None:
        return str(book.public_id)
    with transaction.atomic():
        made = qualifications.begin(
            actor=actor,
            institution=found.institution.public_id,
            kind=what,
            title=found.title,
            now=now,
            parts=parts,
        )
        books = Programme._meta.get_field(what).related_model
        setattr(found, what, books.objects.get(public_id=made))  # type: ignore[union-attr]
        found.save(update_fields=[what])
    return made
