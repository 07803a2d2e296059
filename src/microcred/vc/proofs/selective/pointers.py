"""What JSON pointers select of a document (RFC 6901; VC-DI-ECDSA 3.4.11 to 3.4.14).

A part keeps, beside what was selected, the identifier and types of every object on the way to it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from microcred.vc.proofs.errors import DisclosurePointerWrong

MOST_POINTERS = 500
MOST_CHARACTERS = 1_000
_ALWAYS = ("@context", "id", "@id", "type", "@type")
_INDEX = re.compile(r"0|[1-9][0-9]{0,5}")
_ESCAPE = re.compile(r"~(?![01])")


class Selection:
    """The part of `source` that `pointers` select. `origins` leads from its objects to those of the source.

    What is selected as a whole is not copied. Raises `DisclosurePointerWrong`.
    """

    def __init__(self, source: dict[str, Any], pointers: Sequence[str]) -> None:
        self.origins: dict[int, int] = {}
        wanted = _Wanted()
        for pointer in checked(pointers):
            wanted.add(pointer, source)
        self.part: dict[str, Any] = self._cut(source, wanted) if pointers else {}

    def _cut(self, source: Any, wanted: _Wanted) -> Any:
        if wanted.whole:
            return source
        if isinstance(source, list):
            found: Any = [self._cut(source[at], wanted.inside[at]) for at in sorted(wanted.inside)]
        else:
            found = {
                name: self._cut(one, wanted.inside[name]) if name in wanted.inside else one
                for name, one in source.items()
                if name in wanted.inside or name in _ALWAYS
            }
        self.origins[id(found)] = id(source)
        return found


class _Wanted:
    """What is wanted of one value: all of it, or some of what is inside."""

    def __init__(self) -> None:
        self.whole = False
        self.inside: dict[Any, _Wanted] = {}

    def add(self, pointer: str, source: Any) -> None:
        wanted = self
        for step in pointer.split("/")[1:]:
            place = _place(step, source, pointer)
            source = source[place]
            wanted = wanted.inside.setdefault(place, _Wanted())
        wanted.whole = True


def checked(pointers: Sequence[str]) -> Sequence[str]:
    """The pointers, if they are some; raises `DisclosurePointerWrong`."""
    if len(pointers) > MOST_POINTERS:
        raise DisclosurePointerWrong(f"more than {MOST_POINTERS}")
    for one in pointers:
        if not isinstance(one, str) or len(one) > MOST_CHARACTERS or (one and one[0] != "/"):
            raise DisclosurePointerWrong(str(one)[:80])
        if _ESCAPE.search(one):
            raise DisclosurePointerWrong(one[:80])
    return pointers


def _place(step: str, source: Any, pointer: str) -> str | int:
    """The key or index that a step names in `source`."""
    if isinstance(source, dict):
        name = step.replace("~1", "/").replace("~0", "~")
        if name in source:
            return name
    elif isinstance(source, list) and _INDEX.fullmatch(step) and int(step) < len(source):
        return int(step)
    raise DisclosurePointerWrong(pointer[:80])
