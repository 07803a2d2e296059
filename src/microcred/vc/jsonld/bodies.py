"""Several descriptions of one thing: to a signature they are one, so that a part can be moved unnoticed.

Published credentials do describe an issuer or a subject in several places. What is refused is what could
mislead: two descriptions that contradict each other in plain values, and a credential whose fields could
be moved to another place, where nobody looks for its end or its status.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from microcred.vc.jsonld.errors import TwoBodies
from microcred.vc.jsontext import canonical_json

Plain = set[tuple[str, Any]]
"""Plain values with their kinds: 1 is not true here."""

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

    @property
    def is_bare(self) -> bool:
        """Whether it has no more than an identifier and types, and no place for more."""
        return self.plain_types and len(self.value) <= 2

    @property
    def is_credential(self) -> bool:
        """Whether it is a credential or a presentation."""
        return not _CREDENTIALS.isdisjoint(self.types)


class _Known:
    """What the descriptions of one identifier have said together."""

    __slots__ = ("credential", "full", "plain")

    def __init__(self) -> None:
        self.plain: dict[str, Plain] = {}
        self.full: Body | None = None
        self.credential = False

    def add(self, body: Body, subject: str) -> None:
        self.credential |= body.is_credential
        if not body.is_bare:
            if self.full is None:
                self.full = body
            elif self.credential and canonical_json(self.full.value) != canonical_json(body.value):
                raise TwoBodies(subject[:200])
        for name, value in body.value.items():
            if name in ("id", "type"):
                continue
            plain = _plain(value)
            if plain is not None and self.plain.setdefault(name, plain) != plain:
                raise TwoBodies(f"{name[:60]} of {subject[:200]}")


ENDORSED = ("<https://purl.imsglobal.org/spec/vc/ob/vocab.html#EndorsementSubject>",)
_OF_ENDORSED = frozenset({"id", "type", "endorsementComment"})


def is_endorsed(body: Body) -> bool:
    """Whether it is no more than what an endorsement says of something: that it is endorsed, and a comment.

    In Open Badges 3.0 its id is that of what is endorsed, which may be the credential around it. Where the
    endorsement has a proof of its own, nothing that a reader looks for can be moved into such a description,
    and what is moved out of it breaks that proof.
    """
    return body.types == ENDORSED and body.value.keys() <= _OF_ENDORSED


class Bodies:
    """The descriptions of each identifier in each graph; only a second one is looked into."""

    def __init__(self) -> None:
        self._first: dict[tuple[str, str], Body] = {}
        self._known: dict[tuple[str, str], _Known] = {}

    def add(self, graph: str, subject: str, body: Body) -> None:
        """Notes a description; raises `TwoBodies` where it does not go with those found before."""
        key = graph, subject
        first = self._first.setdefault(key, body)
        if first is body:
            return
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = _Known()
            known.add(first, subject)
        known.add(body, subject)


def _plain(value: Any) -> Plain | None:
    """The plain values of a property, or None where it has others."""
    found: Plain = set()
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
