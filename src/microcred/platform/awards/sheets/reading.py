"""Bytes to cells: CSV with comma, semicolon or tab in UTF-8 or Windows-1252, and XLSX workbooks."""

from __future__ import annotations

import csv
import io
import itertools
from collections.abc import Iterable, Iterator

from microcred.platform.awards.sheets.errors import (
    SheetBinary,
    SheetEmpty,
    SheetEncoding,
    SheetHeaders,
    SheetMalformed,
    SheetTooLarge,
)
from microcred.platform.awards.sheets.forms import DEFAULT, RawRow, RawSheet, SheetForm, SheetLimits
from microcred.platform.awards.sheets.xlsx import workbook_rows

DELIMITERS = ",;\t"
_LOOKED_AT = 30  # rows that decide on the delimiter
_MARK = b"\xef\xbb\xbf"
_CONTROLS = frozenset(map(chr, range(32))) - frozenset("\t\n\r\x0b\x0c") | {"\x7f"}
_PICTURES = (b"\x89PNG", b"%PDF", b"\xff\xd8\xff", b"GIF8", b"\xd0\xcf\x11\xe0", b"\x1f\x8b", b"{\\rtf")


def read_sheet(data: bytes, limits: SheetLimits = DEFAULT) -> RawSheet:
    """Reads an uploaded sheet, whatever it is called. Raises a `SheetError` that says what is wrong."""
    if len(data) > limits.bytes:
        raise SheetTooLarge(f"{len(data):,} bytes of at most {limits.bytes:,}")
    if not data.strip():
        raise SheetEmpty
    if data[:4] == b"PK\x03\x04":
        return _collect(enumerate(workbook_rows(data, limits), 1), SheetForm("xlsx"), limits)
    text, form = _decoded(data)
    form, rows = _csv_rows(text, form, limits)
    return _collect(rows, form, limits)


def _decoded(data: bytes) -> tuple[str, SheetForm]:
    if data.startswith(_PICTURES):
        raise SheetBinary
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or data[1:8:2].count(0) > 2 or data[0:8:2].count(0) > 2:
        raise SheetEncoding("UTF-16")
    mark = data.startswith(_MARK)
    body = data[len(_MARK) :] if mark else data
    encoding = "utf-8"
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        if mark:
            raise SheetEncoding(f"byte {error.start} is not UTF-8") from None
        encoding, text = "cp1252", _windows(body)
    if not _CONTROLS.isdisjoint(text):
        raise SheetBinary
    return text, SheetForm(encoding=encoding, mark=mark, line_end="\r\n" if "\r\n" in text else "\n")


def _windows(body: bytes) -> str:
    try:
        text = body.decode("cp1252")
    except UnicodeDecodeError as error:
        row = body.count(b"\n", 0, error.start) + 1
        raise SheetEncoding(f"row {row}, neither UTF-8 nor Windows-1252") from None
    foreign = sum(1 for byte in body if byte >= 0x80)
    if foreign * 2 > len(body):  # more foreign letters than plain ones: no Western text
        raise SheetEncoding("neither UTF-8 nor Windows-1252")
    return text


def _csv_rows(
    text: str, form: SheetForm, limits: SheetLimits
) -> tuple[SheetForm, Iterator[tuple[int, list[str]]]]:
    first, _, rest = text.partition("\n")
    announced = first.strip().lower()
    if announced.startswith("sep=") and announced[4:] in tuple(DELIMITERS):
        delimiter, start = announced[4:], 2
        text = rest
    else:
        delimiter, start = _delimiter(text), 1
    form = SheetForm("csv", form.encoding, form.mark, delimiter, form.line_end, start == 2)
    return form, _records(text, delimiter, start)


def _records(text: str, delimiter: str, start: int) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = start
    try:
        for number, cells in enumerate(reader, start):
            yield number, cells
    except csv.Error as error:
        if "field larger" in str(error):
            raise SheetTooLarge(f"row {number + 1}: a cell of more than 100,000 characters") from None
        raise SheetMalformed(f"row {number + 1}: {error}") from None


def _delimiter(text: str) -> str:
    """The delimiter that cuts the first rows into the most alike pieces."""

    def quality(delimiter: str) -> tuple[int, int]:
        try:
            head = itertools.islice(_records(text, delimiter, 1), _LOOKED_AT)
            widths = [len(cells) for _, cells in head if any(cells)]
        except (SheetMalformed, SheetTooLarge):
            return (0, text.partition("\n")[0].count(delimiter))
        if not widths or widths[0] < 2:
            return (0, 0)
        return (sum(1 for width in widths if width == widths[0]) * 100 // len(widths) // 25, widths[0])

    return max(DELIMITERS, key=quality)


def _collect(rows: Iterable[tuple[int, list[str]]], form: SheetForm, limits: SheetLimits) -> RawSheet:
    headers: tuple[str, ...] = ()
    found: list[RawRow] = []
    for number, cells in rows:
        trimmed = [cell.strip() for cell in cells]
        if not any(trimmed):
            continue
        if max(map(len, trimmed)) > limits.cell:
            raise SheetTooLarge(f"row {number}: a cell of more than {limits.cell:,} characters")
        if not headers:
            headers = _headers(trimmed, limits)
            continue
        width = len(headers)
        if len(trimmed) < width:
            trimmed += [""] * (width - len(trimmed))
        if len(found) == limits.rows:
            raise SheetTooLarge(f"more than {limits.rows:,} rows")
        found.append(RawRow(number, tuple(trimmed[:width]), tuple(filter(None, trimmed[width:]))))
    if not headers or not found:
        raise SheetEmpty
    return RawSheet(headers, tuple(found), form)


def _headers(cells: list[str], limits: SheetLimits) -> tuple[str, ...]:
    while cells and not cells[-1]:
        cells = cells[:-1]
    if len(cells) > limits.columns:
        raise SheetTooLarge(f"{len(cells):,} columns of at most {limits.columns}")
    seen: set[str] = set()
    for cell in cells:
        if cell and cell.casefold() in seen:
            raise SheetHeaders(f"“{cell[:60]}” stands there twice")
        seen.add(cell.casefold())
    return tuple(cells)
