"""Rows to people: every cell checked, the pass rule applied, each problem at its row and column."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Mapping as Dictionary
from dataclasses import dataclass, replace
from datetime import date

from microcred.platform.awards.sheets import cells
from microcred.platform.awards.sheets.dates import Unreadable, read_date
from microcred.platform.awards.sheets.dialects import DateOrder, Field
from microcred.platform.awards.sheets.errors import (
    AddressInvalid,
    CellsTooMany,
    DateImpossible,
    DateInvalid,
    EmailInvalid,
    FormulaCell,
    GradeMissing,
    GradeUnreadable,
    NameAndEmailSwapped,
    NameMissing,
    Problem,
    RowError,
    RowTwice,
    TextUnprintable,
)
from microcred.platform.awards.sheets.forms import RawRow, RawSheet
from microcred.platform.awards.sheets.mapping import FIELDS, Mapping, checked
from microcred.platform.awards.sheets.passing import PassRule, Verdict

_LINES: tuple[Field, ...] = ("person_id", "grade", "evidence_name", "language")
_TEXTS: tuple[Field, ...] = ("narrative", "evidence_text")


@dataclass(frozen=True)
class Reading:
    """By what rows are read: the pass rule, today, the order of dates, and the headers to name."""

    rule: PassRule
    today: date
    dates: DateOrder | None = None
    headers: Dictionary[str, str] | None = None

    @property
    def names(self) -> bool:
        """Whether names are to be had: a sheet of addresses alone has no column for them."""
        return self.headers is None or not {"name", "first_name", "last_name"}.isdisjoint(self.headers)

    def header(self, field: str) -> str:
        """The sheet's own word for a field."""
        return (self.headers or {}).get(field) or field


@dataclass(frozen=True)
class SheetRow:
    """One person of the sheet. `values` are the cells as they came, by field; the rest is what they mean."""

    number: int
    values: Dictionary[str, str]
    name: str = ""
    email: str = ""
    person_id: str = ""
    grade: str = ""
    issued: date | None = None
    expires: date | None = None
    narrative: str = ""
    evidence_url: str = ""
    evidence_name: str = ""
    evidence_text: str = ""
    language: str = ""
    verdict: Verdict = "passed"
    problems: tuple[Problem, ...] = ()

    @property
    def person(self) -> str:
        """By what a person is known within one institution: address, else number, else name."""
        return person_key(email=self.email, person_id=self.person_id, name=self.name)

    @property
    def awardable(self) -> bool:
        """Passed, and nothing in the way."""
        return self.verdict == "passed" and not self.problems


def person_key(*, email: str, person_id: str, name: str) -> str:
    """The stated rule of who is the same person: same address; without one same number; else same name."""
    if email:
        return f"e:{email.lower()}"
    return f"i:{person_id.casefold()}" if person_id else f"n:{' '.join(name.casefold().split())}"


def read_rows(sheet: RawSheet, mapping: Mapping, rule: PassRule, today: date) -> list[SheetRow]:
    """All rows of a sheet. Raises `SheetHeaders` if the mapping names nobody; problems stay in the rows."""
    checked(mapping)
    headers: dict[str, str] = {column.field: column.header for column in mapping.columns if column.field}
    reading = Reading(rule, today, mapping.dates, headers)
    places = [(column.field, column.index) for column in mapping.columns if column.field]
    kept = [column.index for column in mapping.columns if not column.field]
    found = []
    for raw in sheet.rows:
        values: dict[str, str] = {field: cell for field, index in places if (cell := raw.cells[index])}
        row = read_row(raw.number, values, reading)
        refused = _whole_row(raw, sheet, kept)
        found.append(replace(row, problems=(*refused, *row.problems)) if refused else row)
    return mark_twice(found, reading)


