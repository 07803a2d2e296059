"""The learner's side of an award: claim, accept, decline, who may see it, and links that can be undone."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from microcred.platform.awards import access
from microcred.platform.awards.errors import AnswerFinal, LinkInvalid
from microcred.platform.awards.events import AwardAnswered
from microcred.platform.awards.models import Acceptance, Award, Visibility, new_token
from microcred.platform.awards.people import read_code
from microcred.platform.journal import services as journal

if TYPE_CHECKING:
    from microcred.platform.accounts.models import Account


def accept(
    *,
    actor: Account | None,
    public_id: str,
    now: datetime,
    key: str = "",
    visibility: str = Visibility.PRIVATE,
) -> None:
    """Accepts an award: by its holder's account, or with the key of the mail's link.

    Somebody who is signed in becomes its holder. Raises `NotFound` for anybody else.
    """
    with transaction.atomic():
        award = access.held(actor, public_id, key, now)
        if award.learner_id is None and actor is not None:
            award.learner = actor
        _answer(award, Acceptance.ACCEPTED, actor, now)
        _show(award, Visibility(visibility))
        award.save()


def decline(*, actor: Account | None, public_id: str, now: datetime, key: str = "") -> None:
    """Declines an award: its page closes, its status stays. It can still be accepted later."""
    with transaction.atomic():
        award = access.held(actor, public_id, key, now)
        _answer(award, Acceptance.DECLINED, actor, now)
        _show(award, Visibility.PRIVATE)
        award.save()


def show_to(*, actor: Account | None, public_id: str, visibility: str, now: datetime, key: str = "") -> None:
    """Chooses who sees an accepted credential: "public", "link" or "private"; raises `AnswerFinal`."""
    with transaction.atomic():
        award = access.held(actor, public_id, key, now)
        if award.acceptance != Acceptance.ACCEPTED:
            raise AnswerFinal(public_id)
        _show(award, Visibility(visibility))
        award.save(update_fields=["visibility", "share"])


def new_share(*, actor: Account | None, public_id: str, now: datetime, key: str = "") -> str:
    """Makes a new link for sharing and ends the one before; the part that the link carries."""
    with transaction.atomic():
        award = access.held(actor, public_id, key, now)
        if award.visibility != Visibility.LINK:
            raise AnswerFinal(public_id)
        made = new_token()
        award.share = made
        award.save(update_fields=["share"])
    return made


def claim(*, actor: Account, code: str, now: datetime) -> str:
    """Takes an award by the code of a printed slip: the account becomes its holder; the public id.

    A code works once. Raises `LinkInvalid`.
    """
    with transaction.atomic():
        award = (
            Award.objects.select_for_update()
            .filter(claim_code=read_code(code), live=True, acceptance=Acceptance.PENDING)
            .first()
        )
        if award is None:
            raise LinkInvalid
        award.learner, award.claim_code = actor, None
        _answer(award, Acceptance.ACCEPTED, actor, now)
        award.save()
    return str(award.pk)


def _show(award: Award, visibility: Visibility) -> None:
    """A link that was given out once does not open again after the holder chose otherwise."""
    if visibility == Visibility.LINK and award.visibility != Visibility.LINK:
        award.share = new_token()
    if visibility != Visibility.LINK:
        award.share = ""
    award.visibility = visibility


def _answer(award: Award, answer: Acceptance, actor: Account | None, now: datetime) -> None:
    if award.acceptance == answer:
        return
    award.acceptance, award.decided_at = answer, now
    journal.record(
        AwardAnswered(award.pk, answer.value, award.institution_id, now, actor.pk if actor else None)
    )
