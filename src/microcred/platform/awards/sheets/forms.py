"""A sheet as it came: its cells, and how it was written, so that it can be given back alike."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class SheetLimits:
    """The stated limits of one sheet."""

    bytes: int = 20_000_000
    rows: int = 50_000
    columns: int = 100
    cell: int = 10_000
    unpacked: int = 200_000_000
    """Bytes that a workbook may unpack to."""


DEFAULT = SheetLimits()


@dataclass(frozen=True)
class SheetForm:
    """How a sheet is written: `kind` is "csv" or "xlsx"; the rest tells of CSV alone."""

    kind: str = "csv"
    encoding: str = "utf-8"
    mark: bool = False
    """Begins with the byte order mark, by which spreadsheet programs know UTF-8."""
    delimiter: str = ","
    line_end: str = "\r\n"
    announced: bool = False
    """Begins with a line such as `sep=;`."""


@dataclass(frozen=True)
class RawRow:
    """One row: `number` as spreadsheet programs count it, and a cell for each header, trimmed.

    `spare` are the cells beyond the last header.
    """

    number: int
    cells: tuple[str, ...]
    spare: tuple[str, ...] = ()


@dataclass(frozen=True)
class RawSheet:
    """All cells as text, without the empty rows."""

    headers: tuple[str, ...]
    rows: tuple[RawRow, ...]
    form: SheetForm

    def column(self, index: int) -> list[str]:
        """The cells of one column."""
        return [row.cells[index] for row in self.rows]
