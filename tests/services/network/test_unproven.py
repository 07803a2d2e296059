"""An award that is dated back before a withdrawal: undecided for the reader, and noted in the log once."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from tests import house

from microcred.platform.accounts.models import Account
from microcred.platform.awards import services as awards
from microcred.platform.awards.identity import Identity
from microcred.platform.credentials.services import stored_form
from microcred.platform.institutions.access import by_public_id
from microcred.platform.journal import services as journal
from microcred.platform.journal.models import Entry
from microcred.platform.journal.queries import history, verify_chain
from microcred.platform.network import services
from microcred.platform.network.scope import Branch, Scope
from microcred.platform.network.scope.branches import ISCED_F
from microcred.platform.network.services import unproven

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 5, 14, 9, 30, tzinfo=UTC)
DAY = timedelta(days=1)


@dataclass
class Withdrawn:
    """A college whose right was withdrawn a day after `NOW`; `sound` is what it awarded before that."""

    ida: Account
    accreditor: str
    college: str
    right: str
    sound: bytes

    def dated_back(self, name: str) -> bytes:
        """What it signs after the withdrawal, with the date of before."""
        design = house.published(self.ida, self.college, name=name)
        return _award(self.ida, design)


def _award(actor: Account, design: str) -> bytes:
    made = awards.award_one(
        actor=actor,
        achievement=design,
        values={"name": "Ida Storm", "email": "ida@learners.example"},
        identity=Identity(),
        now=NOW,
    )
    return bytes(stored_form(made).body)


@pytest.fixture
def college() -> Withdrawn:
    ida = house.person()
    accreditor, college = house.institution(ida, "Anchor"), house.institution(ida, "College")
    services.list_accreditor(actor=None, did=by_public_id(accreditor).did, name="Anchor", now=NOW)
    scope = Scope("certify", NOW, NOW + 900 * DAY, (Branch(f"{ISCED_F}00", "generic"),), 3, 6)
    right = services.give(actor=ida, giver=accreditor, holder=college, scope=scope, now=NOW)
    sound = _award(ida, house.published(ida, college))
    services.withdraw(actor=ida, public_id=right, reason="The audit was failed.", now=NOW + DAY)
    return Withdrawn(ida, accreditor, college, right, sound)


def shown(body: bytes, address: str = "/verify.json") -> str:
    answer = Client().post(address, {"text": body.decode()})
    assert answer.status_code == 200
    return answer.content.decode()


def told() -> list[Entry]:
    return list(Entry.objects.filter(kind=unproven.KIND))


def test_it_is_undecided_and_noted_once_for_the_accreditor_whichever_way_it_is_checked(
    college: Withdrawn,
) -> None:
    body = college.dated_back("Made up later")
    found = json.loads(shown(body))["accreditation"]
    assert (found["outcome"], found["reason"]) == ("undecided", unproven.UNPROVEN)
    said = shown(body, "/verify")
    assert "no signed log shows that the award was earlier" in said
    [entry] = told()
    assert entry.institution == by_public_id(college.accreditor).pk
    assert entry.actor is None
    assert json.loads(entry.body)["right"] == college.right
    journal.seal()
    assert verify_chain().problem == ""
    assert history(by_public_id(college.accreditor).pk)[0].kind == unproven.KIND


def test_nothing_of_the_person_or_the_credential_stands_in_the_entry(college: Withdrawn) -> None:
    body = college.dated_back("Made up later")
    shown(body)
    [entry] = told()
    document = json.loads(body)
    assert document["id"].rpartition(":")[2] not in entry.body
    assert "Storm" not in entry.body


def test_an_award_whose_hash_stood_in_the_log_before_is_not_noted(college: Withdrawn) -> None:
    found = json.loads(shown(college.sound))["accreditation"]
    assert (found["outcome"], found["reason"]) == ("passed", "withdrawn later")
    assert told() == []


def test_what_was_changed_after_signing_is_not_noted(college: Withdrawn) -> None:
    body = college.dated_back("Made up later").replace(b"Made up later", b"Made up since")
    assert json.loads(shown(body))["verdict"] == "not-genuine"
    assert told() == []


def test_the_log_cannot_be_filled_by_showing_many(
    college: Withdrawn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unproven, "MOST", 2)
    for name in ("One", "Two", "Three"):
        shown(college.dated_back(name))
    assert len(told()) == 2
