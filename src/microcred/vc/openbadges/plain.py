"""One JSON form for documents whose signed content is the same.

To JSON-LD a value and a list of that one value are the same, so an embedded proof does not tell them
apart; neither does it keep the order of a list. Whoever reads fields must not be led astray by either.
"""

from __future__ import annotations

from typing import Any

from microcred.vc.openbadges.requirements import SETS

_AS_GIVEN = frozenset({"type", "@context"})
_SPECIAL = _AS_GIVEN | SETS
_SCALARS = frozenset({str, int, float, bool})
_TEXTS = {str}
_ORDERED = frozenset({"@context", "allowedValue"})


def plain(document: dict[str, Any]) -> dict[str, Any]:
    """A copy in which single values stand alone, sets are lists without repeats, and nulls are left out."""
    found = {}
    for name, value in document.items():
        kind = value.__class__
        if kind in _SCALARS and name not in SETS:
            found[name] = value
        elif kind is dict and "@value" not in value and name not in _SPECIAL:
            found[name] = plain(value)
        elif not _empty(value):
            found[name] = _value(name, value)
    return found


def _empty(value: Any) -> bool:
    if not isinstance(value, list):
        return value is None
    return all(map(_empty, value))


def _value(name: str, value: Any) -> Any:
    found = _flat(name, value if isinstance(value, list) else [value])
    if name in _AS_GIVEN:
        return found if isinstance(value, list) else found[0]
    # A result names its description by address, an achievement holds a set of them.
    by_address = name == "resultDescription" and isinstance(found[0], str)
    if (name in SETS and not by_address) or len(found) != 1:
        return found
    return found[0]


def _flat(name: str, values: list[Any]) -> list[Any]:
    if set(map(type, values)) == _TEXTS:
        return list(values) if name in _ORDERED else list(dict.fromkeys(values))
    found: list[Any] = []
    for one in values:
        inner = _flat(name, one) if isinstance(one, list) else [_single(one)]
        found += [each for each in inner if each is not None and (name in _ORDERED or each not in found)]
    return found


def _single(one: Any) -> Any:
    if not isinstance(one, dict):
        return one
    return one["@value"] if len(one) == 1 and "@value" in one else plain(one)


def first_text(value: object) -> str:
    """The one text of a value; of several the first by the alphabet, since their order is not signed."""
    if isinstance(value, str):
        return value
    texts = []
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, dict):
            one = one.get("@value")
        if isinstance(one, str):
            texts.append(one)
    return min(texts, default="")
