"""Results sheets: who is to be awarded, read row by row from CSV, checked whole before anything is signed.

UTF-8 with or without mark, or Windows-1252; comma, semicolon or tab; headers in any order and case.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from microcred.errors import MicrocredError

LARGEST = 200_000_000
MOST_ROWS = 1_000_000
MOST_CELL = 10_000

HEADERS = {
    "name": ("name", "full name", "recipient name", "vor- / nachname", "learner"),
    "first": ("first name", "recipient first name", "given name"),
    "last": ("last name", "recipient surname", "surname", "family name"),
    "email": (
        "email",
        "e-mail",
        "recipient email",
        "identifier",
        "recipient mailadres",
        "e-mail-adresse",
        "mail",
    ),
    "result": ("result", "grade", "grade (optional)", "score", "mark"),
}
"""Each field with the headers that name it, in small letters."""

_FORMULA = ("=", "+", "-", "@")


class SheetRefused(MicrocredError):
    """A sheet with something wrong in it, named by row and column: nothing is awarded from it."""

    code = "sheet.refused"
    sentence = "The results sheet cannot be used."
    remedy = "Correct the sheet and run the command again; nothing was signed."


@dataclass(frozen=True)
class Row:
    """One line of the sheet: its number (the header is 1), and the trimmed cells that count."""

    number: int
    name: str
    email: str
    result: str


@dataclass(frozen=True)
class Sheet:
    """A results sheet: how it is read, and which columns stand for what."""

    path: Path
    encoding: str
    delimiter: str
    columns: dict[str, int]

    @property
    def has_results(self) -> bool:
        """Whether a result or grade column is there."""
        return "result" in self.columns

    def rows(self) -> Iterator[Row]:
        """The rows one by one; empty lines are passed over. Raises `SheetRefused`."""
        try:
            with self.path.open(encoding=self.encoding, newline="") as file:
                reader = csv.reader(file, delimiter=self.delimiter, strict=True)
                next(reader)
                for cells in reader:
                    if any(cell.strip() for cell in cells):
                        yield self._row(cells, reader.line_num)
        except csv.Error as error:
            raise SheetRefused(f"{self.path}: {error}") from None

    def _row(self, cells: list[str], number: int) -> Row:
        found = {field: cells[at].strip() if at < len(cells) else "" for field, at in self.columns.items()}
        for field, text in found.items():
            if len(text) > MOST_CELL or not text.isprintable():
                raise SheetRefused(f"row {number}, {field}: not a line of text")
            if field != "result" and text.startswith(_FORMULA):
                raise SheetRefused(f"row {number}, {field}: a formula")
        name = found.get("name") or f"{found.get('first', '')} {found.get('last', '')}".strip()
        if not name:
            raise SheetRefused(f"row {number}: no name")
        email = found.get("email", "").lower()
        if email and (email.count("@") != 1 or " " in email or email.startswith("@") or email.endswith("@")):
            raise SheetRefused(f"row {number}, email: {email[:60]}")
        return Row(number, name, email, found.get("result", ""))


def open_sheet(path: Path) -> Sheet:
    """Finds out how a sheet is written; raises `SheetRefused`."""
    try:
        size = path.stat().st_size
        encoding = _encoding(path)
        with path.open(encoding=encoding, newline="") as file:
            first = file.readline(100_000)
    except OSError as error:
        raise SheetRefused(f"{path}: {error.strerror}") from None
    if size > LARGEST:
        raise SheetRefused(f"{path}: more than {LARGEST} bytes")
    if not first.strip():
        raise SheetRefused(f"{path}: empty")
    delimiter = max(",;\t", key=first.count)
    headers = [cell.strip().lower() for cell in next(csv.reader([first], delimiter=delimiter))]
    columns = {
        field: headers.index(header)
        for field, names in HEADERS.items()
        for header in names
        if header in headers
    }
    if "name" not in columns and not {"first", "last"} <= columns.keys():
        raise SheetRefused(f"{path}: no column for the name among {', '.join(headers)[:200]}")
    return Sheet(path, encoding, delimiter, columns)


def checked(sheet: Sheet) -> int:
    """Reads the whole sheet once; the number of rows. Raises `SheetRefused`, for a row twice too."""
    seen: set[bytes] = set()
    count = 0
    for row in sheet.rows():
        count += 1
        if count > MOST_ROWS:
            raise SheetRefused(f"{sheet.path}: more than {MOST_ROWS} rows")
        key = blake2b(f"{row.email or row.name}".encode(), digest_size=8).digest()
        if key in seen:
            raise SheetRefused(f"row {row.number}: {row.email or row.name} is there twice")
        seen.add(key)
    if count == 0:
        raise SheetRefused(f"{sheet.path}: no rows")
    return count


def _encoding(path: Path) -> str:
    with path.open("rb") as file:
        start = file.read(4)
    if start[:2] in (b"PK", b"\xff\xfe", b"\xfe\xff"):
        raise SheetRefused(f"{path}: not a CSV file in UTF-8 or Windows-1252")
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            with path.open(encoding=encoding, newline="") as file:
                while text := file.read(1 << 20):
                    if "\0" in text:
                        raise SheetRefused(f"{path}: not text")
        except UnicodeDecodeError:
            continue
        return encoding
    raise SheetRefused(f"{path}: neither UTF-8 nor Windows-1252")


class PassRule:
    """Which results pass: a least number, or words such as `pass,distinction`."""

    def __init__(self, text: str) -> None:
        self._words = {word.strip().lower() for word in text.split(",")}
        self._least = _number(text)

    def passed(self, result: str) -> bool:
        """Whether a result passes; a missing or unreadable one does not."""
        if self._least is None:
            return result.lower() in self._words
        number = _number(result)
        return number is not None and number >= self._least


def _number(text: str) -> float | None:
    try:
        number = float(text.strip().rstrip("%").replace(",", "."))
    except ValueError:
        return None
    return number if number == number and abs(number) != float("inf") else None
