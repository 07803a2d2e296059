"""Credit is used once: each hold, use, release and transfer is a line of one chained record."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from fractions import Fraction
from hashlib import sha256
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F, Q

from microcred.platform.admissions.models import CreditEntry, CreditHead, CreditTransfer, TransferState
from microcred.rules.errors import CreditNotHeldHere
from microcred.rules.facts import HeldCredential
from microcred.rules.ledger import FIRST, Action, Entry, Use, Wish, decide, seal, uses

if TYPE_CHECKING:
    from microcred.platform.accounts.models import Account


def hashed(identity: str) -> str:
    """How the record names a credential: never by its holder, nor by its address."""
    return hasher()(identity)


def hasher() -> Callable[[str], str]:
    """`hashed` for many: the salt is read once."""
    salt = head_now().salt
    return lambda identity: sha256(f"{salt}:{identity}".encode()).hexdigest()


def identity_in(case: str, held: HeldCredential) -> str:
    """What the record takes for the credential: its own id; what has none is known in its case alone."""
    return held.award if held.identity else f"{case}:{held.id}"


@contextmanager
def alone() -> Iterator[CreditHead]:
    """A transaction in which nobody else writes to the record: they wait before they read it."""
    with transaction.atomic():
        while not CreditHead.objects.filter(pk=1).update(number=F("number")):
            head_now()
        yield CreditHead.objects.get(pk=1)


def head_now() -> CreditHead:
    """The end of the record as it is now."""
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
    return carry_out(wish, at).number


def carry_out(wish: Wish, at: datetime) -> Entry:
    """The line that carries out a wish: the one place where the record grows. Raises as `write`."""
    with alone() as head:
        entry = decide(entries_of(wish.credential), wish, at)
        entry = replace(entry, number=head.number + 1, previous=head.digest, digest="")
        entry = replace(entry, digest=seal(entry))
        CreditEntry.objects.create(
            number=entry.number,
            at=at,
            action=wish.action.value,
            credential=wish.credential,
            whole=str(wish.whole),
            amount=str(wish.amount),
            award=wish.award,
            institution=wish.institution,
            valid_until=wish.valid_until,
            to_award=wish.to_award,
            to_institution=wish.to_institution,
            previous=entry.previous,
            digest=entry.digest,
        )
        CreditHead.objects.filter(pk=1).update(number=entry.number, digest=entry.digest)
    return entry


def release_all(*, award: str, institution: str, at: datetime) -> int:
    """Gives up all that is held or used for an award or a case; how many credentials."""
    count = 0
    own = Q(award=award, institution=institution) | Q(to_award=award, to_institution=institution)
    for credential in dict.fromkeys(
        CreditEntry.objects.filter(own).order_by("number").values_list("credential", flat=True)
    ):
        for use in uses(entries_of(credential), credential, at.date()):
            if (use.award, use.institution) == (award, institution):
                release(credential, use, at)
                count += 1
    return count


def release(credential: str, use: Use, at: datetime, actor: Account | None = None) -> Entry:
    """Gives up one use, all of it; a transfer of it that waits for an answer is withdrawn.

    Raises `CreditNotHeldHere` where that was done meanwhile.
    """
    with alone():
        first = CreditEntry.objects.filter(credential=credential).order_by("number").first()
        whole = Fraction(first.whole) if first else use.amount
        wish = Wish(Action.RELEASED, credential, whole, use.amount, use.award, use.institution)
        waiting = CreditTransfer.objects.filter(
            credential=credential,
            award=use.award,
            sender__public_id=use.institution,
            state=TransferState.PROPOSED,
        )
        waiting.update(state=TransferState.WITHDRAWN, answered_at=at, answered_by=actor)
        return carry_out(wish, at)


def uses_of(identity: str, on: date) -> tuple[Use, ...]:
    """Where the credit of a credential is held or used on a day."""
    return uses_named(hashed(identity), on)


def uses_named(credential: str, on: date) -> tuple[Use, ...]:
    """The same by the name that the record has for the credential."""
    return uses(entries_of(credential), credential, on)


def use_for(credential: str, award: str, institution: str, now: datetime) -> Use:
    """The use for one case; raises `CreditNotHeldHere`."""
    for one in uses_named(credential, now.date()):
        if (one.award, one.institution) == (award, institution):
            return one
    raise CreditNotHeldHere(f"{award} at {institution}")


def entries_of(credential: str) -> list[Entry]:
    """The lines about one credential, by the name that the record has for it."""
    return list(as_entries(CreditEntry.objects.filter(credential=credential).order_by("number")))


def as_entries(rows: Iterable[CreditEntry]) -> Iterator[Entry]:
    """Stored lines as the ledger has them."""
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
