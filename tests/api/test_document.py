from __future__ import annotations

from typing import Any

import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from django.test import Client
from hypothesis import HealthCheck, Phase, settings
from jsonschema import Draft202012Validator
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from tests.api.site import College

from microcred.platform.gateways.api.document import document, operations
from microcred.platform.gateways.scopes import Scope
from microcred.platform.institutions.roles import Role

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
schema: Any = schemathesis.openapi.from_dict(document())
schema.app = get_wsgi_application()


def test_the_document_is_openapi_3_1_and_every_part_of_it_is_there(client: Client) -> None:
    answer = client.get("/api/v1/openapi.json")
    made = answer.json()
    assert made == document()
    assert made["openapi"].startswith("3.1")
    names = [one["operationId"] for _, _, one in operations()]
    assert len(names) == len(set(names)) == 55
    for schema_ in made["components"]["schemas"].values():
        Draft202012Validator.check_schema(schema_)
    for reference in _references(made):
        place = made
        for step in reference.removeprefix("#/").split("/"):
            place = place[step]


def test_every_operation_says_its_scope_and_roles_or_is_for_everybody() -> None:
    for _, path, said in operations():
        if said["x-scope"]:
            assert said["x-scope"] in Scope.values
            assert set(said["x-roles"]) <= set(Role.values)
            assert said["x-roles"]
            assert said["security"] == [{"KeyAuth": []}]
        else:
            assert path.split("/")[3] in ("verify", "status")


@pytest.mark.django_db
def test_the_page_to_read_names_every_address_and_fetches_nothing(client: Client) -> None:
    page = client.get("/api/v1/").content.decode()
    for _, path, said in operations():
        assert path in page
        assert said["x-scope"] in page
    assert 'src="http' not in page


@pytest.mark.django_db
def test_each_refusal_has_a_page(client: Client, alder: College) -> None:
    refused = alder.program().get("/awards/nothing").data
    page = client.get(refused["type"])
    assert page.status_code == 200
    assert refused["code"] in page.content.decode()
    assert client.get("/api/v1/problems/no.such").status_code == 404


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/nowhere", 404, "api.not-found"),
        ("DELETE", "/awards", 405, "api.method"),
        ("POST", "/institution", 405, "api.method"),
    ],
)
def test_an_address_or_method_that_is_none_is_refused_as_a_problem(
    alder: College, method: str, path: str, status: int, code: str
) -> None:
    answer = alder.program().send(method, path)
    assert (answer.status_code, answer.data["code"]) == (status, code)
    assert answer["Content-Type"] == "application/problem+json"
    assert ("Allow" in answer) == (status == 405)


@pytest.mark.django_db(transaction=True)
@schema.parametrize()
@settings(
    max_examples=5,
    derandomize=True,
    database=None,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_every_answer_is_one_that_the_document_describes(case: Any, _key: str) -> None:
    headers = {"Authorization": f"Bearer {_key}"}
    case.call_and_validate(headers=headers, checks=CHECKS)


@pytest.fixture
def _key(transactional_db: None, settings: Any) -> str:
    from tests.api.site import college

    settings.API_PER_MINUTE = settings.VERIFY_PER_MINUTE = 0
    return college("Alder College").key()


def _references(value: Any) -> list[str]:
    if isinstance(value, dict):
        own = [value["$ref"]] if isinstance(value.get("$ref"), str) else []
        return own + [found for one in value.values() for found in _references(one)]
    if isinstance(value, list):
        return [found for one in value for found in _references(one)]
    return []
