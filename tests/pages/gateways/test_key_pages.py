from __future__ import annotations

import re

import pytest
from django.test import Client
from tests.api.site import College, Program, college

pytestmark = pytest.mark.django_db
FORM = {"name": "Student system", "scopes": ["institution:read", "awards:read"], "days": "30"}


@pytest.fixture
def alder() -> College:
    return college("Alder College")


def signed_in(alder: College, role: str = "") -> Client:
    client = Client()
    person = alder.somebody(role) if role else alder.owner
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_a_key_is_shown_once_listed_and_withdrawn(alder: College) -> None:
    client, at = signed_in(alder), f"/o/{alder.public_id}/settings/api"
    assert "Overview" in client.get(at).content.decode()
    answer = client.post(at, FORM).content.decode()
    secret = re.search(r"mck_[\w-]{66}", answer)
    assert secret
    assert Program(secret[0]).get("/institution").status_code == 200
    listed = client.get(at).content.decode()
    assert "Student system" in listed
    assert secret[0] not in listed
    ends = re.search(rf'action="({re.escape(at)}/[\w-]+/withdraw)"', listed)
    assert ends
    client.post(ends[1])
    assert Program(secret[0]).get("/institution").status_code == 401
    assert "Withdrawn" in client.get(at).content.decode()


@pytest.mark.parametrize("wrong", [{"name": ""}, {"scopes": []}, {"days": "9999"}])
def test_a_form_that_is_incomplete_makes_nothing(alder: College, wrong: dict[str, object]) -> None:
    client, at = signed_in(alder), f"/o/{alder.public_id}/settings/api"
    answer = client.post(at, {**FORM, **wrong})
    assert answer.status_code == 422
    assert "mck_" not in answer.content.decode()


@pytest.mark.parametrize(("role", "status"), [("admin", 200), ("author", 403), ("viewer", 403)])
def test_owners_and_administrators_only_see_the_page(alder: College, role: str, status: int) -> None:
    assert signed_in(alder, role).get(f"/o/{alder.public_id}/settings/api").status_code == status


def test_the_settings_lead_there(alder: College) -> None:
    page = signed_in(alder).get(f"/o/{alder.public_id}/settings").content.decode()
    assert f"/o/{alder.public_id}/settings/api" in page
