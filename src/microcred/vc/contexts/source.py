"""Where contexts come from: the tables that are shipped, and those an operator adds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import orjson

from microcred.vc.contexts.definitions import Scopes
from microcred.vc.contexts.errors import ContextPinned, ContextUnknown, InlineContext
from microcred.vc.contexts.tables import Table, read_table

_FOLDER = files("microcred.vc.contexts") / "tables"


class Contexts:
    """The contexts that a reader knows. Nothing is fetched, and what a document brings is refused.

    `worked_out` is for the reader: what it derives from these contexts, kept between documents.
    """

    spelled_freely = False
    """Whether keywords, compact IRIs and absolute IRIs may stand for terms: never in production."""

    def __init__(self, added: Iterable[Table] = (), *, shipped: bool = True) -> None:
        """The shipped contexts and `added` ones; raises `ContextPinned` where these contradict."""
        self._files: Mapping[str, str] = shipped_files() if shipped else {}
        self._tables: dict[str, Table] = {}
        self.worked_out: dict[Any, Any] = {}
        for table in added:
            known = self._table(table.address)
            if known is not None and known.scopes != table.scopes:
                raise ContextPinned(table.address)
            self._tables[table.address] = table

    def get(self, address: str) -> Scopes:
        """The compiled contexts at an address, compared letter by letter; raises `ContextUnknown`."""
        table = self._table(address)
        if table is None:
            raise ContextUnknown(address[:200])
        return table.scopes

    def inline(self, value: Any) -> Scopes:
        """The compiled form of a context inside a document: always raises `InlineContext` here."""
        raise InlineContext("" if value is None else type(value).__name__)

    def addresses(self) -> list[str]:
        """The addresses of all contexts that are known, sorted."""
        return sorted({*self._files, *self._tables})

    def table(self, address: str) -> Table:
        """The table of an address; raises `ContextUnknown`."""
        found = self._table(address)
        if found is None:
            raise ContextUnknown(address[:200])
        return found

    def _table(self, address: str) -> Table | None:
        found = self._tables.get(address)
        if found is None and address in self._files:
            data = (_FOLDER / self._files[address]).read_bytes()
            found = self._tables[address] = read_table(data)
        return found


@cache
def shipped_files() -> Mapping[str, str]:
    """The file of each shipped table by the address of its context."""
    found: dict[str, str] = orjson.loads((_FOLDER / "index.json").read_bytes())
    return found


@cache
def shipped() -> Contexts:
    """The shipped contexts alone, one object for the process."""
    return Contexts()
