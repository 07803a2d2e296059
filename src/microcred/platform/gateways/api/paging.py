"""Lists in pages: each page says what the next one begins after, so that what is added moves nothing."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Annotated, TypeVar

import orjson
from ninja import Query
from pydantic import BaseModel, Field

from microcred.platform.gateways.errors import CursorInvalid

Most = Annotated[int, Query(ge=1, le=200, description="How many on a page.")]
Cursor = Annotated[
    str, Query(max_length=400, description="`next` of the page before; without one, the first page.")
]
PAGE = 50
Item = TypeVar("Item")


class Page(BaseModel):
    """What every page of a list has beside its items."""

    next: str | None = Field(description="The cursor of the next page; null on the last.")


def written(*place: str | int) -> str:
    """An opaque cursor for a place in a list."""
    return base64.urlsafe_b64encode(orjson.dumps(place)).decode().rstrip("=")


def read(cursor: str, *kinds: type) -> tuple[str | int, ...] | None:
    """The place a cursor stands for, or None for none; raises `CursorInvalid`."""
    if not cursor:
        return None
    try:
        place = orjson.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (binascii.Error, ValueError):
        raise CursorInvalid(cursor[:40]) from None
    if not isinstance(place, list) or len(place) != len(kinds):
        raise CursorInvalid(cursor[:40])
    if not all(type(part) is kind for part, kind in zip(place, kinds, strict=True)):
        raise CursorInvalid(cursor[:40])
    return tuple(place)


def read_moment(cursor: str) -> tuple[datetime, str] | None:
    """The place of a list by time, then id; raises `CursorInvalid`."""
    place = read(cursor, str, str)
    if place is None:
        return None
    try:
        moment = datetime.fromisoformat(str(place[0]))
    except ValueError:
        raise CursorInvalid(cursor[:40]) from None
    if moment.tzinfo is None:
        raise CursorInvalid(cursor[:40])
    return moment, str(place[1])


def cut(
    rows: Sequence[Item], most: int, place: Callable[[Item], tuple[str | int, ...]]
) -> tuple[Sequence[Item], str | None]:
    """The first `most` rows of up to one more, and the cursor of what follows them."""
    shown = rows[:most]
    return shown, written(*place(shown[-1])) if len(rows) > most else None
