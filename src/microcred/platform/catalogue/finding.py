"""Finding among the published offerings: facets with counts, kept in each process as sets of bits.

Each value of a facet has one whole number whose bits are the offerings that have it, so that a count is one
"and". What changed since is read before each search, by the number of the last change.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

from microcred.platform.catalogue import fulltext
from microcred.platform.catalogue.models import AchievementVersion, Offering, OfferingState, Stamp, State

FACETS = (
    *("kind", "skill", "level", "workload", "price", "language", "mode", "place", "start"),
    *("educator", "certifier", "stackability"),
)
PRICES = ((0, "0"), (100, "1-100"), (300, "101-300"), (1000, "301-1000"))
READ = (
    *("pk", "achievement_id", "state", "kind", "language", "mode", "place", "price", "hours_per_week"),
    *("starts_on", "ends_on", "institution__name", "achievement__institution__name"),
)
"""What is read of an offering: neither its texts nor whole institutions, twenty thousand times."""
FEW = 500
"""Changes up to which only the micro-credentials that they lead to are read."""
WORKLOADS = ((25, "1-25"), (50, "26-50"), (100, "51-100"))


@dataclass(frozen=True, slots=True)
class Found:
    """The ids of what was found, in order, and for each facet its values with counts, most first.

    The counts of a facet are those of the choices in all the others.
    """

    ids: Sequence[int]
    counts: Mapping[str, Sequence[tuple[str, int]]]


@dataclass
class _Kept:
    epoch: str = ""
    number: int = -1
    slots: dict[int, int] = field(default_factory=dict)
    ids: list[int] = field(default_factory=list)
    order: dict[int, tuple[str, int]] = field(default_factory=dict)
    bits: dict[str, dict[str, int]] = field(default_factory=lambda: {name: {} for name in FACETS})
    values: dict[int, dict[str, set[str]]] = field(default_factory=dict)
    shown: int = 0


_kept = _Kept()
_lock = Lock()


def find(*, text: str = "", language: str = "en", chosen: Mapping[str, Sequence[str]]) -> Found:
    """What has one of the chosen values in each facet, and each of the words, the earliest start first."""
    with _lock:
        kept = _current()
        base = kept.shown
        if fulltext.words(text):
            base &= _bits_of(kept, fulltext.matching(text, language))
        masks = {name: _mask(kept, name, values) for name, values in chosen.items() if values}
        found = base
        for mask in masks.values():
            found &= mask
        counts = {}
        for name in FACETS:
            within = base
            for other, mask in masks.items():
                if other != name:
                    within &= mask
            counted = [(value, (bits & within).bit_count()) for value, bits in kept.bits[name].items()]
            counts[name] = sorted((pair for pair in counted if pair[1]), key=lambda pair: (-pair[1], pair[0]))
        ids = [kept.ids[slot] for slot in _slots(found)]
        ids.sort(key=kept.order.__getitem__)
        return Found(ids, counts)


def _current() -> _Kept:
    global _kept
    row = Stamp.objects.filter(pk=1).first()
    epoch, number = (row.epoch, row.number) if row else ("", 0)
    if epoch != _kept.epoch or number < _kept.number:
        _kept = _Kept(epoch=epoch)
    if number != _kept.number:
        _read(_kept)
        _kept.number = number
    return _kept


def _read(kept: _Kept) -> None:
    rows = Offering.objects.filter(stamp__gt=max(0, kept.number))
    changed = list(rows.values_list(*READ, named=True))
    versions = AchievementVersion.objects.filter(state=State.PUBLISHED)
    if len(changed) <= FEW:
        versions = versions.filter(achievement_id__in={one.achievement_id for one in changed})
    contents = dict(versions.values_list("achievement_id", "content"))
    for one in changed:
        slot = kept.slots.setdefault(one.pk, len(kept.ids))
        if slot == len(kept.ids):
            kept.ids.append(one.pk)
        _set(kept, slot, {})
        content = contents.get(one.achievement_id)
        if one.state == OfferingState.PUBLISHED and content is not None:
            kept.order[one.pk] = (one.starts_on.isoformat(), one.pk)
            _set(kept, slot, _values(one, content))
    _gather(kept)


def _set(kept: _Kept, slot: int, values: dict[str, set[str]]) -> None:
    kept.values[slot] = values


def _gather(kept: _Kept) -> None:
    size = (len(kept.ids) + 7) // 8
    arrays: dict[str, dict[str, bytearray]] = {name: {} for name in FACETS}
    shown = bytearray(size)
    for slot, values in kept.values.items():
        place, bit = slot >> 3, 1 << (slot & 7)
        if values:
            shown[place] |= bit
        for name, own in values.items():
            for value in own:
                arrays[name].setdefault(value, bytearray(size))[place] |= bit
    kept.bits = {
        name: {value: int.from_bytes(array, "little") for value, array in own.items()}
        for name, own in arrays.items()
    }
    kept.shown = int.from_bytes(shown, "little")


def _values(one: Any, content: Mapping[str, object]) -> dict[str, set[str]]:
    hours = float(one.hours_per_week) * max(1, -(-((one.ends_on - one.starts_on).days + 1) // 7))
    skills = content.get("skills")
    level = content.get("eqf_level")
    return {
        "kind": {one.kind},
        "skill": {str(skill["label"]) for skill in skills} if isinstance(skills, list) else set(),
        "level": {str(level)} if level else set(),
        "workload": {next((word for most, word in WORKLOADS if hours <= most), "101-")},
        "price": {next((word for most, word in PRICES if one.price <= most), "1001-")},
        "language": {one.language},
        "mode": {one.mode},
        "place": {one.place} if one.place else set(),
        "start": {f"{one.starts_on:%Y-%m}"},
        "educator": {one.institution__name},
        "certifier": {one.achievement__institution__name},
        "stackability": {str(content.get("stackability") or "")} - {""},
    }


def _mask(kept: _Kept, name: str, values: Sequence[str]) -> int:
    mask = 0
    for value in values:
        mask |= kept.bits.get(name, {}).get(value, 0)
    return mask


def _bits_of(kept: _Kept, ids: set[int]) -> int:
    array = bytearray((len(kept.ids) + 7) // 8)
    for one in ids:
        slot = kept.slots.get(one)
        if slot is not None:
            array[slot >> 3] |= 1 << (slot & 7)
    return int.from_bytes(array, "little")


def _slots(bits: int) -> list[int]:
    found = []
    for place, byte in enumerate(bits.to_bytes((bits.bit_length() + 7) // 8, "little")):
        if byte:
            found += [place * 8 + bit for bit in range(8) if byte >> bit & 1]
    return found
