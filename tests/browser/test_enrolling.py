"""Places in a browser: codes and invitations by the educator, an invoice paid, a list that moves up."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from tests import house
from tests.services.enrolments.test_pages import offered

from microcred.platform.enrolments import services
from microcred.platform.enrolments.models import Voucher

Check = Callable[[], None]
SignIn = Callable[..., None]


@pytest.fixture
def looked_at(page: Page, stays_inside: Check, accessible: Check) -> Check:
    def check() -> None:
        stays_inside()
        accessible()

    return check


def school(**terms: Any) -> tuple[Any, str, str]:
    """An educator with an offering: owner, institution and offering."""
    owner = house.person("Ida Storm")
    at = house.institution(owner)
    return owner, at, offered(owner, at, **terms)


def test_a_code_is_made_and_opens_a_place(page: Page, site: str, sign_in: SignIn, looked_at: Check) -> None:
    owner, at, made = school(price="90")
    sign_in(owner)
    page.goto(f"/o/{at}/enrolments/{made}/vouchers")
    page.get_by_label("For whom").fill("City fund")
    page.get_by_label("How many codes").fill("2")
    page.get_by_role("button", name="Make the codes").click()
    expect(page.get_by_text("2 codes are made.")).to_be_visible()
    looked_at()
    code = Voucher.objects.order_by("pk")[0].code
    sign_in(house.person("Amina Diallo"))
    page.goto(f"/enrolments/in/{made}")
    looked_at()
    page.get_by_label("I have a voucher code").check()
    page.get_by_label("Voucher code", exact=True).fill(code)
    page.get_by_role("button", name="Take a place").click()
    expect(page.get_by_text("It is noted. You find it among your enrolments.")).to_be_visible()
    expect(page.get_by_role("link", name="Evenings", exact=True)).to_be_visible()
    looked_at()


def test_people_are_invited_by_a_sheet(
    page: Page, site: str, sign_in: SignIn, looked_at: Check, tmp_path: Path
) -> None:
    owner, at, made = school()
    sheet = tmp_path / "people.csv"
    sheet.write_text("Name,Email\nAmina Diallo,amina.diallo@people.example\nBo,bo@people.example\n", "utf-8")
    sign_in(owner)
    page.goto(f"/o/{at}/enrolments/{made}/invitations")
    page.set_input_files("input[type=file]", sheet)
    page.get_by_label("Cohort").fill("Spring")
    page.get_by_role("button", name="Invite them").click()
    expect(page.get_by_text("2 people are new in the list.")).to_be_visible()
    looked_at()
    sign_in(house.person("Amina Diallo"))
    page.goto(f"/enrolments/in/{made}")
    page.get_by_role("button", name="Take a place").click()
    expect(page.get_by_text("Enrolled · Spring")).to_be_visible()


def test_an_invoice_is_paid_a_place_given_back_and_the_list_moves_up(
    page: Page, site: str, sign_in: SignIn, looked_at: Check
) -> None:
    owner, at, made = school(price="90", places=1)
    amina, bruno = house.person("Amina Diallo"), house.person("Bruno Costa")
    now = timezone.now()
    services.enrol(actor=amina, offering=made, now=now, invoice=True)
    services.enrol(actor=bruno, offering=made, now=now, invoice=True)
    sign_in(owner)
    page.goto(f"/o/{at}/enrolments/invoices")
    expect(page.get_by_text("the place is held until")).to_be_visible()
    looked_at()
    page.get_by_role("button", name="Mark as paid Amina Diallo").click()
    expect(page.get_by_text("The invoice is paid; the place is the learner's.")).to_be_visible()
    sign_in(bruno)
    page.goto("/enrolments")
    expect(page.get_by_text("number 1 in the list")).to_be_visible()
    looked_at()
    sign_in(amina)
    page.goto("/enrolments")
    page.get_by_role("button", name="Withdraw Evenings").click()
    expect(page.get_by_text("90.00 EUR are owed back")).to_be_visible()
    looked_at()
    sign_in(bruno)
    page.goto("/enrolments")
    expect(page.get_by_text("Place held; the invoice is to be paid by")).to_be_visible()
    sign_in(owner)
    page.goto(f"/o/{at}/enrolments/invoices")
    page.get_by_role("button", name="Mark as paid back Amina Diallo").click()
    expect(page.get_by_text("It is paid back.")).to_be_visible()
    looked_at()


def test_an_employer_sponsors_a_place(page: Page, site: str, sign_in: SignIn, looked_at: Check) -> None:
    _owner, _at, made = school(price="90")
    boss = house.person("Bo Boss")
    firm = house.institution(boss, "Harbour Ltd")
    sign_in(boss)
    page.goto(f"/o/{firm}/sponsored")
    looked_at()
    page.get_by_label("Address of the offering").fill(f"{site}/find/{made}")
    page.get_by_label("For whom").fill("Warehouse team")
    page.get_by_role("button", name="Make the codes").click()
    expect(page.get_by_text("1 code is made.")).to_be_visible()
    services.enrol(
        actor=house.person("Amina Diallo"),
        offering=made,
        now=timezone.now(),
        voucher=Voucher.objects.get().code,
    )
    page.reload()
    expect(page.get_by_role("row").filter(has_text="Amina Diallo")).to_contain_text("To be paid")
    looked_at()
