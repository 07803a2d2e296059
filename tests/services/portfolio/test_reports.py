"""What others build on: reports for decisions, a list in an order, questions that do not grow with the holding."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.services.portfolio import test_portfolio as given

from microcred.platform.accounts.models import Account
from microcred.platform.awards import services as awards
from microcred.platform.portfolio import checked, queries, services
from microcred.platform.verifier.intake import Given
from microcred.vc.verdicts import Verdict

pytestmark = pytest.mark.django_db
NOW, LATER = given.NOW, given.LATER
owner, at, amina, award = given.owner, given.at, given.amina, given.award


@pytest.fixture(autouse=True)
def _nothing_is_remembered(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(checked, "_memory", type(checked._memory)(seconds=60.0))
    yield


def test_a_decision_gets_the_report_of_each_accepted_credential(amina: Account, award: given.Award) -> None:
    own, put_away = award(), award()
    award(accepted=False)
    services.archive(actor=amina, public_ids=[put_away], now=NOW)
    kept = services.keep(actor=amina, given=Given(given.foreign(), "w.json"), now=NOW)
    services.keep(actor=amina, given=Given(given.foreign("Bjorn Dal"), "b.json"), now=NOW)
    found = {one.id: (one.elsewhere, one.report.verdict) for one in queries.reports(amina, LATER)}
    assert found == {own: (False, Verdict.HOLDS), kept: (True, Verdict.ISSUER_UNKNOWN)}


def test_a_check_is_made_again_when_the_status_changes_or_its_hour_is_over(
    owner: Account, at: str, amina: Account, award: given.Award, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = [0.0]
    memory = type(checked._memory)(seconds=60.0, monotonic=lambda: clock[0])
    monkeypatch.setattr(checked, "_memory", memory)
    made = award()

    def seen(minutes: int) -> tuple[Verdict, int]:
        (one,) = queries.holdings(amina, NOW + timedelta(minutes=minutes))
        assert one.checked_at is not None
        return one.verdict, int((one.checked_at - NOW).total_seconds() // 60)

    assert seen(1) == (Verdict.HOLDS, 1)
    clock[0] = 50.0
    assert seen(2) == (Verdict.HOLDS, 1)
    clock[0] = 61.0  # asking in between has not made it last
    assert seen(3) == (Verdict.HOLDS, 3)
    awards.revoke(actor=owner, institution=at, public_ids=[made], reason="A slip.", now=NOW)
    assert seen(4) == (Verdict.WITHDRAWN, 4)


def test_a_list_comes_in_the_order_that_was_asked_for(amina: Account, award: given.Award) -> None:
    first, second = award(expires="2027-01-01"), award()
    third = award(expires="2026-12-01")
    entries = queries.holdings(amina, LATER)
    assert [one.id for one in queries.ordered(entries, "ends")] == [third, first, second]
    assert {one.id for one in queries.ordered(entries, "title")} == {first, second, third}


def test_the_profile_of_a_day_knows_nothing_of_what_came_after(amina: Account, award: given.Award) -> None:
    award()
    growth = queries.growth(amina, LATER)
    assert not list(growth.profile(NOW - timedelta(days=200)).held())
    assert list(growth.profile(LATER).held())


@pytest.mark.parametrize("remembered", [False, True], ids=["at first", "again"])
def test_the_database_is_asked_as_often_for_one_credential_as_for_six(
    amina: Account, award: given.Award, remembered: bool
) -> None:
    def asked() -> int:
        if not remembered:
            checked._memory = type(checked._memory)(seconds=60.0)
        else:
            queries.growth(amina, LATER)
        with CaptureQueriesContext(connection) as found:
            queries.growth(amina, LATER).profile()
        return len(found)

    award()
    one = asked()
    for _ in range(5):
        award()
    assert asked() <= one
