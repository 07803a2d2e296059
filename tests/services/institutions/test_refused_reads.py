"""Who asks for what is another institution's finds nothing, and the log says so, within bounds."""

from __future__ import annotations

import json
from datetime import datetime, timedelta

import pytest
from django.test import Client
from tests import house
from tests.api.site import college

from microcred.platform.accounts.models import Account
from microcred.platform.institutions import services
from microcred.platform.institutions.access import NotFound, by_public_id, require
from microcred.platform.institutions.models import RefusedRead
from microcred.platform.institutions.services import refusing
from microcred.platform.journal import services as journal
from microcred.platform.journal.models import Entry
from microcred.platform.journal.queries import verify_chain

pytestmark = pytest.mark.django_db
KIND = "institutions.AccessRefused"


def told() -> list[tuple[int | None, int | None, str]]:
    rows = Entry.objects.filter(kind=KIND).order_by("pk")
    return [(one.actor, one.institution, json.loads(one.body)["address"]) for one in rows]


def asks(actor: Account, institution: str, now: datetime) -> bool:
    with pytest.raises(NotFound) as refused:
        require(actor, by_public_id(institution), ("owner",))
    return services.note_refused_read(actor=actor, error=refused.value, address="network:rights", now=now)


@pytest.mark.parametrize("path", ["rights/", "settings", "assess/", "awards/", "offerings/"])
def test_a_page_of_another_institution_is_refused_and_logged_once(path: str) -> None:
    alder = house.institution(house.person("Orla Keane"), "Alder College")
    stranger = house.person("Un Known")
    house.institution(stranger, "Birch City College")
    client = Client()
    client.force_login(stranger, backend="django.contrib.auth.backends.ModelBackend")
    for _ in range(3):
        assert client.get(f"/o/{alder}/{path}").status_code == 404
    [(actor, institution, address)] = told()
    assert (actor, institution) == (stranger.pk, by_public_id(alder).pk)
    assert address.partition(":")[1] == ":"
    journal.seal()
    assert verify_chain().problem == ""


def test_a_program_that_asks_for_another_institutions_is_refused_and_logged() -> None:
    alder, birch = college("Alder College"), college("Birch City College")
    design = alder.design()
    answer = birch.program().get(f"/micro-credentials/{design}")
    assert answer.status_code == 404
    [(actor, institution, _)] = told()
    assert (actor, institution) == (birch.owner.pk, by_public_id(alder.public_id).pk)


def test_what_is_nowhere_and_what_ones_own_role_does_not_include_is_not_logged() -> None:
    alder = house.institution(house.person("Orla Keane"), "Alder College")
    viewer = house.member(alder, "Vic Reader", "viewer")
    client = Client()
    client.force_login(viewer, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get("/o/nowhere/rights/").status_code == 404
    assert client.get(f"/o/{alder}/rights/give").status_code == 403
    assert Client().get(f"/o/{alder}/rights/").status_code == 302
    assert told() == []


def test_the_log_cannot_be_filled_by_asking(now: datetime) -> None:
    owner, stranger = house.person("Orla Keane"), house.person("Un Known")
    many = [house.institution(owner, f"College {n}") for n in range(refusing.MOST + 3)]
    noted = [asks(stranger, one, now) for _ in range(2) for one in many]
    assert noted.count(True) == len(told()) == refusing.MOST
    assert asks(stranger, many[0], now + timedelta(days=1))
    assert RefusedRead.objects.count() == 1
