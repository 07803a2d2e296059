from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from tests.services.journal import handlers

from microcred.platform.journal import queries
from microcred.platform.journal import services as journal
from microcred.platform.journal.leases import LEASE
from microcred.platform.journal.models import Mail

pytestmark = pytest.mark.django_db
HOURS = timedelta(hours=2)


@pytest.fixture(autouse=True)
def _post_office(settings: Any) -> None:
    settings.EMAIL_BACKEND = f"{handlers.__name__}.PostOffice"
    settings.DEFAULT_FROM_EMAIL = "Microcred <no-reply@site.example>"


def state_of(reference: str) -> tuple[str, str]:
    (line,) = queries.mails_about(reference)
    return line.state, line.error


def test_a_mail_is_written_when_it_is_sent(now: datetime, mailoutbox: list[Any]) -> None:
    assert journal.queue_mails("tests.hello", ["ada", "grace"], now=now) == 2
    assert queries.mail_states(["ada", "grace", "nobody"]) == {"queued": 2}
    assert journal.send_due(now - timedelta(seconds=1)) == 0
    assert journal.send_due(now) == 2
    assert journal.send_due(now) == 0
    assert queries.mail_states(["ada", "grace"]) == {"sent": 2}
    first = next(one for one in mailoutbox if one.to == ["ada@example.org"])
    assert (first.subject, first.alternatives[0][1]) == ("Hello ada", "text/html")
    assert first.extra_headers["Message-ID"].endswith("@site.example>")


def test_a_mail_of_a_change_that_was_rolled_back_is_never_sent(now: datetime) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        journal.queue_mails("tests.hello", ["ada"], now=now)
        raise ZeroDivisionError
    assert journal.send_due(now) == 0


@pytest.mark.parametrize(("keep", "kept"), [(True, "ada@example.org"), (False, "")])
def test_words_and_address_are_kept_only_where_the_installation_says_so(
    keep: bool, kept: str, now: datetime, settings: Any
) -> None:
    settings.KEEP_MAILS = keep
    journal.queue_mails("tests.hello", ["ada"], now=now)
    journal.send_due(now)
    (line,) = queries.mails_about("ada")
    detail = queries.mail(line.id)
    assert detail is not None
    assert (line.to, "https://x.example/1" in detail.text) == (kept, keep)


def test_a_refused_address_is_final_and_can_be_sent_again_by_hand(now: datetime) -> None:
    journal.queue_mails("tests.hello", ["gone", "ada"], now=now)
    assert journal.send_due(now) == 1
    assert state_of("gone") == ("returned", "mail.returned")
    assert queries.returned(["gone", "ada"]) == {"gone": "mail.returned"}
    assert journal.resend([queries.mails_about("gone")[0].id], now=now) == 1
    assert journal.resend([queries.mails_about("ada")[0].id], now=now) == 0
    assert state_of("gone") == ("queued", "")


@pytest.mark.parametrize(
    ("kind", "reference", "code"),
    [
        ("tests.hello", "full", "mail.undelivered"),
        ("tests.hello", "away", "mail.undelivered"),
        ("tests.broken", "ada", "mail.broken"),
        ("tests.nobody", "ada", "journal.kind-unknown"),
    ],
)
def test_what_may_pass_is_tried_for_a_day_and_then_shown_as_failed(
    kind: str, reference: str, code: str, now: datetime
) -> None:
    journal.queue_mails(kind, [reference], now=now)
    journal.send_due(now)
    assert state_of(reference) == ("queued", code)
    assert journal.send_due(now + timedelta(seconds=5)) == 0
    for number in range(12):
        journal.send_due(now + number * HOURS)
    assert state_of(reference)[0] == "queued"
    for number in range(12, 40):
        journal.send_due(now + number * HOURS)
    assert state_of(reference) == ("returned", code)


def test_one_bad_mail_does_not_hold_up_the_others(now: datetime, mailoutbox: list[Any]) -> None:
    journal.queue_mails("tests.hello", ["ada", "away", "gone", "grace"], now=now)
    assert journal.send_due(now) == 2
    assert sorted(one.to[0] for one in mailoutbox) == ["ada@example.org", "grace@example.org"]


def test_a_mail_that_is_not_needed_any_more_is_dropped(now: datetime) -> None:
    journal.queue_mails("tests.hello", ["nothing"], now=now)
    assert journal.send_due(now) == 0
    assert state_of("nothing") == ("dropped", "")


def test_a_sender_that_dies_makes_a_mail_go_out_again_under_the_same_id(
    now: datetime, mailoutbox: list[Any]
) -> None:
    journal.queue_mails("tests.hello", ["killer"], now=now)
    with pytest.raises(handlers.Killed):
        journal.send_due(now)
    assert journal.send_due(now) == 0
    with pytest.raises(handlers.Killed):
        journal.send_due(now + LEASE * 1.1)
    assert len(mailoutbox) == 2
    assert len({one.extra_headers["Message-ID"] for one in mailoutbox}) == 1


def test_no_more_than_the_limit_is_sent_and_the_oldest_first(now: datetime, mailoutbox: list[Any]) -> None:
    journal.queue_mails("tests.hello", ["late"], now=now + timedelta(seconds=1))
    journal.queue_mails("tests.hello", ["early"], now=now)
    assert journal.send_due(now + HOURS, limit=1) == 1
    assert mailoutbox[0].to == ["early@example.org"]


def test_many_mails_are_queued_in_few_statements(now: datetime, django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(6):
        assert (
            journal.queue_mails("tests.hello", [f"p{number}" for number in range(10_000)], now=now) == 10_000
        )
    assert Mail.objects.count() == 10_000
    assert queries.mail_states(Mail.objects.values("reference")) == {"queued": 10_000}
