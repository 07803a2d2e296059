"""What was imported, and how an import stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Count, Q

from microcred.platform.frameworks.errors import SkillUnknown
from microcred.platform.frameworks.models import CourseTable, Crosswalk, Framework, ImportRun, ProjectionSet
from microcred.skills.readers.report import Reason

if TYPE_CHECKING:
    from microcred.platform.accounts.models import Account


@dataclass(frozen=True, slots=True)
class FrameworkLine:
    """A framework, crosswalk or set of projections that is here; `active` and `retired` count skills."""

    name: str
    release: str
    credit: str
    licence: str
    languages: tuple[str, ...]
    imported_at: datetime
    active: int = 0
    retired: int = 0
    occupations: int = 0


def frameworks() -> list[FrameworkLine]:
    """Everything that was imported, frameworks first."""
    counted = Framework.objects.annotate(
        active=Count("skills", filter=Q(skills__retired=False)),
        gone=Count("skills", filter=Q(skills__retired=True)),
    )
    skills = {pk: (active, gone) for pk, active, gone in counted.values_list("pk", "active", "gone")}
    occupations = dict(
        Framework.objects.annotate(
            number=Count("occupations", filter=Q(occupations__retired=False))
        ).values_list("pk", "number")
    )
    found = [
        FrameworkLine(
            row.name,
            row.release,
            row.credit,
            row.licence,
            tuple(row.languages.split(",")) if row.languages else (),
            row.imported_at,
            *skills[row.pk],
            occupations[row.pk],
        )
        for row in Framework.objects.order_by("name")
    ]
    found += [
        FrameworkLine(row.name, "", row.credit, "", (), row.imported_at)
        for row in Crosswalk.objects.order_by("name")
    ]
    found += [
        FrameworkLine(row.source, f"{row.first_year}–{row.last_year}", row.source, "", (), row.imported_at)
        for row in ProjectionSet.objects.order_by("source", "first_year")
    ]
    return found


def import_run(public_id: str) -> ImportRun:
    """One import that was asked for. Raises `SkillUnknown`."""
    found = ImportRun.objects.filter(pk=public_id).first()
    if found is None:
        raise SkillUnknown
    return found


@dataclass(frozen=True, slots=True)
class CoursesLine:
    """A table of courses that somebody gave: its name, when, and whether it was read."""

    public_id: str
    name: str
    asked_at: datetime
    finished: bool


def course_tables(actor: Account, most: int = 20) -> list[CoursesLine]:
    """The tables of courses that somebody gave last."""
    rows = CourseTable.objects.filter(author=actor.pk).order_by("-asked_at")
    found = rows.values_list("public_id", "name", "asked_at", "finished_at")[:most]
    return [CoursesLine(key, name, asked, finished is not None) for key, name, asked, finished in found]


def recent_runs(most: int = 20) -> list[ImportRun]:
    """The imports that were asked for last."""
    return list(ImportRun.objects.order_by("-asked_at")[:most])


def reason(name: str) -> Reason | None:
    """The reason of a row in a kept report, or None where a later version no longer has it."""
    return Reason.__members__.get(name)
