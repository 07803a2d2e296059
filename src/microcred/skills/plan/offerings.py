"""What can be taken: offerings of a catalogue, as this package sees them, and a reader of them from CSV.

Until a catalogue exists its small interface stands here: anything that gives `Offering` values will do.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from microcred.skills.readers.report import ReadReport, Reason
from microcred.skills.readers.sources import SourceFile, read_within_limit
from microcred.skills.readers.tables import Row, table

NEEDED = ("id", "title", "skills", "price", "start", "end")


@dataclass(frozen=True, slots=True)
class Offering:
    """One run of a micro-credential. `teaches` gives the level (1 to 8) reached in each skill, or None.

    `price` is in whole cents of one currency. `hours_per_week` is for each week from `start` to `end`.
    `requires` names other offerings that must have ended before this one starts; where several runs of one
    micro-credential exist, any of them will do: `requires` names micro-credentials (`course`). An offering
    with `assessment_only` teaches nothing: it shows what is already known.
    """

    id: str
    title: str
    teaches: tuple[tuple[str, int | None], ...]
    price: int
    start: date
    end: date
    hours_per_week: float = 0.0
    course: str = ""
    language: str = ""
    mode: str = ""
    requires: tuple[str, ...] = ()
    assessment_only: bool = False

    @property
    def weeks(self) -> int:
        """How many weeks it touches, at least one."""
        return max(1, -(-((self.end - self.start).days + 1) // 7))

    @property
    def hours(self) -> float:
        """All hours of work."""
        return self.hours_per_week * self.weeks

    def closes(self, skill: str, level: int | None) -> bool:
        """Whether it brings `skill` to `level` (None: any level will do; an unstated level closes any)."""
        return any(
            s == skill and (level is None or taught is None or taught >= level) for s, taught in self.teaches
        )


def course_of(offering: Offering) -> str:
    """The micro-credential that an offering is a run of; itself where it names none."""
    return offering.course or offering.id


def read_offerings(file: SourceFile) -> tuple[list[Offering], ReadReport]:
    """Offerings from a table, and the report.

    Columns: id, title, skills (addresses parted by spaces or ";", each perhaps with "@level"), price (in
    units of the currency), start, end (ISO dates); perhaps hoursperweek, course, language, mode, requires
    (courses parted by ";"), assessmentonly (yes).
    """
    report = ReadReport()
    data = read_within_limit(file, report)
    found: dict[str, Offering] = {}
    for row in table(data, file.name, NEEDED, report) if data is not None else ():
        lost = row.missing(NEEDED)
        if lost:
            report.skipped(file.name, row.number, Reason.MISSING_VALUE, lost)
            continue
        try:
            offering = _offering(row)
        except (ValueError, OverflowError) as error:
            report.skipped(file.name, row.number, Reason.BAD_VALUE, str(error)[:100])
            continue
        if offering.id in found:
            report.skipped(file.name, row.number, Reason.DUPLICATE, offering.id)
        else:
            found[offering.id] = offering
    return list(found.values()), report


def _offering(row: Row) -> Offering:
    offering = Offering(
        id=row["id"],
        title=row["title"],
        teaches=tuple(_taught(each) for each in re.split(r"[;\s]+", row["skills"]) if each),
        price=round(float(row["price"].replace(",", "")) * 100),
        start=date.fromisoformat(row["start"]),
        end=date.fromisoformat(row["end"]),
        hours_per_week=float(row["hoursperweek"] or 0),
        course=row["course"] or row["id"],
        language=row["language"],
        mode=row["mode"],
        requires=tuple(part.strip() for part in row["requires"].split(";") if part.strip()),
        assessment_only=row["assessmentonly"].lower() in ("yes", "true", "1"),
    )
    if offering.end < offering.start or offering.price < 0 or not 0 <= offering.hours_per_week <= 168:
        raise ValueError("dates, price or hours")
    return offering


def _taught(text: str) -> tuple[str, int | None]:
    skill, at, level = text.rpartition("@")
    if not at or not level.isdigit():
        return text, None
    if not 1 <= int(level) <= 8:
        raise ValueError(f"level {level}")
    return skill, int(level)
