"""Skills for a table of course descriptions: read at once, suggested by a job, confirmed by the author."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction

from microcred.platform.frameworks import access, jobs, memory
from microcred.platform.frameworks.errors import CoursesUnreadable
from microcred.platform.frameworks.merging import plain_text
from microcred.platform.frameworks.models import CourseTable
from microcred.platform.frameworks.services.importing import report_value
from microcred.skills.readers.sources import SourceFile
from microcred.skills.search.courses import Course, CourseSkills, read_courses, suggest_for

if TYPE_CHECKING:
    from microcred.platform.accounts.models import Account

MOST_COURSES = 2_000
_SAVED_EVERY = 20


def ask_courses(*, actor: Account, file: SourceFile, now: datetime) -> str:
    """Keeps the courses of a table and asks for suggestions; the id of the kept table.

    Raises `CoursesUnreadable` where the file is none, has no course, or too many.
    """
    courses, report = read_courses(file)
    if report.refused or not courses:
        raise CoursesUnreadable(next((f"{n.reason.sentence} {n.detail}" for n in report.notes), ""))
    if len(courses) > MOST_COURSES:
        raise CoursesUnreadable(f"{len(courses)}, at most {MOST_COURSES}")
    with transaction.atomic():
        table = CourseTable.objects.create(
            author=actor.pk,
            name=plain_text(file.name, 200),
            asked_at=now,
            courses=[_course(course) for course in courses],
            report=report_value(report),
        )
        jobs.enqueue_courses(table.pk)
    return table.pk


def suggest_for_table(public_id: str, now: datetime, tell: jobs.Tell) -> None:
    """Suggests for each course that has none yet, saving now and then, so that it can be taken up again."""
    table = CourseTable.objects.filter(pk=public_id, finished_at=None).first()
    if table is None:
        return
    rows: list[dict[str, Any]] = table.courses
    tell(0, len(rows))
    suggester = memory.loaded().suggester()
    waiting = [row for row in rows if "skills" not in row]
    asked = (Course(row["code"], row["title"], row["description"]) for row in waiting)
    done = len(rows) - len(waiting)
    for row, found in zip(waiting, suggest_for(suggester, asked), strict=True):
        row.update(_found(found))
        done += 1
        if done % _SAVED_EVERY == 0:
            table.save(update_fields=["courses"])
            tell(done, len(rows))
    table.finished_at = now
    table.save(update_fields=["courses", "finished_at"])
    tell(done, len(rows))


def tick_courses(*, actor: Account, public_id: str, rows: range, chosen: Iterable[str]) -> CourseTable:
    """Keeps what is ticked of some rows of a table, those of one page; the table.

    `chosen` are the keys "row-skill" of what was ticked, by their numbers in the table; other rows keep their
    ticks. Raises `SkillUnknown` where the table is not the actor's.
    """
    ticked = set(chosen)
    with transaction.atomic():
        table = access.course_table(actor, public_id, lock=True)
        for at in rows:
            for number, skill in enumerate(table.courses[at].get("skills", ())):
                skill["ticked"] = f"{at}-{number}" in ticked
        table.save(update_fields=["courses"])
    return table


def confirmed_rows(table: CourseTable) -> list[Mapping[str, str]]:
    """The rows of the sheet to take away: one for each course and skill that is ticked."""
    return [
        {
            "code": row["code"],
            "title": row["title"],
            "skill": skill["label"],
            "address": skill["skill"],
            "words": "; ".join(skill["words"]),
        }
        for row in table.courses
        for skill in row.get("skills", ())
        if skill.get("ticked")
    ]


def _course(course: Course) -> dict[str, str]:
    return {name: plain_text(text, 20_000) for name, text in asdict(course).items()}


def _found(found: CourseSkills) -> dict[str, Any]:
    skills = [
        {"skill": each.skill, "label": each.label, "words": list(each.words)} for each in found.suggestions
    ]
    return {"skills": skills, "error": found.error.code if found.error else ""}
