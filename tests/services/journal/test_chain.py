from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from tests.services.journal.conftest import Start

from microcred.platform.awards.events import Awarded, AwardReplaced, BatchStep
from microcred.platform.credentials.events import StatusChanged
from microcred.platform.journal import queries
from microcred.platform.journal import services as journal
from microcred.platform.journal.errors import EventNotPlain
from microcred.platform.journal.models import Beside, Entry, Head

OLD, NEW = "o" * 22, "n" * 22
REASON = "Ada Lovelace copied from Émilie."


def some_events(now: datetime, count: int = 5) -> None:
    for number in range(count):
        journal.record(BatchStep("b" * 22, f"step {number}", 7, now + timedelta(seconds=number), 3))


def revoked(now: datetime) -> StatusChanged:
    return StatusChanged((OLD,), "revoked", 7, now, 3, REASON)


@pytest.mark.django_db
def test_what_happened_is_a_chain(now: datetime) -> None:
    some_events(now)
    assert queries.verify_chain().unsealed == 5
    assert journal.seal() == 5
    assert journal.seal() == 0
    report = queries.verify_chain()
    assert (report.whole, report.length, report.unsealed) == (True, 5, 0)
    assert queries.head() == (5, report.hash)


def change_body(entry: Entry) -> None:
    Entry.objects.filter(pk=entry.pk).update(body=entry.body.replace("step 2", "step 9"))


def change_column(entry: Entry) -> None:
    Entry.objects.filter(pk=entry.pk).update(institution=8)


def change_time(entry: Entry) -> None:
    Entry.objects.filter(pk=entry.pk).update(at=entry.at + timedelta(seconds=1))


def take_out(entry: Entry) -> None:
    entry.delete()


def close_the_gap(entry: Entry) -> None:
    entry.delete()
    for later in Entry.objects.filter(sequence__gt=entry.sequence).order_by("sequence"):
        Entry.objects.filter(pk=later.pk).update(sequence=later.sequence - 1)


def exchange(entry: Entry) -> None:
    other = Entry.objects.get(sequence=4)
    Entry.objects.filter(pk=entry.pk).update(body=other.body)
    Entry.objects.filter(pk=other.pk).update(body=entry.body)


def new_hash(entry: Entry) -> None:
    Entry.objects.filter(pk=entry.pk).update(hash="0" * 64)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "tamper", [change_body, change_column, change_time, take_out, close_the_gap, exchange, new_hash]
)
def test_tampering_is_found_where_it_was_done(tamper: Callable[[Entry], None], now: datetime) -> None:
    some_events(now)
    journal.seal()
    tamper(Entry.objects.get(sequence=3))
    assert queries.verify_chain().broken_at == 3


@pytest.mark.django_db
def test_a_log_that_was_cut_at_its_end_is_found_out(now: datetime) -> None:
    some_events(now)
    journal.seal()
    noted = queries.head()
    Entry.objects.filter(sequence__gt=3).delete()
    assert queries.verify_chain().broken_at == 4
    last = Entry.objects.get(sequence=3)
    Head.objects.update(sequence=3, hash=last.hash)  # even with its end made anew
    assert queries.verify_chain().whole
    assert queries.verify_chain(noted).broken_at == 4


@pytest.mark.django_db
def test_a_log_that_was_made_anew_is_found_out_by_a_noted_end(now: datetime) -> None:
    some_events(now)
    journal.seal()
    noted = queries.head()
    Entry.objects.all().delete()
    Head.objects.all().delete()
    some_events(now + timedelta(days=1), 6)
    journal.seal()
    assert queries.verify_chain().whole
    assert queries.verify_chain(noted).broken_at == 5


@pytest.mark.django_db
def test_the_log_holds_no_words_of_people_and_stays_whole_when_they_are_erased(now: datetime) -> None:
    journal.record(revoked(now))
    journal.seal()
    assert "Lovelace" not in Entry.objects.get().body
    assert queries.history_of(OLD)[0].values["reason"] == REASON
    assert journal.erase_words([OLD]) == 1
    assert queries.history_of(OLD)[0].values["reason"] is None
    assert queries.verify_chain().whole


@pytest.mark.django_db
def test_changed_words_beside_the_log_are_found_out(now: datetime) -> None:
    journal.record(revoked(now))
    journal.seal()
    Beside.objects.update(text="For no reason.")
    assert queries.verify_chain().problem == "the words beside the entry were changed"


@dataclass(frozen=True)
class Unplain:
    """An event as nobody should write one."""

    value: Any
    at: datetime


@pytest.mark.django_db
@pytest.mark.parametrize(
    "value", ["ada@example.org", "Émilie", 1.5, {"a": 1}, ("ada@example.org",), "x" * 301]
)
def test_an_event_with_more_than_ids_and_words_of_ours_is_refused(value: Any, now: datetime) -> None:
    with pytest.raises(EventNotPlain):
        journal.record(Unplain(value, now))
    assert not Entry.objects.exists()


@pytest.mark.django_db
def test_the_history_of_an_institution_and_of_one_credential_is_newest_first(now: datetime) -> None:
    journal.record(Awarded((OLD, "c" * 22), "d" * 22, 2, 7, "", now, 3))
    journal.record(AwardReplaced(OLD, NEW, "correction", 7, now, None))
    journal.record(BatchStep("b" * 22, "created", 8, now, 3))
    assert [one.kind for one in queries.history(7)] == ["awards.AwardReplaced", "awards.Awarded"]
    assert [one.kind for one in queries.history_of(OLD)] == ["awards.AwardReplaced", "awards.Awarded"]
    assert [one.kind for one in queries.history_of("c" * 22)] == ["awards.Awarded"]
    assert queries.history_of(OLD, institution=8) == []
    (last,) = queries.history(7, limit=1)
    assert [one.kind for one in queries.history(7, before=last.id)] == ["awards.Awarded"]
    assert last.values == {"old": OLD, "new": NEW, "how": "correction"}


def test_writers_at_once_make_one_chain(start: Start) -> None:
    writers = [start("record", "24") for _ in range(3)]
    assert [writer.wait(60) for writer in writers] == [0, 0, 0]
    journal.seal()
    report = queries.verify_chain()
    assert (report.whole, report.length, report.unsealed) == (True, 54, 0)


@pytest.mark.django_db
def test_a_rolled_back_change_leaves_no_trace(now: datetime) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        some_events(now)
        raise ZeroDivisionError
    assert journal.seal() == 0
