"""Points in time as badges of versions 1 and 2 write them: ISO 8601 of any precision, or seconds."""

from __future__ import annotations

from datetime import UTC, datetime

from microcred.vc.timestamps import TimestampInvalid, write_timestamp


def as_stamp(value: object) -> str:
    """The time as a `dateTimeStamp` to the second, UTC where no zone is stated; raises `TimestampInvalid`."""
    try:
        if isinstance(value, int) and not isinstance(value, bool):
            return write_timestamp(datetime.fromtimestamp(value, UTC))
        if not isinstance(value, str) or not 8 <= len(value) <= 40 or not value.isascii():
            raise ValueError
        found = datetime.fromisoformat(value)
        return write_timestamp(found if found.tzinfo is not None else found.replace(tzinfo=UTC))
    except (ValueError, OverflowError, OSError):
        raise TimestampInvalid(str(value)[:40]) from None
