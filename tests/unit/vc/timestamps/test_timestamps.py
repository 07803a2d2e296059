"""XML Schema `dateTimeStamp`: read as the standard says, everything else refused."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from microcred.vc.timestamps import TimestampInvalid, parse_timestamp, write_timestamp


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("2026-05-01T09:00:00Z", datetime(2026, 5, 1, 9, tzinfo=UTC)),
        ("2026-05-01T09:00:00.123456789Z", datetime(2026, 5, 1, 9, 0, 0, 123456, tzinfo=UTC)),
        ("2026-05-01T09:00:00.5+02:00", datetime(2026, 5, 1, 7, 0, 0, 500000, tzinfo=UTC)),
        ("2026-05-01T09:00:00-14:00", datetime(2026, 5, 1, 23, tzinfo=UTC)),
        ("2024-02-29T24:00:00Z", datetime(2024, 3, 1, tzinfo=UTC)),
        ("2024-12-31T24:00:00.000+01:00", datetime(2024, 12, 31, 23, tzinfo=UTC)),
    ],
)
def test_a_stamp_becomes_utc(text: str, time: datetime) -> None:
    assert parse_timestamp(text) == time


@pytest.mark.parametrize(
    "text",
    [
        None,
        20260501,
        "",
        "2026-05-01",
        "2026-05-01T09:00:00",
        "2026-05-01 09:00:00Z",
        "2026-05-01t09:00:00z",
        "2026-02-30T09:00:00Z",
        "2026-13-01T09:00:00Z",
        "2026-05-01T25:00:00Z",
        "2026-05-01T24:00:01Z",
        "2026-05-01T24:00:00.1Z",
        "2026-05-01T09:60:00Z",
        "2026-05-01T09:00:60Z",
        "2026-05-01T09:00:00+15:00",
        "2026-05-01T09:00Z",
        "0000-01-01T00:00:00Z",
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T24:00:00Z",
        "2026-05-01T09:00:00Z\n",
        "２０２６-05-01T09:00:00Z",
    ],
)
def test_anything_else_is_refused(text: object) -> None:
    with pytest.raises(TimestampInvalid):
        parse_timestamp(text)


@given(st.datetimes(timezones=st.just(UTC)))
def test_a_written_time_comes_back(time: datetime) -> None:
    assert parse_timestamp(write_timestamp(time)) == time.replace(microsecond=0)


def test_writing_turns_zones_into_utc_and_refuses_none() -> None:
    zone = timezone(timedelta(hours=2))
    assert write_timestamp(datetime(2026, 5, 1, 9, tzinfo=zone)) == "2026-05-01T07:00:00Z"
    with pytest.raises(ValueError):
        write_timestamp(datetime(2026, 5, 1, 9, tzinfo=UTC).replace(tzinfo=None))
