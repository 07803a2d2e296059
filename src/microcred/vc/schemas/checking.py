"""Whether a credential keeps to the schemas that it names (VCDM 4.11, OB 3.0 8.4)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from microcred.vc.openbadges.requirements import listed, types_of
from microcred.vc.schemas.errors import SchemaUnusable, SchemaViolated
from microcred.vc.schemas.source import SchemaSource

_KINDS = frozenset({"JsonSchema", "1EdTechJsonSchemaValidator2019"})
MOST = 8
"""Schemas asked about for one credential."""


def check_schemas(document: Mapping[str, Any], schemas: SchemaSource) -> list[str]:
    """The addresses of the schemas that are at hand and that `document` keeps to.

    One that is not at hand, or of another kind, is not asked about. Raises `SchemaViolated` or
    `SchemaUnusable`.
    """
    kept = []
    for entry in listed(document.get("credentialSchema"))[:MOST]:
        address = entry.get("id") if isinstance(entry, Mapping) else None
        if not isinstance(address, str) or _KINDS.isdisjoint(types_of(entry)):
            continue
        schema = schemas.find(address)
        if schema is not None:
            _check(document, schema, address)
            kept.append(address)
    return kept


def _check(document: Mapping[str, Any], schema: Mapping[str, Any], address: str) -> None:
    # Imported here: the library takes a tenth of a second, and most credentials name no schema at hand.
    from jsonschema.exceptions import SchemaError
    from jsonschema.validators import Draft202012Validator, validator_for
    from referencing import Registry
    from referencing.exceptions import Unresolvable

    try:
        kind = validator_for(schema, default=Draft202012Validator)
        kind.check_schema(schema)
        # An empty registry: a reference to another document is never followed.
        error = next(kind(schema, registry=Registry()).iter_errors(document), None)
    except (SchemaError, Unresolvable) as problem:
        raise SchemaUnusable(f"{address[:200]}: {type(problem).__name__}") from None
    except Exception as problem:  # the library wraps what its own references raise
        if isinstance(problem.__cause__, Unresolvable):
            raise SchemaUnusable(f"{address[:200]}: a reference") from None
        raise
    if error is not None:
        place = "/".join(map(str, error.absolute_path)) or "the document"
        raise SchemaViolated(f"{place[:120]}: {error.validator} of {address[:200]}")