def read_row(number: int, values: Dictionary[str, str], reading: Reading) -> SheetRow:
    """One row from its cells by field; the same function reads a row that was corrected in place.

    A row that did not pass needs nobody, so its problems are left away, all but formulas.
    """
    reader = _Reader(number, values, reading)
    verdict = reader.verdict()
    given, family = reader.line("first_name"), reader.line("last_name")
    name = reader.line("name") or f"{given} {family}".strip()
    email = reader.email(name)
    if not name and not reader.problems and (reading.names or not email):
        reader.refuse(NameMissing, "name")
    issued, expires = reader.day("issued"), reader.day("expires")
    if issued and issued > reading.today:
        reader.refuse(DateImpossible, "issued")
    if expires and expires <= (issued or reading.today):
        reader.refuse(DateImpossible, "expires")
    person_id, grade, evidence_name, language = map(reader.line, _LINES)
    narrative, evidence_text = map(reader.paragraph, _TEXTS)
    return SheetRow(
        number=number,
        values=values,
        name=name,
        email=email,
        person_id=person_id,
        grade=grade,
        issued=issued,
        expires=expires,
        narrative=narrative,
        evidence_url=reader.address(),
        evidence_name=evidence_name,
        evidence_text=evidence_text,
        language=language,
        verdict=verdict,
        problems=reader.standing(verdict),
    )


def mark_twice(rows: Iterable[SheetRow], reading: Reading) -> list[SheetRow]:
    """The rows, with every further one of a person who is to be awarded already marked."""
    seen: dict[str, int] = {}
    found = []
    for row in rows:
        person = row.person
        if row.verdict == "passed" and len(person) > 2:
            if person in seen:
                column = reading.header("email" if row.email else "name")
                twice = Problem.of(RowTwice, row.number, column, f"{row.email or row.name}: {seen[person]}")
                row = replace(row, problems=(*row.problems, twice))
            else:
                seen[person] = row.number
        found.append(row)
    return found


def _whole_row(raw: RawRow, sheet: RawSheet, kept: list[int]) -> list[Problem]:
    """Formulas in columns that are not used, and cells beyond the headers."""
    problems = [
        Problem.of(FormulaCell, raw.number, sheet.headers[index], raw.cells[index])
        for index in kept
        if cells.is_formula(raw.cells[index])
    ]
    if raw.spare:
        problems.append(Problem.of(CellsTooMany, raw.number, "", raw.spare[0]))
    return problems


class _Reader:
    """The cells of one row, with what is wrong among them."""

    def __init__(self, number: int, values: Dictionary[str, str], reading: Reading) -> None:
        self._number, self._given, self._reading = number, values, reading
        self._values = values
        self.problems: list[Problem] = []
        formulas = [field for field, cell in values.items() if cells.is_formula(cell)]
        if formulas:
            self._values = {field: cell for field, cell in values.items() if field not in formulas}
            for field in formulas:
                self.refuse(FormulaCell, field)

    def refuse(self, error: type[RowError], field: str) -> None:
        column = self._reading.header(field)
        if all(problem.column != column for problem in self.problems):  # one thing at a time for each cell
            self.problems.append(Problem.of(error, self._number, column, self._given.get(field, "")))

    def standing(self, verdict: Verdict) -> tuple[Problem, ...]:
        formula = FormulaCell.code
        return tuple(one for one in self.problems if verdict != "not_passed" or one.code == formula)

    def verdict(self) -> Verdict:
        verdict = self._reading.rule.judge(self._values.get("grade", ""))
        if verdict in ("missing", "unreadable"):
            self.refuse(GradeMissing if verdict == "missing" else GradeUnreadable, "grade")
        return verdict

    def line(self, field: str) -> str:
        text = self._values.get(field, "")
        found = cells.line(text) if text else ""
        if found is None:
            self.refuse(TextUnprintable, field)
        return found or ""

    def paragraph(self, field: str) -> str:
        text = self._values.get(field, "")
        found = cells.paragraph(text) if text else ""
        if found is None:
            self.refuse(TextUnprintable, field)
        return found or ""

    def email(self, name: str) -> str:
        text = self._values.get("email", "")
        found = cells.email(text) if text else ""
        if "@" in name and not found and cells.email(name):
            self.refuse(NameAndEmailSwapped, "email")
        elif found is None:
            self.refuse(EmailInvalid, "email")
        return found or ""

    def address(self) -> str:
        text = self._values.get("evidence_url", "")
        found = cells.web_address(text) if text else ""
        if found is None:
            self.refuse(AddressInvalid, "evidence_url")
        return found or ""

    def day(self, field: str) -> date | None:
        text = self._values.get(field, "")
        if not text:
            return None
        try:
            return read_date(text, self._reading.dates)
        except Unreadable:
            self.refuse(DateInvalid, field)
            return None


def known_values(values: Dictionary[str, object]) -> dict[str, str]:
    """Of values given by a form or an API client those that are fields of ours, trimmed."""
    return {field: str(values[field]).strip() for field in FIELDS if values.get(field)}
