"""Skills for hundreds of course descriptions at once, as one table to confirm."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from microcred.skills.errors import SkillsError
from microcred.skills.readers.report import ReadReport, Reason
from microcred.skills.readers.sources import SourceFile, read_within_limit
from microcred.skills.readers.tables import table
from microcred.skills.search.suggest import Suggester, Suggestion


@dataclass(frozen=True, slots=True)
class Course:
    """One course of a table. `code` is its own number or code, or the number of its row."""

    code: str
    title: str
    description: str


@dataclass(frozen=True, slots=True)
class CourseSkills:
    """The skills suggested for a course; `error` says why there are none, if its text could not be read."""

    course: Course
    suggestions: tuple[Suggestion, ...]
    error: SkillsError | None = None


def read_courses(file: SourceFile) -> tuple[list[Course], ReadReport]:
    """Courses from a CSV or Excel table with the columns title and description, and perhaps code."""
    report = ReadReport()
    data = read_within_limit(file, report)
    found: list[Course] = []
    for row in table(data, file.name, ("title", "description"), report) if data is not None else ():
        if row["description"] or row["title"]:
            found.append(Course(row["code"] or str(row.number), row["title"], row["description"]))
        else:
            report.skipped(file.name, row.number, Reason.MISSING_VALUE, "description")
    return found, report


def suggest_for(suggester: Suggester, courses: Iterable[Course], most: int = 8) -> Iterator[CourseSkills]:
    """The suggestions for each course, one after the other, so that progress can be shown."""
    for course in courses:
        try:
            found = suggester.suggest(f"{course.title}\n{course.description}", most)
            yield CourseSkills(course, tuple(found))
        except SkillsError as error:
            yield CourseSkills(course, (), error)
