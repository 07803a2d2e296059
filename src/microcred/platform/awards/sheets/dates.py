"""Dates as sheets write them: 2026-05-14, 14.05.2026, 05/14/26. What could be two dates is refused."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from microcred.platform.awards.sheets.dialects import DateOrder


class Unreadable(ValueError):
    """No date, or two possible ones."""


def read_date(text: str, order: DateOrder | None) -> date:
    """The date of a cell; a time after it is left away. Raises `Unreadable`.

    With a year in front the order is year, month, day; with points it is day, month, year; with slashes
    or hyphens `order` decides, or the numbers do where only one order is possible.
    """
    first, second, third, separator = _parts(text)
    if len(first) == 4:
        return _date(first, second, third)
    if separator == ".":
        return _date(third, second, first)
    if order == "mdy":
        return _date(third, first, second)
    if order == "dmy":
        return _date(third, second, first)
    possible = {found for found in (_maybe(third, second, first), _maybe(third, first, second)) if found}
    if len(possible) != 1:
        raise Unreadable(text)
    return possible.pop()


def guess_order(cells: Iterable[str]) -> DateOrder | None:
    """The one order in which all these cells are dates, if they show it; None if they do not."""
    first_over = second_over = False
    for cell in cells:
        try:
            first, second, _, separator = _parts(cell)
        except Unreadable:
            continue
        if len(first) == 4 or separator == ".":
            continue
        first_over |= int(first) > 12
        second_over |= int(second) > 12
    if first_over == second_over:
        return None
    return "dmy" if first_over else "mdy"


def _parts(text: str) -> tuple[str, str, str, str]:
    day = text.strip().replace("T", " ").split(" ")[0]
    for separator in "-/.":
        parts = [part for part in day.split(separator) if part]
        if len(parts) == 3 and all(part.isascii() and part.isdigit() for part in parts):
            return parts[0], parts[1], parts[2], separator
    raise Unreadable(text)


def _date(year: str, month: str, day: str) -> date:
    if len(year) not in (2, 4) or len(month) > 2 or len(day) > 2:
        raise Unreadable(year)
    full = int(year) + (2000 if len(year) == 2 else 0)
    try:
        return datetime(full, int(month), int(day)).date()  # noqa: DTZ001 (a day, not a time)
    except ValueError:
        raise Unreadable(f"{day}.{month}.{year}") from None


def _maybe(year: str, month: str, day: str) -> date | None:
    try:
        return _date(year, month, day)
    except Unreadable:
        return None
