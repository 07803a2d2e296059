from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from tests import house

from microcred.platform.catalogue import services as catalogue
from microcred.platform.catalogue.offered import OfferingTerms

pytestmark = pytest.mark.django_db


def offered(owner: Any, at: str, **terms: Any) -> str:
    day = timezone.localdate()
    value = {"title": "Evenings", "starts_on": day + timedelta(9), "ends_on": day + timedelta(60), **terms}
    made = catalogue.draft_offering(
        actor=owner,
        institution=at,
        achievement=house.published(owner, at),
        terms=OfferingTerms.read(value),
        now=timezone.now(),
    )
    catalogue.publish_offering(actor=owner, public_id=made, now=timezone.now())
    return made


def test_a_learner_enrols_waits_for_the_invoice_and_withdraws(client: Client) -> None:
    owner, ann = house.person("Ida Storm"), house.person("Ann")
    at = house.institution(owner)
    made = offered(owner, at, price="90")
    client.force_login(ann)
    assert client.get("/enrolments").status_code == 200
    assert client.post(f"/enrolments/in/{made}", {}).status_code == 422
    assert client.post(f"/enrolments/in/{made}", {"pay": "invoice"}).status_code == 302
    page = client.get("/enrolments").content.decode()
    assert "Place held until the invoice is paid" in page
    assert client.get(f"/o/{at}/enrolments").status_code == 404
    client.force_login(owner)
    assert "Ann" in client.get(f"/o/{at}/enrolments/{made}").content.decode()
    invoices = client.get(f"/o/{at}/enrolments/invoices").content.decode()
    paid = invoices.split(f'action="/o/{at}/enrolments/invoices/')[1].split("/")[0]
    assert client.post(f"/o/{at}/enrolments/invoices/{paid}/paid").status_code == 302
    assert client.get(f"/o/{at}/enrolments").status_code == 200
    client.force_login(ann)
    withdraw = client.get("/enrolments").content.decode().split('action="')[1].split('"')[0]
    client.force_login(owner)
    assert client.post(withdraw).status_code == 404
    client.force_login(ann)
    assert client.post(withdraw).status_code == 302
