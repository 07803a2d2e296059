"""Whether the record of credit is what was written: all of it, or what is new since it was checked last.

A page goes on from the last line that was checked, so that it reads only what is new. All of the record is
checked once a day, by `microcred admissions check-credit`, and before it is exported: only that finds a
change in a line that was checked before. What was found wrong is shown until all of it is whole.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from microcred.platform.admissions.models import CreditCheck, CreditEntry
from microcred.platform.admissions.services import credit
from microcred.rules.errors import LedgerBroken
from microcred.rules.ledger import FIRST, Entry, seal

_CHUNK = 2000


@dataclass(frozen=True)
class Checked:
    """How many lines there are, the digest of the last, and when all of them were checked last."""

    lines: int
    digest: str
    whole_at: datetime | None


def check_record(now: datetime | None = None) -> Checked:
    """Checks all of the record; raises `LedgerBroken` with the first line that does not fit.

    With `now` later checks go on from here, and what was found wrong is noted or taken back.
    """
    head = credit.head_now()
    rows = CreditEntry.objects.filter(number__lte=head.number).order_by("number")
    try:
        last = _follow(credit.as_entries(rows.iterator(_CHUNK)), 0, FIRST)
        _check_end(last, (head.number, head.digest))
    except LedgerBroken as error:
        if now is not None:
            _note(fault=error.detail[:200])
        raise
    if now is not None:
        _note(number=last[0], digest=last[1], whole_at=now, fault="")
    return Checked(*last, now)


def check_latest() -> Checked:
    """Checks what is new since the last check, and that this one still stands; raises as `check_record`."""
    kept = CreditCheck.objects.filter(pk=1).first() or CreditCheck(number=0, digest=FIRST)
    if kept.fault:
        raise LedgerBroken(kept.fault)
    head = credit.head_now()
    rows = CreditEntry.objects.filter(number__gte=max(kept.number, 1), number__lte=head.number)
    found = credit.as_entries(rows.order_by("number").iterator(_CHUNK))
    last = (kept.number, kept.digest)
    if kept.number:
        known = next(iter(found), None)
        if known is None or known.number != kept.number or not kept.digest == known.digest == seal(known):
            raise LedgerBroken(f"entry {kept.number}")
    last = _follow(found, *last)
    _check_end(last, (head.number, head.digest))
    if last[0] > kept.number:
        _note(number=last[0], digest=last[1])
    return Checked(*last, kept.whole_at)


def check_daily(*, now: datetime) -> int:
    """All of the record, for the daily round; how many lines are whole. What is wrong stands on the page."""
    try:
        return check_record(now).lines
    except LedgerBroken:
        return 0


def _follow(entries: Iterable[Entry], number: int, previous: str) -> tuple[int, str]:
    for entry in entries:
        number += 1
        if entry.number != number or entry.previous != previous or seal(entry) != entry.digest:
            raise LedgerBroken(f"entry {number}")
        previous = entry.digest
    return number, previous


def _check_end(last: tuple[int, str], head: tuple[int, str]) -> None:
    """Nothing was cut off, and nothing stands behind the end but what was written meanwhile."""
    if last != head:
        raise LedgerBroken(f"the end after entry {last[0]}")
    beyond = CreditEntry.objects.filter(number__gt=head[0]).exists()
    if beyond and credit.head_now().number == head[0]:
        raise LedgerBroken(f"entry {head[0] + 1}")


def _note(**values: object) -> None:
    CreditCheck.objects.update_or_create(pk=1, defaults=values, create_defaults={"digest": FIRST, **values})
