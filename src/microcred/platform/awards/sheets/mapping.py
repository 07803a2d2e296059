"""Which column holds what: proposed from headers and contents, confirmed or changed by the officer."""

from __future__ import annotations

from collections.abc import Mapping as Dictionary
from dataclasses import dataclass, replace
from typing import Literal, get_args

from microcred.platform.awards.sheets.dates import guess_order
from microcred.platform.awards.sheets.dialects import ALIASES, DateOrder, Dialect, Field, folded, recognise
from microcred.platform.awards.sheets.errors import SheetHeaders
from microcred.platform.awards.sheets.forms import RawSheet

Certainty = Literal["certain", "likely", "guess", "kept"]
FIELDS: tuple[Field, ...] = get_args(Field)
_ORDERS: tuple[DateOrder, ...] = get_args(DateOrder)


@dataclass(frozen=True)
class Column:
    """One column: its header, what it holds (None: kept, not used), and how sure that is."""

    index: int
    header: str
    field: Field | None
    certainty: Certainty


@dataclass(frozen=True)
class Mapping:
    """The reading of a sheet. `dates` is the order of 3/4/26; None where no such date is in doubt."""

    columns: tuple[Column, ...]
    dialect: str = ""
    dates: DateOrder | None = None

    def index(self, field: Field) -> int | None:
        """The column of a field, if there is one."""
        return next((column.index for column in self.columns if column.field == field), None)

    def header(self, field: Field) -> str:
        """The header over a field, as it stands in the sheet; empty if there is none."""
        return next((column.header for column in self.columns if column.field == field), "")

    @property
    def certain(self) -> bool:
        """Whether no column was guessed, so that the step can be passed over."""
        return all(column.certainty in ("certain", "kept") for column in self.columns)

    def as_json(self) -> dict[str, object]:
        """For storing: fields by column number."""
        fields = [[column.index, column.field, column.certainty] for column in self.columns]
        return {"columns": fields, "dialect": self.dialect, "dates": self.dates}

    @classmethod
    def from_json(cls, sheet: RawSheet, value: Dictionary[str, object]) -> Mapping:
        """What `as_json` wrote; raises `SheetHeaders` if it does not fit the sheet."""
        columns = value.get("columns")
        chosen = {entry[0]: entry[1] for entry in columns} if isinstance(columns, list) else {}
        base = propose(sheet)
        sure = {entry[0]: entry[2] for entry in columns} if isinstance(columns, list) else {}
        found = choose(base, chosen, value.get("dates"))
        marked = tuple(replace(column, certainty=sure[column.index]) for column in found.columns)
        return replace(found, columns=marked)


def propose(sheet: RawSheet) -> Mapping:
    """The mapping that the headers speak for; where they are silent, the contents.

    Raises `SheetHeaders` only through `checked`: a mapping without a name can still be completed by hand.
    """
    dialect = recognise(sheet.headers)
    taken: set[Field] = set()
    columns = [_by_header(index, header, dialect, taken) for index, header in enumerate(sheet.headers)]
    columns = [_by_content(column, sheet, taken) for column in columns]
    order = dialect.dates if dialect else None
    dated = [column.index for column in columns if column.field in ("issued", "expires")]
    if dated:
        order = guess_order([cell for index in dated for cell in sheet.column(index)]) or order
    return Mapping(tuple(columns), dialect.code if dialect else "", order)


def choose(proposed: Mapping, fields: Dictionary[int, object], dates: object = None) -> Mapping:
    """The officer's choice: a field or None for each column number. Raises `SheetHeaders`."""
    columns, taken = [], set()
    for column in proposed.columns:
        field = fields.get(column.index, column.field)
        if field is not None and field not in FIELDS:
            raise SheetHeaders(f"{column.header}: {str(field)[:40]}")
        if field is not None and field in taken:
            raise SheetHeaders(f"two columns for {field}")
        taken.add(field)
        columns.append(replace(column, field=field, certainty="certain" if field else "kept"))
    order = next((one for one in _ORDERS if one == dates), proposed.dates)
    return Mapping(tuple(columns), proposed.dialect, order)


def checked(mapping: Mapping) -> Mapping:
    """The mapping, if it names people at all; raises `SheetHeaders`."""
    named = mapping.index("name") is not None
    parts = mapping.index("first_name") is not None or mapping.index("last_name") is not None
    if not (named or parts or mapping.index("email") is not None):
        raise SheetHeaders(", ".join(column.header for column in mapping.columns)[:200])
    return mapping


def _by_header(index: int, header: str, dialect: Dialect | None, taken: set[Field]) -> Column:
    name = folded(header)
    certainty: Certainty = "certain"
    field = dialect.headers.get(name) if dialect else None
    if field is None:
        field, certainty = ALIASES.get(name), "likely"
    if dialect and name in dialect.optional:
        field = None
    if field is None or field in taken:
        return Column(index, header, None, "kept")
    taken.add(field)
    return Column(index, header, field, certainty)


def _by_content(column: Column, sheet: RawSheet, taken: set[Field]) -> Column:
    """A column whose cells are mostly addresses is the column of addresses."""
    if column.field is not None or "email" in taken:
        return column
    cells = [cell for cell in sheet.column(column.index)[:200] if cell]
    if cells and sum(1 for cell in cells if "@" in cell[1:-1]) * 10 >= len(cells) * 8:
        taken.add("email")
        return replace(column, field="email", certainty="guess")
    return column
