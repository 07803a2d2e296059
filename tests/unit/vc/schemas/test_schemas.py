"""A credential keeps to the schema that it names, where that is at hand; none is fetched."""

from __future__ import annotations

from typing import Any

import pytest
from tests.unit.vc.examine import institution as college

from microcred import vc
from microcred.vc.checks import Step
from microcred.vc.outcomes import Outcome
from microcred.vc.schemas import NoSchemas, SchemaUnusable, SchemaViolated, StaticSchemas, check_schemas

ADDRESS = "https://alder.example/schemas/badge.json"
NAMED = {"id": ADDRESS, "type": "1EdTechJsonSchemaValidator2019"}
SCHEMA = {
    "$schema": "https://json-schema.org/draft/2019-09/schema#",
    "type": "object",
    "required": ["name"],
    "properties": {"name": {"type": "string", "maxLength": 12}},
}


@pytest.mark.parametrize("kind", ["JsonSchema", "1EdTechJsonSchemaValidator2019", ["JsonSchema"]])
def test_a_document_that_keeps_to_its_schema_passes(kind: Any) -> None:
    document = {"name": "Short", "credentialSchema": {"id": ADDRESS, "type": kind}}
    assert check_schemas(document, StaticSchemas({ADDRESS: SCHEMA})) == [ADDRESS]


@pytest.mark.parametrize("changes", [{"name": "A name that is too long"}, {"name": 7}, {"title": "x"}])
def test_a_document_that_breaks_its_schema_fails(changes: dict[str, Any]) -> None:
    with pytest.raises(SchemaViolated):
        check_schemas({**changes, "credentialSchema": [NAMED]}, StaticSchemas({ADDRESS: SCHEMA}))


@pytest.mark.parametrize(
    "named",
    [None, [], "text", {"id": 7, "type": "JsonSchema"}, {"id": ADDRESS, "type": "ShaclValidator2017"}],
)
def test_a_schema_of_another_kind_is_not_asked_about(named: object) -> None:
    assert check_schemas({"credentialSchema": named}, StaticSchemas({ADDRESS: SCHEMA})) == []


def test_a_schema_that_is_not_at_hand_is_not_asked_about() -> None:
    assert check_schemas({"credentialSchema": [NAMED]}, NoSchemas()) == []


@pytest.mark.parametrize(
    "schema",
    [
        {"type": "nonsense"},
        {"$ref": "https://elsewhere.example/schema.json"},
        {"properties": {"name": {"$ref": "#/definitions/missing"}}},
    ],
)
def test_a_schema_that_cannot_be_used_leaves_it_open(schema: dict[str, Any]) -> None:
    with pytest.raises(SchemaUnusable):
        check_schemas({"name": "x", "credentialSchema": [NAMED]}, StaticSchemas({ADDRESS: schema}))


@pytest.mark.parametrize(
    ("schema", "outcome", "code"),
    [
        ({"required": ["name"]}, Outcome.PASSED, "kind.credential"),
        ({"required": ["nickname"]}, Outcome.FAILED, "schema.violated"),
        ({"type": "nonsense"}, Outcome.UNDECIDED, "schema.unusable"),
        (None, Outcome.PASSED, "kind.credential"),
    ],
)
def test_the_first_step_tells_what_the_schema_says(
    schema: dict[str, Any] | None, outcome: Outcome, code: str
) -> None:
    content = {**college.badge(), "name": "Badge", "credentialSchema": [NAMED]}
    content["@context"] = [*content["@context"], "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"]
    schemas = StaticSchemas({} if schema is None else {ADDRESS: schema})
    report = vc.examine(college.signed(content), at=college.AT, resolver=college.resolver(), schemas=schemas)
    check = report.check(Step.KIND)
    assert (check.outcome, check.code) == (outcome, code)
    assert ADDRESS in check.detail
    assert (report.check(Step.PROOF).outcome is Outcome.PASSED) == (outcome is not Outcome.FAILED)


def test_a_document_of_very_many_parts_is_left_open() -> None:
    """A schema is compared value by value: what takes long is not begun."""
    document = {"many": [0] * 20_001, "credentialSchema": [NAMED]}
    with pytest.raises(SchemaUnusable):
        check_schemas(document, StaticSchemas({ADDRESS: SCHEMA}))


def test_another_schema_at_the_same_address_is_another() -> None:
    document = {"name": "Short", "credentialSchema": [NAMED]}
    assert check_schemas(document, StaticSchemas({ADDRESS: SCHEMA})) == [ADDRESS]
    with pytest.raises(SchemaViolated):
        check_schemas(document, StaticSchemas({ADDRESS: {**SCHEMA, "required": ["title"]}}))
