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
MOST_PARTS = 20_000
"""Values in a document that is compared with a schema; the largest badges have some hundreds."""
_KEPT = 64
_VALIDATORS: dict[str, tuple[Mapping[str, Any], Any]] = {}


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


def check_schema(schema: Mapping[str, Any], address: str) -> None:
    """Raises `SchemaUnusable` for a schema that is malformed or refers to another document."""
    _validator(schema, address)
    waiting: list[Any] = [schema]
    while waiting:
        one = waiting.pop()
        if isinstance(one, Mapping):
            target = one.get("$ref")
            if isinstance(target, str) and not target.startswith("#"):
                raise SchemaUnusable(f"{address[:200]}: refers to {target[:200]}")
        if isinstance(one, Mapping | list):
            waiting.extend(one.values() if isinstance(one, Mapping) else one)


def _validator(schema: Mapping[str, Any], address: str) -> Any:
    """What checks against `schema`, made once for each that is at hand."""
    kept = _VALIDATORS.get(address)
    if kept is not None and kept[0] is schema:
        return kept[1]
    # Imported here: the library takes a tenth of a second, and most credentials name no schema at hand.
    from jsonschema.exceptions import SchemaError
    from jsonschema.validators import Draft202012Validator, validator_for
    from referencing import Registry

    try:
        kind = validator_for(schema, default=Draft202012Validator)
        kind.check_schema(schema)
    except SchemaError as problem:
        raise SchemaUnusable(f"{address[:200]}: {type(problem).__name__}") from None
    # An empty registry: a reference to another document is never followed.
    made = kind(schema, registry=Registry())
    if len(_VALIDATORS) >= _KEPT:
        _VALIDATORS.clear()
    _VALIDATORS[address] = (schema, made)
    return made


def _is_large(document: Mapping[str, Any]) -> bool:
    waiting: list[Any] = [document]
    seen = 0
    while waiting and seen <= MOST_PARTS:
        one = waiting.pop()
        seen += 1
        if isinstance(one, Mapping):
            waiting.extend(one.values())
        elif isinstance(one, list):
            waiting.extend(one)
    return seen > MOST_PARTS


def _check(document: Mapping[str, Any], schema: Mapping[str, Any], address: str) -> None:
    if _is_large(document):
        raise SchemaUnusable(f"{address[:200]}: more than {MOST_PARTS} parts to compare")
    validator = _validator(schema, address)
    from referencing.exceptions import Unresolvable

    try:
        error = next(validator.iter_errors(document), None)
    except Unresolvable as problem:
        raise SchemaUnusable(f"{address[:200]}: {type(problem).__name__}") from None
    except Exception as problem:  # the library wraps what its own references raise
        if isinstance(problem.__cause__, Unresolvable):
            raise SchemaUnusable(f"{address[:200]}: a reference") from None
        raise
    if error is not None:
        place = "/".join(map(str, error.absolute_path)) or "the document"
        raise SchemaViolated(f"{place[:120]}: {error.validator} of {address[:200]}")
