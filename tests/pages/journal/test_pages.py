from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from tests.services.journal import handlers

from microcred.platform.journal import queries, worker
from microcred.platform.journal import services as journal
from microcred.platform.journal.services.claiming import claim, renew

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _demo(settings: Any) -> None:
    settings.SUBSCRIPTIONS = handlers.__name__
    settings.DEMO = True


@pytest.fixture
def mail(now: datetime) -> str:
    journal.queue_mails("tests.hello", ["ada"], now=now)
    journal.send_due(now)
    return queries.mails_about("ada")[0].id


def test_the_demo_shows_its_mails_and_their_links(client: Client, mail: str) -> None:
    listed = client.get("/demo/mail/")
    assert listed.status_code == 200
    assert f'href="/demo/mail/{mail}"' in listed.content.decode()
    assert "Hello ada" in listed.content.decode()
    shown = client.get(f"/demo/mail/{mail}").content.decode()
    assert '<a href="https://x.example/1"' in shown
    assert f'href="/demo/mail/{mail}/html"' in shown


def test_nothing_in_a_mail_that_is_shown_can_act(client: Client, mail: str) -> None:
    answer = client.get(f"/demo/mail/{mail}/html")
    assert answer.content == b"<p>Hello"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert "script-src" not in answer["Content-Security-Policy"]


def test_a_demo_without_mails_says_what_will_be_here(client: Client) -> None:
    assert "will be here" in client.get("/demo/mail/").content.decode()


@pytest.mark.parametrize("address", ["/demo/mail/", "/demo/mail/{}", "/demo/mail/{}/html"])
def test_mails_are_shown_in_a_demo_only(address: str, client: Client, mail: str, settings: Any) -> None:
    settings.DEMO = False
    assert client.get(address.format(mail)).status_code == 404


def test_the_progress_of_a_job_is_asked_again_until_it_is_over(client: Client, now: datetime) -> None:
    job = journal.enqueue("tests.count", "one")
    address = f"/progress/{job}"
    assert "Waiting to begin" in client.get(address).content.decode()
    running = claim(now)
    assert running is not None
    renew(running, now, 3, 12)
    shown = client.get(address).content.decode()
    assert "3 of 12" in shown
    assert f'data-poll="{address}"' in shown


@pytest.mark.parametrize(("kind", "words"), [("tests.count", "Done"), ("tests.refuse", "Waiting to begin")])
def test_a_job_that_is_over_is_not_asked_again(kind: str, words: str, client: Client, now: datetime) -> None:
    job = journal.enqueue(kind, "one")
    worker.run_due(now)
    shown = client.get(f"/progress/{job}").content.decode()
    assert words in shown
    assert ("data-poll" in shown) == (words != "Done")


def test_an_unknown_job_has_no_progress(client: Client) -> None:
    assert client.get(f"/progress/{'x' * 22}").status_code == 404
