"""Points in time as the standards write them: XML Schema `dateTimeStamp`, always with a zone."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from functools import lru_cache

from microcred.vc.errors import Failed

_STAMP = re.compile(
    r"\d{4}-\d\d-\d\dT(?:[01]\d|2[0-4]):[0-5]\d:[0-5]\d(?:\.\d{1,20})?(?:Z|[+-](?:0\d|1[0-4]):[0-5]\d)",
    re.ASCII,
)

CLOCK_SKEW = timedelta(minutes=5)
"""How far an issuer's clock may be ahead of ours."""


class TimestampInvalid(Failed):
    """A time that is no `dateTimeStamp`, such as one without a zone."""

    code = "time.invalid"
    sentence = "A date and time could not be read."
    remedy = "Write times as 2026-05-01T09:00:00Z, with a zone."
    section = "VCDM 4.9"


def parse_timestamp(text: object) -> datetime:
    """The UTC time of a `dateTimeStamp` text of years 1 to 9999; raises `TimestampInvalid`."""
    if not isinstance(text, str):
        raise TimestampInvalid("not a text")
    return _read(text)


@lru_cache(maxsize=1_024)
def _read(text: str) -> datetime:
    """Kept, since one check asks for the same few times again and again; what raises is not."""
    if not _STAMP.fullmatch(text):
        raise TimestampInvalid(text[:40])
    try:
        if text[11:13] == "24":
            if text[14:19] != "00:00" or text[19:].strip("0.Z")[:1] not in ("", "+", "-"):
                raise ValueError
            next_day = datetime.fromisoformat(f"{text[:11]}00{text[13:]}") + timedelta(days=1)
            return next_day.astimezone(UTC)
        return datetime.fromisoformat(text).astimezone(UTC)
    except (ValueError, OverflowError):
        raise TimestampInvalid(text[:40]) from None


def write_timestamp(time: datetime) -> str:
    """`time`, which must carry a zone, in UTC to the second: 2026-05-01T09:00:00Z."""
    if time.tzinfo is None:
        raise ValueError("a time without a zone")
    return time.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ").zfill(20)
