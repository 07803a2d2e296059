"""Statements of a document, and of a part cut out of it, with the same names for the same unnamed things.

A signature on single statements needs this: which of the document's statements a part of it makes.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from microcred.vc.contexts import Contexts
from microcred.vc.jsonld.errors import ContextMisplaced, FeatureUnsupported
from microcred.vc.jsonld.reading import Reader
from microcred.vc.jsonld.terms import Quad
from microcred.vc.jsontext import check_value
from microcred.vc.limits import DEFAULT, Limits

Names = dict[tuple[int, str], str]
"""Blank nodes by the object or list they stand for, and their role there."""


def quads_of_whole(
    document: dict[str, Any], contexts: Contexts, limits: Limits = DEFAULT
) -> tuple[list[Quad], Names]:
    """As `to_quads`, with the names that `quads_of_part` needs; they hold while `document` is alive.

    No object may occur at two places of it. Raises what `to_quads` raises, and `ContextMisplaced` for an
    object inside that names contexts itself.
    """
    check_value(document, limits)
    reader = _Naming(contexts, limits)
    reader.document(document)
    return list(dict.fromkeys(reader.quads)), reader.names


def quads_of_part(
    part: dict[str, Any],
    names: Names,
    origins: Mapping[int, int],
    contexts: Contexts,
    limits: Limits = DEFAULT,
) -> list[Quad]:
    """What a part states; `origins` leads from its own objects to those of the document, by identity.

    Raises what `to_quads` raises, and `FeatureUnsupported` for something unnamed that the document
    does not have.
    """
    reader = _Named(contexts, limits, names, origins)
    reader.document(part)
    return list(dict.fromkeys(reader.quads))


class _OneContext(Reader):
    """Refuses contexts inside: a part would be read with others than the whole."""

    def _object(self, value: dict[str, Any], active: Any, graph: str) -> str:
        if "@context" in value:
            raise ContextMisplaced("an object inside that names contexts, under a proof that discloses parts")
        return super()._object(value, active, graph)

    def _place(self, owner: object) -> int:
        """The identity of an owner; the document itself comes as a copy without its `@context`."""
        return id(owner) if owner is not self.top else 0


class _Naming(_OneContext):
    def __init__(self, contexts: Contexts, limits: Limits) -> None:
        super().__init__(contexts, limits)
        self.names: Names = {}
        self._alive: list[object] = []

    def _blank(self, owner: object, role: str) -> str:
        self._alive.append(owner)
        found = super()._blank(owner, role)
        self.names[self._place(owner), role] = found
        return found


class _Named(_OneContext):
    def __init__(self, contexts: Contexts, limits: Limits, names: Names, origins: Mapping[int, int]) -> None:
        super().__init__(contexts, limits)
        self._names = names
        self._origins = origins

    def _blank(self, owner: object, role: str) -> str:
        place = self._place(owner)
        found = self._names.get((self._origins.get(place, place), role))
        if found is None:
            raise FeatureUnsupported("a list of one that is not written as a list")
        return found
