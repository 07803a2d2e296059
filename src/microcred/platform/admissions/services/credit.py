"""Credit is used once: each hold, use, release and transfer is a line of one chained record."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from fractions import Fraction
from hashlib import sha256

from django.db import transaction
from django.db.models import F

from microcred.platform.admissions.models import CreditEntry, CreditHead
from microcred.rules.ledger import FIRST, Action, Entry, Use, Wish, check_chain, decide, seal, uses


def hashed(identity: str) -> str:
    """How the record names a credential: never by its holder, nor by its address."""
    return sha256(f"{_head().salt}:{identity}".encode()).hexdigest()


def _head() -> CreditHead:
    found = CreditHead.objects.filter(pk=1).first()
    if found is None:
        CreditHead.objects.get_or_create(pk=1, defaults={"salt": secrets.token_hex(32), "digest": FIRST})
        found = CreditHead.objects.get(pk=1)
    return found


def write(
    *,
    action: Action,
    identity: str,
    whole: Fraction,
    amount: Fraction,
    award: str,
    institution: str,
    at: datetime,
    valid_until: date | None = None,
    to_award: str = "",
    to_institution: str = "",
) -> int:
    """Writes one line; its number. Of two writers at once one waits, and is judged by what the other wrote.

    `identity` is the credential's own id. Raises `CreditInUse`, `CreditNotHeldHere` or `NumberNegative`.
    """
    credential = hashed(identity)
    wish = Wish(action, credential, whole, amount, award, institution, valid_until, to_award, to_institution)
    with transaction.atomic():
        CreditHead.objects.filter(pk=1).update(number=F("number") + 1)  # takes the lock before any reading
        head = CreditHead.objects.get(pk=1)
        entry = decide(_entries(credential), wish, at)
        entry = replace(entry, number=head.number, previous=head.digest, digest="")
        entry = replace(entry, digest=seal(entry))
        CreditEntry.objects.create(
            number=entry.number,
            at=at,
            action=action.value,
            credential=credential,
            whole=str(whole),
            amount=str(amount),
            award=award,
            institution=institution,
            valid_until=valid_until,
            to_award=to_award,
            to_institution=to_institution,
            previous=entry.previous,
            digest=entry.digest,
        )
        CreditHead.objects.filter(pk=1).update(digest=entry.digest)
    return entry.number


def release_all(*, award: str, institution: str, at: datetime) -> int:
    """Gives up all that is held or used for an award or a case; how many credentials."""
    count = 0
    rows = CreditEntry.objects.filter(award=award, institution=institution).order_by("number")
    for credential in dict.fromkeys(rows.values_list("credential", flat=True)):
        entries = _entries(credential)
        for use in uses(entries, credential, at.date()):
            if (use.award, use.institution) == (award, institution):
                _release(credential, entries[0].wish.whole, use, at)
                count += 1
    return count


def _release(credential: str, whole: Fraction, use: Use, at: datetime) -> None:
    wish = Wish(Action.RELEASED, credential, whole, use.amount, use.award, use.institution)
    with transaction.atomic():
        CreditHead.objects.filter(pk=1).update(number=F("number") + 1)
        head = CreditHead.objects.get(pk=1)
        entry = replace(decide(_entries(credential), wish, at), number=head.number, previous=head.digest)
        entry = replace(entry, digest=seal(replace(entry, digest="")))
        CreditEntry.objects.create(
            number=entry.number,
            at=at,
            action=wish.action.value,
            credential=credential,
            whole=str(whole),
            amount=str(use.amount),
            award=use.award,
            institution=use.institution,
            previous=entry.previous,
            digest=entry.digest,
        )
        CreditHead.objects.filter(pk=1).update(digest=entry.digest)


def uses_of(identity: str, on: date) -> tuple[Use, ...]:
    """Where the credit of a credential is held or used on a day."""
    credential = hashed(identity)
    return uses(_entries(credential), credential, on)


def check_record() -> int:
    """How many lines the record has; raises `LedgerBroken` with the first that does not fit."""
    entries = list(_as_entries(CreditEntry.objects.order_by("number")))
    check_chain(entries, _head().digest)
    return len(entries)


def _entries(credential: str) -> list[Entry]:
    return list(_as_entries(CreditEntry.objects.filter(credential=credential).order_by("number")))


def _as_entries(rows: Iterable[CreditEntry]) -> Iterable[Entry]:
    for row in rows:
        wish = Wish(
            Action(row.action),
            row.credential,
            Fraction(row.whole),
            Fraction(row.amount),
            row.award,
            row.institution,
            row.valid_until,
            row.to_award,
            row.to_institution,
        )
        yield Entry(row.number, row.at, wish, row.previous, row.digest)
