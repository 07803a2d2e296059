from __future__ import annotations

import json
import re
from datetime import datetime
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.cache import cache
from django.core.checks import run_checks
from django.test import Client

from microcred.platform.accounts import services
from microcred.platform.accounts.demo import exposed, is_loopback
from microcred.platform.accounts.models import Account, DemoDatabase
from microcred.platform.accounts.queries import confirmed_addresses

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh_limits() -> None:
    cache.clear()


@pytest.fixture
def ida(now: datetime) -> Account:
    return services.create(email="ida@example.org", name="Ida Storm", now=now)


@pytest.fixture
def signed_in(client: Client, ida: Account) -> Client:
    client.force_login(ida, backend="django.contrib.auth.backends.ModelBackend")
    return client


def code_of(message: Any) -> str:
    found = re.search(r"^\s*([A-Z0-9]{3,}(?:-?[A-Z0-9]{3,})?)\s*$", message.body, re.MULTILINE)
    assert found is not None, message.body
    return found[1]


@pytest.mark.parametrize("path", ["/account", "/account/data", "/account/erase"])
def test_nobody_sees_an_account_without_signing_in(client: Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/accounts/login/")


def test_one_signs_in_by_a_mailed_code(client: Client, ida: Account) -> None:
    answer = client.post("/accounts/login/code/", {"email": "IDA@example.org"})
    assert answer.status_code == 302
    (message,) = mail.outbox
    assert message.to == ["ida@example.org"]
    answer = client.post("/accounts/login/code/confirm/", {"code": code_of(message)})
    assert answer.status_code == 302
    assert b"Ida Storm" in client.get("/account").content


def test_a_wrong_code_does_not_sign_in(client: Client, ida: Account) -> None:
    client.post("/accounts/login/code/", {"email": "ida@example.org"})
    client.post("/accounts/login/code/confirm/", {"code": "AAAAAA"})
    assert client.get("/account").status_code == 302


def test_codes_are_not_sent_without_end(ida: Account) -> None:
    answers = [Client().post("/accounts/login/code/", {"email": "ida@example.org"}) for _ in range(6)]
    assert len(mail.outbox) == 3
    assert [answer.status_code for answer in answers[3:]] != [302, 302, 302]


def test_one_makes_an_account_with_a_name_and_no_password(client: Client) -> None:
    page = client.get("/accounts/signup/").content.decode()
    assert 'name="name"' in page
    assert 'type="password"' not in page
    answer = client.post("/accounts/signup/", {"email": "Nour@Example.org", "name": "Nour  Haddad"})
    assert answer.status_code == 302
    made = Account.objects.get(email="nour@example.org")
    assert (made.name, made.has_usable_password()) == ("Nour Haddad", False)
    assert not EmailAddress.objects.filter(user=made, verified=True).exists()
    answer = client.post(answer["Location"], {"code": code_of(mail.outbox[0])})
    assert EmailAddress.objects.filter(user=made, verified=True).exists()


def test_a_further_address_counts_once_it_is_confirmed(client: Client, ida: Account) -> None:
    client.post("/accounts/login/code/", {"email": "ida@example.org"})
    client.post("/accounts/login/code/confirm/", {"code": code_of(mail.outbox[-1])})
    client.post("/accounts/email/", {"action_add": "", "email": "ida@work.example"})
    assert confirmed_addresses(ida) == {"ida@example.org"}
    message = mail.outbox[-1]
    assert message.to == ["ida@work.example"]
    client.post("/accounts/confirm-email/", {"code": code_of(message)})
    assert confirmed_addresses(ida) == {"ida@example.org", "ida@work.example"}
    assert b"ida@work.example" in client.get("/account").content


def test_name_and_language_are_changed_on_the_page(signed_in: Client, ida: Account) -> None:
    answer = signed_in.post("/account", {"name": "Ida Sturm", "language": "fr"})
    assert answer.status_code == 302
    ida.refresh_from_db()
    assert (ida.name, ida.language) == ("Ida Sturm", "fr")
    assert 'lang="fr"' in signed_in.get("/account").content.decode()[:200]


def test_a_wrong_entry_is_named_and_nothing_is_changed(signed_in: Client, ida: Account) -> None:
    answer = signed_in.post("/account", {"name": "", "language": "xx"})
    page = answer.content.decode()
    assert 'href="#id_name"' in page
    assert 'href="#id_language"' in page
    ida.refresh_from_db()
    assert ida.name == "Ida Storm"


def test_names_of_people_are_escaped(signed_in: Client, ida: Account, now: datetime) -> None:
    services.change(actor=ida, name="<script>alert(1)</script>", language="", now=now)
    assert b"<script>alert" not in signed_in.get("/account").content


def test_one_takes_ones_data_along(signed_in: Client) -> None:
    answer = signed_in.get("/account/data")
    assert "attachment" in answer["Content-Disposition"]
    assert json.loads(answer.content)["addresses"][0]["email"] == "ida@example.org"


def test_erasing_asks_for_the_address_first(signed_in: Client, ida: Account) -> None:
    answer = signed_in.post("/account/erase", {"email": "other@example.org"})
    assert 'href="#id_email"' in answer.content.decode()
    assert Account.objects.filter(email="ida@example.org").exists()
    answer = signed_in.post("/account/erase", {"email": "Ida@example.org"})
    assert answer.status_code == 302
    assert not Account.objects.filter(email="ida@example.org").exists()
    assert signed_in.get("/account").status_code == 302


@pytest.mark.parametrize(
    "path", ["/accounts/email/", "/accounts/2fa/webauthn/", "/accounts/2fa/webauthn/add/"]
)
def test_the_pages_of_addresses_and_passkeys_speak_as_ours(client: Client, ida: Account, path: str) -> None:
    client.post("/accounts/login/code/", {"email": "ida@example.org"})
    client.post("/accounts/login/code/confirm/", {"code": code_of(mail.outbox[-1])})
    page = client.get(path).content.decode()
    assert 'class="brand"' in page
    assert "Security Key" not in page
    assert "Email" not in page.partition("<h1>")[2].partition("</h1>")[0]


def test_the_mail_with_the_code_speaks_as_ours(client: Client, ida: Account) -> None:
    client.post("/accounts/login/code/", {"email": "ida@example.org"})
    assert mail.outbox[0].subject == "Your code to sign in"
    assert "without the code nobody gets in" in mail.outbox[0].body


def test_an_unknown_address_is_told_so_by_mail_only(client: Client) -> None:
    answer = client.post("/accounts/login/code/", {"email": "nobody@example.org"}, follow=True)
    assert answer.status_code == 200
    assert "no account" not in answer.content.decode()
    assert mail.outbox[0].subject == "There is no account for this address"


def test_the_pages_stay_out_of_caches(signed_in: Client) -> None:
    assert "no-store" in signed_in.get("/account")["Cache-Control"]


@pytest.mark.parametrize(
    ("host", "own"),
    [
        ("127.0.0.1", True),
        ("127.9.9.9", True),
        ("localhost", True),
        ("demo.localhost", True),
        ("[::1]", True),
        ("::1", True),
        ("0.0.0.0", False),
        ("10.0.0.1", False),
        ("localhost.example.org", False),
        ("example.org", False),
        ("*", False),
        ("", False),
    ],
)
def test_only_this_machine_counts_as_this_machine(host: str, own: bool) -> None:
    assert is_loopback(host) is own


@pytest.fixture
def demo(settings: Any, now: datetime) -> None:
    settings.DEMO, settings.ALLOWED_HOSTS = True, ["127.0.0.1", "localhost"]
    DemoDatabase.objects.create(made_at=now)


@pytest.fixture
def here() -> Client:
    return Client(headers={"host": "127.0.0.1:8000"})


def test_in_the_demo_one_chooses_whom_to_be(here: Client, ida: Account, demo: None) -> None:
    assert f"/demo/sign-in/{ida.pk}" in here.get("/demo/sign-in").content.decode()
    assert here.get(f"/demo/sign-in/{ida.pk}").status_code == 200
    assert here.get("/account").status_code == 302  # asking alone signs nobody in
    answer = here.post(f"/demo/sign-in/{ida.pk}", {"next": "https://evil.example/"})
    assert answer["Location"] == "/"
    assert here.get("/account").status_code == 200
    assert here.post("/demo/sign-in/999999").status_code == 404


@pytest.mark.parametrize("lock", ["setting", "database", "address", "host", "origin"])
def test_each_lock_alone_keeps_the_demo_shut(
    here: Client, ida: Account, demo: None, settings: Any, lock: str
) -> None:
    more: dict[str, str] = {}
    if lock == "setting":
        settings.DEMO = False
    elif lock == "database":
        DemoDatabase.objects.all().delete()
    elif lock == "address":
        more["REMOTE_ADDR"] = "10.0.0.7"
    elif lock == "host":
        settings.ALLOWED_HOSTS = ["127.0.0.1", "alder.example"]
    else:
        settings.ORIGIN = "https://demo.example"
    for path in ("/demo/sign-in", f"/demo/sign-in/{ida.pk}"):
        assert here.get(path, **more).status_code == 404  # type: ignore[arg-type]
    assert here.post(f"/demo/sign-in/{ida.pk}", **more).status_code == 404  # type: ignore[arg-type]
    assert here.get("/account").status_code == 302


@pytest.mark.parametrize(
    ("hosts", "origin", "names"),
    [
        (["127.0.0.1", "localhost", "[::1]"], "http://127.0.0.1:8000", []),
        (["127.0.0.1", "*"], "http://127.0.0.1:8000", ["*"]),
        (["127.0.0.1"], "https://demo.example", ["demo.example"]),
        (["192.168.1.4"], "http://127.0.0.1:8000", ["192.168.1.4"]),
    ],
)
def test_a_demo_that_others_can_reach_does_not_start(
    settings: Any, hosts: list[str], origin: str, names: list[str]
) -> None:
    settings.DEMO, settings.ALLOWED_HOSTS, settings.ORIGIN = True, hosts, origin
    assert exposed() == names
    found = [one for one in run_checks(tags=["security"]) if one.id == "accounts.E001"]
    assert len(found) == len(names)
    settings.DEMO = False
    assert exposed() == []
