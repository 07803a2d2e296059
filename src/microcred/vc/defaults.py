"""What is used where a caller gives nothing: one canoniser with the shipped contexts, and those added."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from microcred.vc.canonical import Canoniser
from microcred.vc.contexts import Contexts, Table

_added: list[Table] = []


@cache
def default_canoniser() -> Canoniser:
    """The canoniser of this process, with its contexts and its cache of shapes."""
    return Canoniser(Contexts(_added)) if _added else Canoniser()


def use_contexts(tables: Iterable[Table]) -> None:
    """Adds an operator's contexts to those of this process, once when it starts.

    Raises `ContextPinned` where one contradicts what is shipped; then none is added.
    """
    added = list(tables)
    Contexts(added)
    _added[:] = added
    default_canoniser.cache_clear()
