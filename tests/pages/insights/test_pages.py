"""The page of a portfolio beside demand, its CSV, and what stands there before there is anything."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from tests.services.careers.test_plans import DRAWINGS, SAFETY
from tests.services.insights.test_demand import ask, certify, college, employer

from microcred.platform.accounts.models import Account
from microcred.skills.gap.target import Wanted

LATER = date(2099, 1, 1)
pytestmark = pytest.mark.django_db
__all__ = ["college", "employer"]


@pytest.fixture
def client(college: tuple[Account, str]) -> Client:
    client = Client()
    client.force_login(college[0], backend="django.contrib.auth.backends.ModelBackend")
    return client


def page(client: Client, at: str) -> str:
    answer = client.get(f"/o/{at}/demand")
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_before_anything_is_published_the_page_says_what_will_stand_there(
    client: Client, college: tuple[Account, str]
) -> None:
    assert "Once a micro-credential is published" in page(client, college[1])


def test_without_openings_the_occupations_stand_alone(client: Client, college: tuple[Account, str]) -> None:
    certify(*college, SAFETY, 4)
    shown = page(client, college[1])
    assert "No opening is open here today" in shown
    assert "Occupations that your micro-credentials serve" in shown


def test_the_page_counts_and_the_csv_has_a_line_for_each_skill(
    client: Client, college: tuple[Account, str], employer: tuple[Account, str]
) -> None:
    certify(*college, SAFETY, 4, "=Safety")
    ask(employer, "Roofer", Wanted(SAFETY, True, 3), Wanted(DRAWINGS, True, 3), until=LATER)
    assert "Openings here ask for 2 skills; you certify 1 of them." in page(client, college[1])
    answer = client.get(f"/o/{college[1]}/demand.csv")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert len(rows) == 2
    own = next(row for row in rows if row["address"] == SAFETY)
    assert (own["openings"], own["essential"], own["certified here"]) == ("1", "1", "certified here")
    assert own["micro-credentials"] == "'=Safety"


def test_the_page_of_numbers_leads_there(client: Client, college: tuple[Account, str]) -> None:
    assert (
        f"/o/{college[1]}/demand" in client.get(reverse("awards:numbers", args=[college[1]])).content.decode()
    )
