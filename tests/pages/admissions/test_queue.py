"""The queue as registrars use it: what waits, page by page, and cases given to somebody."""

from __future__ import annotations

import html
import re

import pytest
from tests import house
from tests.pages.admissions.test_credits import signed_in, text_of
from tests.services.admissions.test_assigning import house_of_two

from microcred.platform.admissions.pages import queue

pytestmark = pytest.mark.django_db


def test_cases_are_chosen_and_given_to_a_colleague_and_the_filter_stays() -> None:
    here, ruth, cases = house_of_two(3)
    staff = signed_in(here.registrar)
    address = f"/o/{here.at}/cases/"
    assert "3 applications wait. 3 are overdue. Nobody has taken on 3." in _plain(text_of(staff, address))
    sent = {"case": cases[:2], "to": str(ruth.pk)}
    answer = staff.post(f"{address}assign?with=nobody", sent, follow=True)
    page = html.unescape(answer.content.decode())
    assert answer.request["QUERY_STRING"] == "with=nobody"
    assert "2 cases are assigned." in page
    assert page.count("Choose the case of") == 1
    answer = staff.post(f"{address}assign", {"case": cases[:1], "to": "nobody"}, follow=True)
    assert "1 case is back in the queue." in html.unescape(answer.content.decode())
    answer = staff.post(f"{address}assign", {"to": "nobody"}, follow=True)
    assert "Choose the cases first." in html.unescape(answer.content.decode())


def test_a_long_queue_has_pages_and_keeps_its_filters(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queue, "ROWS", 2)
    here, _ruth, _cases = house_of_two(3)
    staff = signed_in(here.registrar)
    first = text_of(staff, f"/o/{here.at}/cases/?with=nobody")
    assert "?with=nobody&page=2" in first
    assert text_of(staff, f"/o/{here.at}/cases/?with=nobody&page=2").count("Choose the case of") == 1


def test_who_may_only_look_is_offered_nothing_to_choose() -> None:
    here, _ruth, _cases = house_of_two()
    viewer = signed_in(house.member(here.at, "Vera Lind", "viewer"))
    assert "Choose the case of" not in text_of(viewer, f"/o/{here.at}/cases/")


def _plain(page: str) -> str:
    return " ".join(re.sub("<[^>]+>", " ", page).split())
