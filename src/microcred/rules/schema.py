"""The JSON Schema of the rule language, made from the model."""

from __future__ import annotations

from typing import Any

from microcred.rules.model.rule import Rule

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def json_schema() -> dict[str, Any]:
    """The schema (draft 2020-12) of a rule as JSON. It says the shape; `reading` checks the rest."""
    return {"$schema": DIALECT, **Rule.model_json_schema(by_alias=True)}
