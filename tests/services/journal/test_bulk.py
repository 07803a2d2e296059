"""Rows that are written many at once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from microcred.platform.journal.bulk import insert_rows, stored_time, update_rows
from microcred.platform.verifier.models import DeskItem, DeskRun

pytestmark = pytest.mark.django_db


def test_rows_are_found_by_their_key_and_counted() -> None:
    at = datetime(2026, 5, 1, tzinfo=UTC)
    run = DeskRun.objects.create(at=at, created_at=at, ends_at=at + timedelta(hours=1))
    names = ("run_id", "number", "name", "address", "content", "state")
    insert_rows(DeskItem, names, [(run.pk, n, "given", "", b"\x00\\x", "waiting") for n in range(3)])
    first, second, third = DeskItem.objects.order_by("number").values_list("pk", flat=True)
    rows = [(None, '{"a": "%s"}', first), (b"\xff", None, second), (b"", "[]", third + 100)]
    assert update_rows(DeskItem, ("content", "result"), rows) == 2
    found = [(bytes(one.content or b"-"), one.result) for one in DeskItem.objects.order_by("number")]
    assert found == [(b"-", {"a": "%s"}), (b"\xff", None), (b"\x00\\x", None)]
    assert update_rows(DeskItem, ("content",), []) == 0


def test_a_time_is_stored_as_the_database_takes_it() -> None:
    at = datetime(2026, 5, 1, 9, 30, tzinfo=UTC)
    run = DeskRun.objects.create(at=at, created_at=at, ends_at=at)
    assert update_rows(DeskRun, ("ends_at",), [(stored_time(at + timedelta(hours=2)), run.pk)]) == 1
    assert DeskRun.objects.get().ends_at == at + timedelta(hours=2)
