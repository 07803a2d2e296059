"""Credit is used once: an append-only record in which each entry seals the ones before it.

The platform stores the entries and serialises the writers; what is decided, and whether the chain is whole,
is decided here from the entries alone. A credential is named by a salted hash, never by its holder.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from enum import Enum
from fractions import Fraction

from microcred.rules.errors import CreditInUse, CreditNotHeldHere, LedgerBroken, NumberNegative

FIRST = "0" * 64
"""What the first entry names as the one before it."""


class Action(Enum):
    """What happens to credit."""

    HELD = "held"
    USED = "used"
    RELEASED = "released"
    TRANSFERRED = "transferred"


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants to do with credit.

    `credential` is a salted hash, `whole` all the credit it has (what its first entry said holds), `amount`
    how much is meant, `award` the award or case that it is for, at `institution`. A hold ends after the day
    `valid_until`. A transfer moves what is held or used from `award` at `institution` to `to_award` at
    `to_institution`.
    """

    action: Action
    credential: str
    whole: Fraction
    amount: Fraction
    award: str
    institution: str
    valid_until: date | None = None
    to_award: str = ""
    to_institution: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the record. `number` counts from 1; `previous` and `digest` are SHA-256 in hexadecimal."""

    number: int
    at: datetime
    wish: Wish
    previous: str
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Use:
    """Credit that is taken: how much, for which award, where, whether only held, until and since when."""

    award: str
    institution: str
    action: Action
    amount: Fraction
    valid_until: date | None = None
    since: datetime | None = None


def uses(entries: Iterable[Entry], credential: str, on: date) -> tuple[Use, ...]:
    """Where the credit of a credential is held or used on a day, in the order in which it was first taken."""
    taken: dict[tuple[str, str], Use] = {}
    for entry in entries:
        wish = entry.wish
        if wish.credential != credential:
            continue
        key = (wish.award, wish.institution)
        if wish.action in (Action.HELD, Action.USED):
            until = wish.valid_until
            taken[key] = Use(wish.award, wish.institution, wish.action, wish.amount, until, entry.at)
        elif wish.action is Action.RELEASED:
            taken.pop(key, None)
        else:
            moved = taken.pop(key, None)
            if moved is not None:
                target = (wish.to_award, wish.to_institution)
                taken[target] = replace(moved, award=target[0], institution=target[1], since=entry.at)
    return tuple(use for use in taken.values() if not _lapsed(use, on))


def _lapsed(use: Use, on: date) -> bool:
    return use.action is Action.HELD and use.valid_until is not None and use.valid_until < on


def decide(entries: Sequence[Entry], wish: Wish, at: datetime) -> Entry:
    """The entry that carries out a wish, to be appended to `entries`.

    Raises `CreditInUse` where other awards leave less than is wanted, `CreditNotHeldHere` for a release or a
    transfer of what is not there, `NumberNegative` for an amount that is not positive. Using what the same
    award holds turns the hold into a use; asking for the same again changes nothing but the time.
    """
    if wish.amount <= 0 or wish.whole <= 0:
        raise NumberNegative(f"{wish.amount} of {wish.whole}")
    now = uses(entries, wish.credential, at.date())
    own = [use for use in now if (use.award, use.institution) == (wish.award, wish.institution)]
    if wish.action in (Action.HELD, Action.USED):
        others = [use for use in now if use not in own]
        whole = next((e.wish.whole for e in entries if e.wish.credential == wish.credential), wish.whole)
        if sum((use.amount for use in others), wish.amount) > whole:
            raise CreditInUse(
                "; ".join(f"{use.amount} for {use.award} at {use.institution}" for use in others)
            )
        if wish.action is Action.HELD and any(use.action is Action.USED for use in own):
            raise CreditInUse(f"already used for {wish.award}")
    else:
        _check_given_up(wish, own, now)
    return append(entries, wish, at)


def _check_given_up(wish: Wish, own: Sequence[Use], now: Sequence[Use]) -> None:
    if not own or own[0].amount != wish.amount:
        raise CreditNotHeldHere(f"{wish.amount} for {wish.award} at {wish.institution}")
    if wish.action is Action.TRANSFERRED:
        target = (wish.to_award, wish.to_institution)
        if not all(target) or any((use.award, use.institution) == target for use in now):
            raise CreditInUse(f"for {wish.to_award} at {wish.to_institution}")


def append(entries: Sequence[Entry], wish: Wish, at: datetime) -> Entry:
    """The next entry, sealed. Decides nothing."""
    previous = entries[-1].digest if entries else FIRST
    entry = Entry(len(entries) + 1, at, wish, previous)
    return replace(entry, digest=seal(entry))


def seal(entry: Entry) -> str:
    """The digest of an entry: SHA-256 over its JSON with sorted keys, without the digest itself."""
    value = asdict(replace(entry, digest=""))
    del value["digest"]
    data = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_written)
    return hashlib.sha256(data.encode()).hexdigest()


def _written(value: object) -> str:
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value.value) if isinstance(value, Action) else str(value)


def check_chain(entries: Iterable[Entry], head: str | None = None) -> None:
    """Raises `LedgerBroken` with the number of the first entry that is not what the chain says.

    `head` is a digest that was noted elsewhere: the last entry must have it, so that a cut end is found too.
    """
    previous, number = FIRST, 0
    for number, entry in enumerate(entries, 1):
        if entry.number != number or entry.previous != previous or seal(entry) != entry.digest:
            raise LedgerBroken(f"entry {number}")
        previous = entry.digest
    if head is not None and head != previous:
        raise LedgerBroken(f"the end after entry {number}")
