from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core.cache import cache
from django.db import IntegrityError, transaction

from microcred.platform.accounts import limits, queries, services
from microcred.platform.accounts.errors import (
    AccountHeld,
    AccountUnknown,
    DemoRefused,
    LanguageUnknown,
    NameMissing,
    TooOften,
)
from microcred.platform.accounts.models import Account, DemoDatabase
from microcred.platform.journal.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def ida(now: datetime) -> Account:
    return services.create(email="Ida@Example.org", name="Ida Storm", now=now)


def test_an_account_is_known_by_its_confirmed_addresses_only(ida: Account) -> None:
    EmailAddress.objects.create(user=ida, email="ida@home.example", verified=False)
    services.add_confirmed_address(account=ida, email=" Ida@Work.example ")
    assert queries.confirmed_addresses(ida) == {"ida@example.org", "ida@work.example"}
    assert queries.addresses(ida)[0].email == "ida@example.org"


def test_an_address_is_confirmed_for_one_account_only(ida: Account, now: datetime) -> None:
    other = services.create(email="other@example.org", name="O", now=now)
    with pytest.raises(IntegrityError), transaction.atomic():
        services.add_confirmed_address(account=other, email="ida@example.org")


def test_an_address_is_found_however_it_is_capitalised(ida: Account) -> None:
    assert Account.objects.get_by_natural_key("IDA@example.ORG") == ida
    assert queries.by_address("IDA@Example.org") == ida
    assert queries.by_address("nobody@example.org") is None


def test_an_account_needs_no_password(ida: Account) -> None:
    assert not ida.has_usable_password()


@pytest.mark.parametrize(
    ("name", "language", "error"),
    [
        ("", "en", NameMissing),
        ("   ", "en", NameMissing),
        ("x" * 201, "en", NameMissing),
        ("Ida", "xx", LanguageUnknown),
    ],
)
def test_what_cannot_be_a_name_or_language_is_refused(
    ida: Account, now: datetime, name: str, language: str, error: type[Exception]
) -> None:
    with pytest.raises(error):
        services.change(actor=ida, name=name, language=language, now=now)
    ida.refresh_from_db()
    assert ida.name == "Ida Storm"


def test_name_and_language_are_changed_and_told(ida: Account, now: datetime) -> None:
    services.change(actor=ida, name="  Ida   Sturm ", language="fr", now=now)
    ida.refresh_from_db()
    assert (ida.name, ida.language) == ("Ida Sturm", "fr")
    entry = Entry.objects.get(kind="accounts.AccountChanged")
    assert entry.actor == ida.pk
    assert "Sturm" not in entry.body


def test_erasing_leaves_a_number_and_nothing_of_the_person(ida: Account, now: datetime) -> None:
    services.add_confirmed_address(account=ida, email="ida@work.example")
    services.erase(actor=ida, now=now)
    row = Account.objects.filter(pk=ida.pk).values().get()
    assert "ida" not in json.dumps(row, default=str).lower()
    assert not row["is_active"]
    assert row["erased_at"] == now
    assert queries.confirmed_addresses(ida) == set()
    assert Entry.objects.filter(kind="accounts.AccountErased", actor=ida.pk).count() == 1
    assert queries.named({ida.pk}) == {ida.pk: ""}


def test_an_erased_account_does_nothing_more_and_its_address_is_free(ida: Account, now: datetime) -> None:
    services.erase(actor=ida, now=now)
    with pytest.raises(AccountUnknown):
        services.change(actor=ida, name="Ida", language="", now=now)
    assert services.create(email="ida@example.org", name="New", now=now).pk != ida.pk


def test_erasing_ends_every_session(ida: Account, now: datetime) -> None:
    before = ida.get_session_auth_hash()
    services.erase(actor=ida, now=now)
    ida.refresh_from_db()
    assert ida.get_session_auth_hash() != before


def keeps(account: Account) -> list[str]:
    return [f"The town hall needs {account.name}."]


def adds(account: Account) -> dict[str, Any]:
    return {"town_hall": [account.pk]}


def test_an_account_that_something_stands_on_is_not_erased(
    ida: Account, now: datetime, settings: Any
) -> None:
    settings.ACCOUNT_HOLDS = [f"{__name__}.keeps"]
    with pytest.raises(AccountHeld, match="The town hall needs Ida Storm"):
        services.erase(actor=ida, now=now)
    assert queries.confirmed_addresses(ida) == {"ida@example.org"}


def test_the_export_holds_what_is_kept_here_and_above(ida: Account, settings: Any) -> None:
    settings.ACCOUNT_DATA_SOURCES = [f"{__name__}.adds"]
    found = json.loads(json.dumps(queries.own_data(ida)))
    assert found["account"]["name"] == "Ida Storm"
    assert found["addresses"] == [{"email": "ida@example.org", "confirmed": True, "main": True}]
    assert found["town_hall"] == [ida.pk]


def test_a_database_is_marked_as_the_demos_only_when_new_and_asked_for(settings: Any, now: datetime) -> None:
    settings.DEMO = False
    with pytest.raises(DemoRefused):
        services.mark_demo(now=now)
    settings.DEMO = True
    services.create(email="real@example.org", name="Real", now=now)
    with pytest.raises(DemoRefused):
        services.mark_demo(now=now)
    Account.objects.all().delete()
    services.mark_demo(now=now)
    services.mark_demo(now=now + timedelta(days=1))
    assert DemoDatabase.objects.count() == 1
    assert queries.is_demo()
    settings.DEMO = False
    assert not queries.is_demo()
    assert queries.personas() == []


def test_what_is_done_too_often_is_refused_for_that_person_only() -> None:
    cache.clear()
    for _ in range(3):
        limits.spend("knock", "ida", most=3, seconds=60)
    with pytest.raises(TooOften):
        limits.spend("knock", "ida", most=3, seconds=60)
    limits.spend("knock", "nour", most=3, seconds=60)
    limits.spend("ring", "ida", most=3, seconds=60)
