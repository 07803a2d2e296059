"""The enrol page: how to pay, what is missing and the way out; and what an employer sees of it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from tests import house
from tests.services.enrolments.test_pages import offered

from microcred.platform.awards import services as awards
from microcred.platform.awards.identity import Identity
from microcred.platform.enrolments import queries, services
from microcred.platform.enrolments.models import Voucher

pytestmark = pytest.mark.django_db


def signed_in(account: Any) -> Client:
    client = Client()
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_a_learner_chooses_how_to_pay_and_a_wrong_code_leaves_the_choice() -> None:
    owner = house.person("Ida Storm")
    at = house.institution(owner)
    made = offered(owner, at, price="90")
    [code] = services.make_vouchers(actor=owner, offering=made, name="Spring", count=1, now=timezone.now())
    ann = house.person("Ann")
    client = signed_in(ann)
    page = client.get(f"/enrolments/in/{made}").content.decode()
    assert "How do you want to pay?" in page
    assert "the place is held for 14 days" in page
    wrong = client.post(f"/enrolments/in/{made}", {"pay": "voucher", "voucher": "AAAA-BBBB"})
    page = wrong.content.decode()
    assert wrong.status_code == 422
    assert 'id="pay-voucher" name="pay" value="voucher" checked' in page
    assert 'value="AAAA-BBBB"' in page
    assert client.post(f"/enrolments/in/{made}", {"pay": "voucher", "voucher": ""}).status_code == 422
    assert client.post(f"/enrolments/in/{made}", {"pay": "voucher", "voucher": code}).status_code == 302
    assert queries.own(ann)[0][1].pay_by == "voucher"
    ben = house.person("Ben")
    assert (
        signed_in(ben).post(f"/enrolments/in/{made}", {"pay": "invoice", "voucher": code}).status_code == 302
    )
    [(_offering, row)] = queries.own(ben)
    assert (row.pay_by, row.state) == ("invoice", "held")
    assert row.held_until is not None


def test_what_is_missing_is_said_in_words_with_the_way_out() -> None:
    owner, ann = house.person("Ida Storm"), house.person("Ann")
    at = house.institution(owner)
    first = house.published(owner, at)
    made = offered(owner, at, requires=[first])
    client = signed_in(ann)

    def page(sent: dict[str, str] | None = None) -> str:
        address = f"/enrolments/in/{made}"
        return (client.get(address) if sent is None else client.post(address, sent)).content.decode()

    missing = page()
    assert "You do not hold it." in missing
    assert f'href="/m/{first}">See how it is earned' in missing
    assert "Take a place" not in missing
    assert "missing;" not in page({})
    award = awards.award_one(
        actor=owner,
        achievement=first,
        values={"name": "Ann", "email": ann.email},
        identity=Identity("sign-in"),
        now=timezone.now(),
    )
    waits = page()
    assert "you have not accepted it yet" in waits
    assert 'href="/credentials">Accept it among your credentials' in waits
    awards.accept(actor=ann, public_id=award, now=timezone.now(), visibility="private")
    assert "You hold it." in page()
    awards.suspend(actor=owner, institution=at, public_ids=[award], reason="A slip.", now=timezone.now())
    assert "It is suspended by its issuer." in page()
    awards.revoke(actor=owner, institution=at, public_ids=[award], reason="A slip.", now=timezone.now())
    assert "It was withdrawn by its issuer." in page()


def test_an_employer_sees_name_and_money_of_a_sponsored_place_and_nothing_else() -> None:
    owner, boss, ann = house.person("Ida Storm"), house.person("Bo Boss"), house.person("Ann Lind")
    at, firm = house.institution(owner), house.institution(boss, "Harbour Ltd")
    made = offered(owner, at, price="80")
    client = signed_in(boss)
    page = f"/o/{firm}/sponsored"
    assert client.post(page, {"offering": "nowhere", "count": "1", "name": "Team"}).status_code == 200
    assert not Voucher.objects.exists()
    sent = {"offering": f"http://testserver/find/{made}?a=b", "count": "2", "name": "Warehouse team"}
    assert client.post(page, sent).status_code == 302
    batch = Voucher.objects.select_related("batch")[0].batch
    sheet = client.get(f"{page}/{batch.public_id}.csv").content.decode()
    code = sheet.splitlines()[1].partition(",")[0]
    now = timezone.now()
    enrolment = services.enrol(actor=ann, offering=made, now=now, voucher=code)
    services.form_cohort(actor=owner, offering=made, name="Evening group", now=now, enrolments=[enrolment])
    shown = client.get(page).content.decode()
    assert "Ann Lind" in shown
    assert "80.00 EUR" in shown
    assert "To be paid; the place is held until" in shown
    for hidden in (ann.email, "Evening group", enrolment):
        assert hidden not in shown
    [row] = queries.invoices(owner, at)
    services.mark_paid(actor=owner, invoice=row.invoice, now=now)
    assert "Paid" in client.get(page).content.decode()
    services.withdraw(actor=ann, public_id=enrolment, now=now + timedelta(minutes=1))
    assert "the educator owes you the amount" in client.get(page).content.decode()
    services.mark_paid_back(actor=owner, invoice=row.invoice, now=now)
    assert "Given back, and paid back to you" in client.get(page).content.decode()
    assert signed_in(owner).get(page).status_code == 404
    assert signed_in(house.member(firm, "Vic Low", "viewer")).get(page).status_code == 403
    assert signed_in(house.member(firm, "Rea Cruit", "recruiter")).get(page).status_code == 200
