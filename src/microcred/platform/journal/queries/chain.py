"""Whether the log is whole: each hash over its entry and the one before, up to the end that is noted."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from microcred.platform.journal.entries import link, salted, stamp
from microcred.platform.journal.models import Beside, Entry, Head


@dataclass(frozen=True)
class ChainReport:
    """What checking came to. `broken_at` is the first number that does not check, with the `problem`.

    `unsealed` entries are written but not yet in the chain; `hash` is that of the last one that checks.
    """

    length: int
    hash: str
    unsealed: int
    broken_at: int | None = None
    problem: str = ""

    @property
    def whole(self) -> bool:
        """Whether nothing was changed, taken out or put in."""
        return self.broken_at is None


def head() -> tuple[int, str]:
    """Number and hash of the last entry: noted elsewhere, they find out a log that was cut or made anew."""
    found = Head.objects.filter(pk=1).first()
    return (found.sequence, found.hash) if found else (0, "")


def verify_chain(noted: tuple[int, str] | None = None) -> ChainReport:
    """Checks every entry from the first. With `noted`, a `head()` of earlier, also that it is still in it."""
    length, last = 0, ""
    unsealed = Entry.objects.filter(sequence=None).count()
    for entry in _entries():
        problem = _problem(entry, length + 1, last)
        if not problem and noted and noted[0] == entry.sequence and noted[1] != entry.hash:
            problem = "not the entry that was noted"
        if problem:
            return ChainReport(length, last, unsealed, length + 1, problem)
        length, last = length + 1, entry.hash
    if (length, last) != head() or (noted and noted[0] > length):
        return ChainReport(length, last, unsealed, length + 1, "entries are missing at the end")
    return ChainReport(length, last, unsealed)


def _entries() -> Iterator[Entry]:
    sealed = Entry.objects.filter(sequence__isnull=False).order_by("sequence")
    return sealed.prefetch_related("beside").iterator(chunk_size=1000)


def _problem(entry: Entry, sequence: int, previous: str) -> str:
    if entry.sequence != sequence:
        return "an entry is missing"
    if entry.previous != previous:
        return "does not follow the one before"
    if entry.hash != link(previous, sequence, entry.body):
        return "the entry was changed"
    body = json.loads(entry.body)
    columns = (entry.kind, stamp(entry.at), entry.actor, entry.institution)
    if columns != (body["kind"], body["at"], body.get("actor"), body.get("institution")):
        return "the columns differ from the entry"
    if any(not _same(one, body) for one in entry.beside.all()):
        return "the words beside the entry were changed"
    return ""


def _same(one: Beside, body: dict[str, object]) -> bool:
    return body.get(one.field) == {"salted": salted(one.salt, one.text)}
