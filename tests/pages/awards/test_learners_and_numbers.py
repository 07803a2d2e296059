"""Who was awarded, and how many: for the members of the institution and nobody else."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime

import pytest
from django.test import Client
from tests import house

from microcred.platform.accounts.models import Account
from microcred.platform.awards import services
from microcred.platform.awards.identity import Identity
from microcred.platform.awards.models import Award

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 5, 14, 9, 30, tzinfo=UTC)
MODEL_BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def owner() -> Account:
    return house.person()


@pytest.fixture
def at(owner: Account) -> str:
    return house.institution(owner)


def award(owner: Account, achievement: str, name: str) -> str:
    values = {"name": name, "email": f"{name.lower()}@learners.example"}
    return services.award_one(
        actor=owner, achievement=achievement, values=values, identity=Identity(), now=NOW
    )


def signed_in(account: Account) -> Client:
    client = Client()
    client.force_login(account, backend=MODEL_BACKEND)
    return client


@pytest.fixture
def three(owner: Account, at: str) -> list[str]:
    """Two awards of Amina's, one of which she accepted, and one of Bjorn's that was corrected."""
    talk = house.published(owner, at)
    chair = house.published(owner, at, texts={"en": house.content("Chairing a meeting").texts["en"]})
    made = [award(owner, talk, "Amina"), award(owner, chair, "Amina"), award(owner, talk, "Bjorn")]
    services.accept(
        actor=house.person("Amina", "amina@learners.example"), public_id=made[0], now=NOW, visibility="link"
    )
    services.correct(actor=owner, public_id=made[2], values={"name": "Björn"}, now=NOW)
    return made


def test_each_person_stands_once_with_what_they_hold(owner: Account, at: str, three: list[str]) -> None:
    answer = signed_in(owner).get(f"/o/{at}/learners/")
    rows = {row.name: (row.awards, row.accepted, row.waiting) for row in answer.context["rows"]}
    assert rows == {"Amina": (2, 1, 1), "Björn": (1, 0, 1)}
    found = signed_in(owner).get(f"/o/{at}/learners/", {"text": "bjorn@"})
    assert [row.name for row in found.context["rows"]] == ["Björn"]


def test_a_person_s_page_lists_what_was_corrected_too(owner: Account, at: str, three: list[str]) -> None:
    person = Award.objects.get(pk=three[2]).person
    answer = signed_in(owner).get(f"/o/{at}/learners/{person}")
    assert [row.reason for row in answer.context["rows"]].count("superseded") == 1
    assert len(answer.context["rows"]) == 2


def test_numbers_count_an_award_once_whoever_corrected_it(owner: Account, at: str, three: list[str]) -> None:
    answer = signed_in(owner).get(f"/o/{at}/numbers/")
    found = answer.context["found"]
    assert (found.awarded, found.accepted, found.waiting, found.people) == (3, 1, 2, 2)
    rows = list(csv.reader(io.StringIO(signed_in(owner).get(f"/o/{at}/numbers/export.csv").content.decode())))
    assert sorted(row[1:3] for row in rows[1:]) == [["1", "0"], ["2", "1"]]


def test_the_months_without_awards_stand_there_too(owner: Account, at: str, three: list[str]) -> None:
    from microcred.platform.awards import queries

    months = queries.numbers(owner, at, NOW).months
    assert len(months) == 12
    assert months[-1][1] == 3
    assert sum(count for _, count in months[:-1]) == 0


def test_an_institution_that_awarded_nothing_is_told_where_to_begin(owner: Account, at: str) -> None:
    for page in ("learners", "numbers"):
        answer = signed_in(owner).get(f"/o/{at}/{page}/")
        assert answer.status_code == 200
        assert f"/o/{at}/awards/sheets/new" in answer.content.decode()


@pytest.mark.parametrize("page", ["learners/", "learners/x", "numbers/", "numbers/export.csv"])
def test_strangers_and_visitors_see_nothing_of_it(at: str, page: str) -> None:
    assert Client().get(f"/o/{at}/{page}").status_code == 302
    assert signed_in(house.person("Stranger")).get(f"/o/{at}/{page}").status_code in {403, 404}
