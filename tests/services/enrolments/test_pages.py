from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
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
    assert "Place held; the invoice is to be paid by" in page
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


def test_staff_make_codes_invite_by_a_sheet_and_form_a_cohort(client: Client) -> None:
    owner, ann = house.person("Ida Storm"), house.person("Ann")
    at = house.institution(owner)
    made = offered(owner, at, price="90")
    page = f"/o/{at}/enrolments/{made}"
    client.force_login(owner)
    assert client.post(f"{page}/vouchers", {"name": "Alumni", "count": "0"}).status_code == 200
    assert client.post(f"{page}/vouchers", {"name": "Alumni", "count": "3"}).status_code == 302
    shown = client.get(f"{page}/vouchers").content.decode()
    sheet = shown.split(f'href="{page}/vouchers/')[1].split('"')[0]
    codes = client.get(f"{page}/vouchers/{sheet}").content.decode("utf-8-sig").splitlines()
    assert (codes[0], len(codes)) == ("code,used", 4)

    people = SimpleUploadedFile("people.csv", f"Name,Email\nAnn,{ann.email}\n".encode())
    assert client.post(f"{page}/invitations", {"sheet": people, "cohort": "Spring"}).status_code == 302
    assert ann.email in client.get(f"{page}/invitations").content.decode()
    wrong = SimpleUploadedFile("people.csv", b"Name,Email\nAnn,nobody\n")
    refused = client.post(f"{page}/invitations", {"sheet": wrong})
    assert "row 2" in str(refused.context["form"].errors["sheet"])

    client.force_login(ann)
    code = codes[1].split(",")[0]
    assert client.post(f"/enrolments/in/{made}", {"voucher": code}).status_code == 302
    client.force_login(owner)
    assert "Spring" in client.get(page).content.decode()
    assert client.post(f"{page}/cohorts", {"name": "Autumn"}).status_code == 200
    [row] = client.get(f"{page}/cohorts").context["rows"]
    moved = client.post(f"{page}/cohorts", {"name": "Autumn", "enrolment": row.public_id})
    assert moved.status_code == 302
    assert "Autumn" in client.get(page).content.decode()


@pytest.mark.parametrize("tool", ["vouchers", "invitations", "cohorts"])
def test_who_does_not_manage_enrolments_has_no_tools(client: Client, tool: str) -> None:
    owner = house.person("Ida Storm")
    at = house.institution(owner)
    made = offered(owner, at)
    client.force_login(house.member(at, "Vera", "viewer"))
    assert tool not in client.get(f"/o/{at}/enrolments/{made}").content.decode()
    assert client.get(f"/o/{at}/enrolments/{made}/{tool}").status_code == 403
    client.force_login(house.person("Stranger"))
    assert client.get(f"/o/{at}/enrolments/{made}/{tool}").status_code == 404
