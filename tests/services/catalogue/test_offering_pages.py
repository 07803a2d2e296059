from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from tests import house

from microcred.platform.catalogue import queries

pytestmark = pytest.mark.django_db


def days(**changes: Any) -> dict[str, Any]:
    day = timezone.localdate()
    return {
        "kind": "assessed",
        "language": "en",
        "mode": "online",
        "currency": "EUR",
        "starts_on": day + timedelta(10),
        "ends_on": day + timedelta(60),
        **changes,
    }


def test_an_offering_goes_from_draft_to_published_to_closed(client: Client) -> None:
    owner = house.person()
    at = house.institution(owner)
    one = house.published(owner, at)
    client.force_login(owner)
    assert client.get(f"/o/{at}/offerings/").status_code == 200
    assert client.get(f"/o/{at}/offerings/new?achievement={one}").status_code == 200
    made = client.post(f"/o/{at}/offerings/new", days(achievement=one, price="90.50", places="2"))
    assert made.status_code == 302
    page = made["Location"]
    public_id = page.rsplit("/", 1)[-1]
    assert queries.offering(public_id) is None
    assert client.get(f"/find/{public_id}").status_code == 404
    client.post(f"{page}/step", {"what": "publish"})
    assert client.get(f"/find/{public_id}").status_code == 200
    client.post(page, days(title="Evenings", price="", requires=[one]))
    found = queries.offering(public_id)
    assert found is not None
    assert (found.name, found.price, found.places, found.requires) == ("Evenings", 0, None, (one,))
    client.post(f"{page}/step", {"what": "close"})
    assert "cannot be changed any more" in client.get(page).content.decode()
    assert "Evenings" in client.get(f"/o/{at}/offerings/").content.decode()


def test_it_can_lead_to_what_another_institution_certifies(client: Client) -> None:
    teacher, certifier = house.person(), house.person("Ove Lind")
    at, body = house.institution(teacher), house.institution(certifier, "Assay Office")
    theirs = house.published(certifier, body)
    house.agreed(certifier, body, teacher, at)
    client.force_login(teacher)
    made = client.post(
        f"/o/{at}/offerings/new", days(achievement="elsewhere", elsewhere=f"http://testserver/m/{theirs}")
    )
    assert made.status_code == 302
    [found] = queries.offerings_of(teacher, at)
    assert (found.certifier_name, found.state) == ("Assay Office", "draft")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"achievement": ""}, "achievement"),
        ({"achievement": "elsewhere", "elsewhere": "https://example.org/"}, "elsewhere"),
        ({"ends_on": "2020-01-01"}, "ends_on"),
        ({"apply_by": "2199-01-01"}, "apply_by"),
        ({"price": "-1"}, "price"),
        ({"achievement": "elsewhere", "elsewhere": "/m/0000000000000000000000"}, "__all__"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(client: Client, changes: dict[str, str], field: str) -> None:
    owner = house.person()
    at = house.institution(owner)
    one = house.published(owner, at)
    client.force_login(owner)
    answer = client.post(f"/o/{at}/offerings/new", days(**{"achievement": one, **changes}))
    assert field in answer.context["form"].errors


def test_only_its_institution_writes_at_an_offering(client: Client) -> None:
    owner, stranger = house.person(), house.person("Stranger")
    at = house.institution(owner)
    house.institution(stranger, "Other House")
    one = house.published(owner, at)
    client.force_login(owner)
    page = client.post(f"/o/{at}/offerings/new", days(achievement=one))["Location"]
    client.force_login(stranger)
    assert client.get(page).status_code == 404
    assert client.get(f"/o/{at}/offerings/").status_code == 404
    client.post(f"{page}/step", {"what": "publish"})
    [found] = queries.offerings_of(owner, at)
    assert found.state == "draft"
