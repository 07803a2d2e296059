"""The people of a measurement in portions: laid out, taken, worked through, added up."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Sum

from microcred.platform.journal.leases import unclaimed
from microcred.platform.qualifications.models import Measurement, Portion
from microcred.platform.qualifications.register import part, parts
from microcred.rules.diff import Change, Comparer, Person

SIZE = 100
"""People in a portion: what is lost at most when a worker is killed."""
MOST_KEPT = 200
"""Changes that are kept by name; all are counted."""


def lay_out(row: Measurement) -> int:
    """Everybody as of the moment that was asked about; how many portions."""
    row.portions.all().delete()
    made: list[Portion] = []
    for name, one in parts(row.book.public_id, row.asked_at).items():
        keys = one.keys()
        for begin in range(0, len(keys), SIZE):
            some = list(keys[begin : begin + SIZE])
            made.append(Portion(measurement=row, number=len(made), register=name, keys=some, size=len(some)))
    Portion.objects.bulk_create(made, batch_size=100)
    return len(made)


def take(row: Measurement, hand: int) -> Portion | None:
    """What a hand had begun, else what nobody has; None where there is neither."""
    waiting = Portion.objects.filter(measurement=row, result__isnull=True).order_by("number")
    with transaction.atomic():
        begun = waiting.filter(hand=hand).first()
        if begun is not None:
            return begun
        free = unclaimed(waiting.filter(hand__isnull=True)).first()
        if free is not None:
            Portion.objects.filter(pk=free.pk).update(hand=hand)
        return free


def work(row: Measurement, portion: Portion, comparer: Comparer, tell: Callable[[int, int], None]) -> None:
    """Compares everybody of a portion; what came of it is stored at once or not at all."""
    done, total = progress(row)
    changed: list[Change] = []
    people = 0
    for person in _people(row, portion):
        change = comparer.change(person)
        if change is not None:
            changed.append(change)
        people += 1
        tell(done + people, total)
    found = {
        "people": people,
        "better": sum(change.better for change in changed),
        "worse": sum(not change.better for change in changed),
        "changed": len(changed),
        "changes": _first([[one.person, one.before.value, one.after.value] for one in changed]),
    }
    Portion.objects.filter(pk=portion.pk).update(result=found)


def _people(row: Measurement, portion: Portion) -> Iterable[Person]:
    return part(portion.register, row.book.public_id, row.asked_at).people(portion.keys)


def progress(row: Measurement) -> tuple[int, int]:
    """How many people are done with, of how many, whoever did them."""
    every = Portion.objects.filter(measurement=row)
    done = every.filter(result__isnull=False).aggregate(n=Sum("size"))["n"] or 0
    return done, every.aggregate(n=Sum("size"))["n"] or 0


def finish(row: Measurement, now: datetime, tell: Callable[[int, int], None]) -> None:
    """Adds up, once every portion has its result; whichever hand sees that first."""
    with transaction.atomic():
        mine = Measurement.objects.select_for_update().filter(pk=row.pk, finished_at__isnull=True).first()
        every = Portion.objects.filter(measurement=row)
        if mine is None or every.filter(result__isnull=True).exists():
            return
        results: list[dict[str, Any]] = [one.result or {} for one in every.only("result")]
        done, total = progress(row)
        mine.result, mine.finished_at = _sum(results), now
        mine.save(update_fields=["result", "finished_at"])
        mine.portions.all().delete()
    tell(done, total)


def _sum(results: Iterable[dict[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = dict.fromkeys(("people", "better", "worse", "changed"), 0)
    changes: list[list[str]] = []
    for each in results:
        for name in found:
            found[name] += each[name]
        changes += each["changes"]
    return {**found, "changes": _first(changes)}


def _first(changes: list[list[str]]) -> list[list[str]]:
    """The first by their ids: of each portion as of the whole, so that portions make no difference."""
    return sorted(changes)[:MOST_KEPT]
