"""The employment projections of the US Bureau of Labor Statistics, in both layouts in which it offers them.

The official workbook ("Employment, 2024") and the table of the web tool ("Employment 2020", codes written as
`="13-2011"`, numbers as "1,392.2"). Years are read from the headers. Numbers of people are in thousands.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from microcred.skills.readers.crosswalks import soc
from microcred.skills.readers.report import ReadReport, Reason
from microcred.skills.readers.sources import SourceFile, read_within_limit
from microcred.skills.readers.tables import Row, table

EXAMPLE = "example"
"""The country of figures that are no country's: those of the demo."""
CREDIT = "Employment Projections, U.S. Bureau of Labor Statistics."
_COLUMNS = {
    "code": r"(\d{4}nationalemploymentmatrix|occupation)code",
    "title": r"(\d{4}nationalemploymentmatrix|occupation)title",
    "percent": r"employment(percentchange|changepercent)\d+",
    "openings": r"occupationalopenings\d+annualaverage",
    "wage": r"medianannualwage(dollars)?\d+",
    "education": r"typicale(ntryleveleducation|ducationneededforentry)",
}
_EMPLOYMENT = re.compile(r"employment(\d{4})")


@dataclass(frozen=True, slots=True)
class Outlook:
    """What is expected of an occupation: people in thousands, change in percent, wage in dollars a year."""

    soc: str
    title: str
    first_year: int
    last_year: int
    employed: float | None
    expected: float | None
    change: float | None
    openings: float | None
    wage: float | None
    education: str = ""
    summary: bool = False
    country: str = "US"
    source: str = CREDIT

    @property
    def example(self) -> bool:
        """Whether the figures are invented, for the demo."""
        return self.country == EXAMPLE


def read_projections(file: SourceFile) -> tuple[Mapping[str, Outlook], ReadReport]:
    """The outlook of each occupation by its SOC code, and the report."""
    report = ReadReport()
    data = read_within_limit(file, report)
    found: dict[str, Outlook] = {}
    needed = (
        _COLUMNS["code"],
        _COLUMNS["title"],
        _EMPLOYMENT.pattern,
        _COLUMNS["percent"],
        _COLUMNS["openings"],
    )
    for row in table(data, file.name, needed, report) if data is not None else ():
        columns = {
            name: next((c for c in row.values if re.fullmatch(p, c)), "") for name, p in _COLUMNS.items()
        }
        code = soc(row[columns["code"]])
        if code is None:
            report.skipped(file.name, row.number, Reason.BAD_VALUE, row[columns["code"]] or "code")
        elif code in found:
            report.skipped(file.name, row.number, Reason.DUPLICATE, code)
        elif len(_years(row)) < 2:
            report.skipped(file.name, row.number, Reason.MISSING_VALUE, "employment")
        else:
            found[code] = _outlook(code, row, columns)
    return found, report


def _years(row: Row) -> list[int]:
    """The years of which the row says how many are employed; a short row may lack one."""
    return sorted(int(m.group(1)) for column in row.values if (m := _EMPLOYMENT.fullmatch(column)))


def _outlook(code: str, row: Row, columns: Mapping[str, str]) -> Outlook:
    years = _years(row)
    return Outlook(
        soc=code,
        title=row[columns["title"]].split("*")[0].strip(),
        first_year=years[0],
        last_year=years[-1],
        employed=_number(row[f"employment{years[0]}"]),
        expected=_number(row[f"employment{years[-1]}"]),
        change=_number(row[columns["percent"]]),
        openings=_number(row[columns["openings"]]),
        wage=_number(row[columns["wage"]]),
        education=row[columns["education"]],
        summary=row["occupationtype"].lower() == "summary",
    )


def _number(text: str) -> float | None:
    """A number as written for people ("1,392.2", ">=208,000", "—"); None where there is none."""
    digits = re.sub(r"[^0-9.\-]", "", text.replace("−", "-"))
    try:
        return float(digits)
    except ValueError:
        return None
