"""Where schemas come from: what the operator added, by the address under which credentials name it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol


class SchemaSource(Protocol):
    """Finds a schema."""

    def find(self, address: str) -> Mapping[str, Any] | None:
        """The JSON Schema known under `address`, or None. Nothing is fetched for a credential's sake."""


class NoSchemas:
    """No schema is at hand."""

    def find(self, address: str) -> Mapping[str, Any] | None:
        """None."""
        return None


class StaticSchemas:
    """Schemas at hand, by address."""

    def __init__(self, schemas: Mapping[str, Mapping[str, Any]]) -> None:
        self._schemas = schemas

    def find(self, address: str) -> Mapping[str, Any] | None:
        """The schema at hand, or None."""
        return self._schemas.get(address)


_added: dict[str, Mapping[str, Any]] = {}


def default_schemas() -> SchemaSource:
    """Those that the operator added to this process."""
    return StaticSchemas(_added) if _added else NoSchemas()


def use_schemas(schemas: Mapping[str, Mapping[str, Any]]) -> None:
    """Lets this process check against an operator's schemas, by address, instead of any before."""
    _added.clear()
    _added.update(schemas)
