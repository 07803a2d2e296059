"""Before a decision: which issuers are accepted in a case, what a paper shows."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from django.db import transaction

from microcred.platform.admissions import access
from microcred.platform.admissions.errors import CaseClosed, ItemUnknown, PaperUnreadable
from microcred.platform.admissions.facts import to_json
from microcred.platform.admissions.models import OPEN, Case, CaseItem
from microcred.platform.admissions.services import credit
from microcred.platform.admissions.services.evaluating import likeness
from microcred.platform.admissions.services.steps import tell_item
from microcred.rules.facts import HeldCredential

if TYPE_CHECKING:
    from microcred.platform.accounts.models import Account

_AMOUNT = re.compile(r"[0-9]{1,3}([.,][0-9]{1,2})?")
_LEVEL = re.compile(r"[1-8]")


def accept_issuer(*, actor: Account, public_id: str, position: int, now: datetime) -> None:
    """Says that the issuer of an item, not known here, was looked at and is accepted in this case.

    Raises `CaseClosed`, or `ItemUnknown` where no issuer of such an item is open.
    """
    with transaction.atomic():
        case = open_case(actor, public_id)
        item = case.items.filter(position=position, issuer_open=True).first()
        if item is None:
            raise ItemUnknown(str(position))
        if not item.issuer_accepted_by:
            item.issuer_accepted_by = str(actor)[:200]
            item.save(update_fields=["issuer_accepted_by"])
            _changed(case, "issuer-accepted", position, now, actor)


def accept_identity(*, actor: Account, public_id: str, position: int, now: datetime) -> None:
    """Says that a credential that names nobody is the applicant's: they have shown it to `actor`.

    Raises `CaseClosed`, or `ItemUnknown` where whose such an item is was never open.
    """
    with transaction.atomic():
        case = open_case(actor, public_id)
        item = case.items.filter(position=position, identity_open=True).first()
        if item is None:
            raise ItemUnknown(str(position))
        if not item.identity_accepted_by:
            item.identity_accepted_by = str(actor)[:200]
            item.save(update_fields=["identity_accepted_by"])
            _changed(case, "identity-accepted", position, now, actor)


def see_paper(
    *, actor: Account, public_id: str, position: int, stated: Mapping[str, Any], now: datetime
) -> None:
    """A person has seen a paper: what it says, as they enter it. It counts only where a rule allows papers.

    `stated`: title, achievement, credits (such as 7.5), level (1 to 8); empty where it says nothing. Raises
    `CaseClosed`, `ItemUnknown` or `PaperUnreadable`.
    """
    with transaction.atomic():
        case = open_case(actor, public_id)
        item = case.items.filter(position=position, paper=True).first()
        if item is None:
            raise ItemUnknown(str(position))
        held = _shown(item, stated, actor, now)
        item.name, item.facts = held.title, to_json(held)
        item.seen_by, item.seen_on = held.seen_by, now.date()
        item.credit_name = credit.hashed(credit.identity_in(case.public_id, held))
        item.save(update_fields=["name", "facts", "seen_by", "seen_on", "credit_name"])
        _changed(case, "paper-seen", position, now, actor)


def open_case(actor: Account, public_id: str) -> Case:
    """A case that can be examined and decided, locked; raises `CaseClosed`, or as `access.case`."""
    case = access.case(actor, public_id, to="decide", lock=True)
    if case.state not in OPEN:
        raise CaseClosed(case.state)
    return case


def _changed(case: Case, step: str, position: int, now: datetime, actor: Account) -> None:
    """What counts is another now, and with it which cases are alike."""
    case.likeness = likeness(case)
    case.save(update_fields=["likeness"])
    tell_item(case, step, position, now, actor)


def _shown(item: CaseItem, stated: Mapping[str, Any], actor: Account, now: datetime) -> HeldCredential:
    amount = _text(stated, "credits", _AMOUNT).replace(",", ".")
    level = _text(stated, "level", _LEVEL)
    return HeldCredential(
        id=f"item-{item.position}",
        achievement=str(stated.get("achievement") or ""),
        issuer="",
        awarded=now.date(),
        title=str(stated.get("title") or item.name)[:300],
        credits=Fraction(amount) if amount else None,
        level=int(level) if level else None,
        seen_by=str(actor)[:200],
    )


def _text(stated: Mapping[str, Any], name: str, wanted: re.Pattern[str]) -> str:
    value = stated.get(name)
    text = "" if value is None else str(value).strip()
    if text and not wanted.fullmatch(text):
        raise PaperUnreadable(name)
    return text
