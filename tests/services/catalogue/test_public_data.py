"""What everybody reads of a micro-credential: Annex I on its page and in its data, and the comparison."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from html import unescape
from typing import Any

import pytest
from django.test import Client
from tests import house
from tests.services.catalogue.test_finding import COMING
from tests.services.catalogue.test_offerings import offered

from microcred.platform.catalogue import comparison, queries

pytestmark = pytest.mark.django_db

WORDS = {
    **house.content().texts["en"].model_dump(),
    "prerequisites": ["Has spoken before ten people"],
    "description": "Talks </script><b>that</b> land & stay.",
}
STATED: dict[str, Any] = {
    "texts": {"en": WORDS},
    "page": "https://school.example/talks",
    "stacks_into": "https://school.example/diploma",
    "stacks_into_name": "Diploma in speaking",
    "validity_months": 36,
}
SNB = "http://data.europa.eu/snb/"
ANNEX_I: dict[str, tuple[str, tuple[object, ...]]] = {
    "title": ("Presenting to an audience", ("name",)),
    "country of the issuer": ("IE", ("recognizedBy", "address", "addressCountry")),
    "awarding body": ("Alder College", ("recognizedBy", "name")),
    "learning outcomes": ("Structure a talk around one message", ("teaches", 0)),
    "workload in credits": ("2 ECTS", (f"{SNB}education-credit/6fcec5c5af",)),
    "workload in hours": (
        "50 hours",
        ("http://publications.europa.eu/resource/authority/measurement-unit/HUR",),
    ),
    "level": ("EQF level 5", (f"{SNB}eqf/5",)),
    "type of assessment": ("Oral examination", (f"{SNB}assessment/d30284d7df",)),
    "form of participation": ("Blended", (f"{SNB}learning-assessment/e92d221e4d",)),
    "quality assurance": ("Quality-assured institution", (f"{SNB}accreditation/bb4618238e",)),
    "prerequisites": ("Has spoken before ten people", ("ceterms:entryCondition",)),
    "supervision and identity": (
        "Supervised on site, identity verified",
        (f"{SNB}supervision-verification/25831c2",),
    ),
    "stackability": ("Diploma in speaking", ("https://school.example/diploma",)),
    "further information": ("https://school.example/talks", ("subjectOf",)),
}
"""Each element that is stated before somebody earns it: on the page, and where in the data."""

IN_WORDS = {"IE": "Ireland"}
"""What stands as a code in the data and in words on the page."""


def _published() -> tuple[Any, str, str]:
    owner = house.person()
    at = house.institution(owner)
    return owner, at, house.published(owner, at, **STATED)


def _block(page: str) -> dict[str, Any]:
    [text] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.S)
    found: dict[str, Any] = json.loads(text)
    return found


def _at(data: Any, place: tuple[object, ...]) -> object:
    rows = data["educationalAlignment"]
    if len(place) == 1 and place[0] not in data:
        return next(
            row["targetName"] for row in rows if place[0] in (row["targetUrl"], row.get("alignmentType"))
        )
    for part in place:
        data = data[part]
    return data


@pytest.mark.parametrize(("said", "place"), ANNEX_I.values(), ids=ANNEX_I)
def test_each_element_of_annex_i_stands_on_the_page_and_in_the_data(
    client: Client, said: str, place: tuple[object, ...]
) -> None:
    _, _, achievement = _published()
    page = unescape(client.get(f"/m/{achievement}").content.decode())
    body = page.split("<main", 1)[1]
    shown = IN_WORDS.get(said, said)
    assert shown in body or shown.removeprefix("EQF ").capitalize() in body
    assert _at(client.get(f"/m/{achievement}.json").json(), place) == said


def test_the_data_in_the_page_are_those_of_its_json_and_of_its_linked_address(client: Client) -> None:
    owner, at, achievement = _published()
    offering = offered(owner, at, achievement, **COMING)
    for page in (f"/m/{achievement}", f"/find/{offering}"):
        html = client.get(page).content.decode()
        data = client.get(f"{page}.json")
        assert data["Content-Type"] == "application/ld+json"
        assert _block(html) == data.json()
        assert f'href="{page}.json"' in html
        assert client.get(page, headers={"accept": "application/ld+json"}).json() == data.json()


def test_words_of_people_cannot_end_the_block_of_data(client: Client) -> None:
    _, _, achievement = _published()
    answer = client.get(f"/m/{achievement}")
    assert _block(answer.content.decode())["description"] == WORDS["description"]
    assert "</script><b>" not in answer.content.decode()
    assert "unsafe-inline" not in answer["Content-Security-Policy"]


def test_an_offering_is_a_course_of_one_run_that_leads_to_the_credential(client: Client) -> None:
    owner, at, achievement = _published()
    made = offered(
        owner, at, achievement, title="Evenings", price="90", mode="onsite", place="Cork", places=12, **COMING
    )
    data = client.get(f"/find/{made}.json").json()
    run, leads_to = data["hasCourseInstance"], data["educationalCredentialAwarded"]
    assert (data["@type"], data["name"], data["provider"]["name"]) == ("Course", "Evenings", "Alder College")
    assert (data["offers"]["price"], data["offers"]["priceCurrency"]) == ("90.00", "EUR")
    assert (run["courseWorkload"], run["location"]["name"], run["maximumAttendeeCapacity"]) == (
        "PT4H30M",
        "Cork",
        12,
    )
    assert data["numberOfCredits"] == {"@type": "StructuredValue", "value": "2", "unitText": "ECTS"}
    assert data["coursePrerequisites"] == ["Has spoken before ten people"]
    credential = client.get(f"/m/{achievement}.json").json()
    assert {"@context": "https://schema.org", **leads_to} == credential


@pytest.mark.parametrize(
    ("kind", "there", "absent"),
    [("course", "teaches", "assesses"), ("assessment", "assesses", "teaches")],
)
def test_what_only_teaches_assesses_nothing_and_the_other_way_round(
    client: Client, kind: str, there: str, absent: str
) -> None:
    owner, at, achievement = _published()
    data = client.get(f"/find/{offered(owner, at, achievement, kind=kind, **COMING)}.json").json()
    assert there in data and absent not in data


def test_a_page_of_a_micro_credential_lists_the_open_offerings_that_lead_to_it(client: Client) -> None:
    owner, at, achievement = _published()
    assert "No offering leads to it now" in client.get(f"/m/{achievement}").content.decode()
    made = offered(owner, at, achievement, title="Evenings", **COMING)
    offered(owner, at, achievement, title="Long over")
    page = client.get(f"/m/{achievement}").content.decode()
    assert f'href="/find/{made}"' in page and "Long over" not in page


COMPARED = {
    "What it is": ("Course with assessment", "Assessment only"),
    "Taught by": ("Alder College", "Alder College"),
    "Certified by": ("Alder College", "Alder College"),
    "Skills": ("conduct public presentations", "conduct public presentations"),
    "Level": ("EQF 5", "EQF 5"),
    "Workload": ("2 ECTS, 50 hours", "2 ECTS, 50 hours"),
    "Hours a week": ("4.5", "4.5"),
    "Price": ("149.50 EUR", "free"),
    "Language": ("English", "French"),
    "Mode": ("Online", "On site"),
    "Place": ("", "Cork"),
    "Start": ("2 March 2099", "2 March 2099"),
    "End": ("26 April 2099", "26 April 2099"),
    "Apply by": ("", ""),
    "Places": ("12", "12"),
    "Assessment": ("Oral examination", "Oral examination"),
    "Supervision": ("Supervised on site, identity verified", "Supervised on site, identity verified"),
    "Quality assurance": ("Quality-assured institution", "Quality-assured institution"),
    "Stacking": (
        "Can be stacked towards another credential: Diploma in speaking",
        "Can be stacked towards another credential: Diploma in speaking",
    ),
    "Prerequisites": ("Has spoken before ten people", "Has spoken before ten people"),
    "To enrol": ("open", "open"),
}


def test_two_offerings_side_by_side_say_the_same_things_in_the_same_rows(client: Client) -> None:
    owner, at, achievement = _published()
    days = {"starts_on": "2099-03-02", "ends_on": "2099-04-26", "apply_by": None}
    ids = [
        offered(owner, at, achievement, **days),
        offered(
            owner,
            at,
            achievement,
            kind="assessment",
            price="0",
            language="fr",
            mode="onsite",
            place="Cork",
            **days,
        ),
    ]
    found = [one for one in map(queries.offering, ids) if one]
    rows = comparison.rows(found, datetime(2026, 3, 1, tzinfo=UTC))
    assert {row.label: tuple(row.values) for row in rows} == {
        label: values for label, values in COMPARED.items() if any(values)
    }
    assert {row.label for row in rows if row.differs} == {
        label for label, (one, other) in COMPARED.items() if one != other
    }
    page = client.get("/find/compare", {"o": [*ids, ids[0], "gone"]}).content.decode()
    assert page.count('<th scope="col">') == 2 and "not stated" in page


def test_a_facet_with_many_values_shows_twelve_and_all_of_them_at_a_wish(client: Client) -> None:
    owner = house.person()
    at = house.institution(owner)
    one = house.published(owner, at)
    for n in range(15):
        offered(owner, at, one, place=f"Place {n:02}", **COMING)
    few = client.get("/find").content.decode()
    assert few.count('name="place"') == 12 and "Show 3 more" in few
    assert client.get("/find", {"all": "place"}).content.decode().count('name="place"') == 15
    chosen = client.get("/find", {"place": ["Place 14", "Nowhere"]}).content.decode()
    assert 'value="Place 14" checked' in chosen and 'value="Nowhere" checked' in chosen
