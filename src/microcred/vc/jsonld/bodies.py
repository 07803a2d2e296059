"""Several descriptions of one thing: to a signature they are one, so that a part can be moved unnoticed.

Published credentials do describe an issuer or a subject in several places. What is refused is what could
mislead: two descriptions that contradict each other in plain values, and a credential whose fields could
be moved to another place, where nobody looks for its end or its status.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from microcred.vc.jsonld.errors import TwoBodies

_CREDENTIALS = frozenset(
    {
        "<https://www.w3.org/2018/credentials#VerifiableCredential>",
        "<https://www.w3.org/2018/credentials#VerifiablePresentation>",
    }
)


class Body(NamedTuple):
    """One object with an identifier. `plain_types` says that its types bring no words of their own."""

    value: dict[str, Any]
    types: tuple[str, ...]
    plain_types: bool


class Bodies:
    """The descriptions of each identifier in each graph."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, str], list[Body]] = {}

    def add(self, graph: str, subject: str, body: Body) -> None:
        """Notes a description; raises `TwoBodies` where it does not go with those found before."""
        known = self._found.setdefault((graph, subject), [])
        for other in known:
            _compare(other, body, subject)
        known.append(body)


def _compare(one: Body, other: Body, subject: str) -> None:
    for credential, beside in ((one, other), (other, one)):
        if not _CREDENTIALS.isdisjoint(credential.types) and (
            len(beside.value) > 2 or not beside.plain_types
        ):
            raise TwoBodies(subject[:200])
    for name in one.value.keys() & other.value.keys():
        if name not in ("id", "type", "@context", "@id", "@type"):
            first, second = _plain(one.value[name]), _plain(other.value[name])
            if first is not None and second is not None and first != second:
                raise TwoBodies(f"{name[:60]} of {subject[:200]}")


def _plain(value: Any) -> set[tuple[str, Any]] | None:
    """The plain values of a property, or None where it has others; 1 is not true here."""
    found = set()
    for one in _flat(value):
        if isinstance(one, dict | list):
            return None
        found.add((type(one).__name__, one))
    return found or None


def _flat(value: Any) -> Iterator[Any]:
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, dict) and "@value" in one:
            yield str(sorted(map(str, one.items())))
        elif isinstance(one, list):
            yield from _flat(one)
        elif one is not None:
            yield one
