"""A sheet of applicants: name, e-mail, and links to their credentials."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass

from microcred.platform.verifier.desk.errors import DeskFull, SheetUnreadable

MOST = 500
_BYTES = 2_000_000
_CELL = 20_000
_NAMES = frozenset({"name", "full name", "applicant", "nom", "nom complet", "candidat"})
_FIRST = frozenset({"first name", "given name", "prénom", "firstname"})
_LAST = frozenset({"last name", "surname", "family name", "nom de famille", "lastname"})
_MAIL = frozenset(
    {"e-mail", "email", "mail", "e-mail address", "email address", "courriel", "adresse e-mail"}
)
_LINKS = frozenset(
    {"link", "links", "url", "urls", "credential", "credentials", "badge", "badges", "lien", "liens"}
)
_LINK = re.compile(r"https?://[^\s|,;\"<>]+")


@dataclass(frozen=True)
class Applicant:
    """One line of the sheet. `links` are the addresses in its link columns, each once."""

    name: str
    email: str
    links: tuple[str, ...]


def read_applicants(data: bytes) -> list[Applicant]:
    """Reads CSV: comma, semicolon or tab; UTF-8 or Windows-1252; columns in any order.

    Raises `SheetUnreadable` or `DeskFull`.
    """
    if len(data) > _BYTES or b"\0" in data:
        raise SheetUnreadable("too large, or not text")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    try:
        rows = list(csv.reader(io.StringIO(text), delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise SheetUnreadable(str(error)[:80]) from None
    if not rows:
        raise SheetUnreadable("empty")
    header = [" ".join(cell.casefold().split()) for cell in rows[0]]
    if not any(cell in _LINKS for cell in header):
        raise SheetUnreadable("no column of links")
    found = [_applicant(header, row) for row in rows[1:] if any(cell.strip() for cell in row)]
    if len(found) > MOST:
        raise DeskFull(f"{len(found)} applicants")
    return found


def looks_like_a_sheet(name: str, data: bytes) -> bool:
    """Whether a file is one of applicants rather than a credential."""
    return name.lower().endswith((".csv", ".tsv")) and data.lstrip()[:1] not in (b"{", b"[", b"%", b"<")


def _applicant(header: list[str], row: list[str]) -> Applicant:
    cells = [(name, cell.strip()[:_CELL]) for name, cell in zip(header, row, strict=False)]

    def of(names: frozenset[str]) -> str:
        return next((cell for name, cell in cells if name in names and cell), "")

    name = of(_NAMES) or " ".join(part for part in (of(_FIRST), of(_LAST)) if part)
    links = [link for column, cell in cells if column in _LINKS for link in _LINK.findall(cell)]
    return Applicant(name[:300], of(_MAIL)[:300], tuple(dict.fromkeys(links)))
