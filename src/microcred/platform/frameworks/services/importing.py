"""Importing: read everything, see what would change, then store each part in one transaction.

A file that is refused, a worker that is killed, or a fault half-way leaves the release that was there. Each
part (a framework, a crosswalk, a set of projections) is stored whole or not at all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db import transaction

from microcred.platform.frameworks.errors import ImportOvertaken, NameMissing
from microcred.platform.frameworks.loading import StoredFramework, load_framework
from microcred.platform.frameworks.merging import completed, plain_text, storable
from microcred.platform.frameworks.models import Framework, Release
from microcred.platform.frameworks.reading import Naming, ReadPart, read_parts
from microcred.platform.frameworks.services.storing import store_framework
from microcred.platform.frameworks.services.tables import store_crosswalk, store_outlooks
from microcred.ports.identifiers import new_public_id
from microcred.skills.examples import example_walk
from microcred.skills.model import SkillFramework
from microcred.skills.own import own_framework
from microcred.skills.readers.report import Note, ReadReport, Weight
from microcred.skills.readers.sources import SourceFile
from microcred.skills.releases import ReleaseChange, compare, merge

_NOTES = 500
_NAMED = 100


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an import is: `step` is "read", "compare" or "store", and `name` what it is about."""

    done: int
    total: int
    step: str
    name: str = ""


@dataclass(frozen=True)
class Imported:
    """What became of one part. `stored` is False in a dry run and where `refused`; `counts` what it has."""

    name: str
    release: str
    kind: str
    credit: str
    stored: bool
    refused: bool
    counts: Mapping[str, int]
    change: ReleaseChange | None
    report: ReadReport

    def summary(self) -> dict[str, Any]:
        """The part as JSON: counts, and of the changes the first hundred addresses of each sort."""
        found: dict[str, Any] = {
            "name": self.name,
            "release": self.release,
            "kind": self.kind,
            "credit": self.credit,
            "stored": self.stored,
            "refused": self.refused,
            "counts": dict(self.counts),
        }
        change = self.change
        if change is not None:
            found["change"] = {
                "from": change.old,
                "added": len(change.added),
                "retired": len(change.retired),
                "replaced": len(change.replaced),
                "relabelled": len(change.relabelled),
                "returned": len(change.returned),
                "needs_added": change.needs_added,
                "needs_gone": change.needs_gone,
            }
            found["retired"] = list(change.retired[:_NAMED])
            found["replaced"] = {a: list(change.replaced[a]) for a in list(change.replaced)[:_NAMED]}
        return found


def import_files(
    files: Sequence[SourceFile], naming: Naming, *, dry_run: bool, actor: int | None, now: datetime
) -> Iterator[Progress | Imported]:
    """Imports what the files hold; how far it is, and each part once it is there (or would be).

    A part with a refusal in its report is not stored; the others are. Raises what reading raises where
    nothing can be recognised. Run it outside a transaction: each part has its own.
    """
    yield Progress(0, 100, "read")
    for part in read_parts(files, naming):
        name = _name(part, naming)
        yield Progress(40, 100, "compare", name)
        if part.framework is not None:
            yield from _import_framework(part, name, dry_run=dry_run, actor=actor, now=now)
        else:
            yield Progress(60, 100, "store", name)
            yield _import_table(part, name, dry_run=dry_run, now=now)


def import_framework(framework: SkillFramework, *, actor: int | None, now: datetime) -> Imported:
    """Imports a framework that is in memory already, such as the project's own."""
    part = ReadPart(ReadReport(), framework)
    found = [*_import_framework(part, framework.name, dry_run=False, actor=actor, now=now)]
    return next(each for each in found if isinstance(each, Imported))


def load_own_framework(*, now: datetime) -> Imported | None:
    """Loads the project's own small framework where that release is not here yet; None where it is."""
    own = own_framework()
    if Framework.objects.filter(name=own.name, release=own.release).exists():
        return None
    return import_framework(own, actor=None, now=now)


def load_examples(*, now: datetime) -> None:
    """Turns on the example figures of the project's own occupations: for a demo, never for a real site."""
    with transaction.atomic():
        store_crosswalk(example_walk(), now)


def _name(part: ReadPart, naming: Naming) -> str:
    if part.framework is not None:
        return plain_text(part.framework.name or naming.name, 200)
    if part.crosswalk is not None:
        return part.crosswalk.name
    if part.outlooks:
        one = next(iter(part.outlooks.values()))
        return f"{one.source.rstrip('.')} {one.first_year} to {one.last_year}"
    return ", ".join(sorted({note.file for note in part.report.notes}))[:200]


def _import_framework(
    part: ReadPart, name: str, *, dry_run: bool, actor: int | None, now: datetime
) -> Iterator[Progress | Imported]:
    assert part.framework is not None
    if part.report.refused:
        yield _outcome(part, name, part.framework, None, stored=False)
        return
    if not name:
        raise NameMissing
    read = storable(replace(part.framework, name=name), part.report)
    row = Framework.objects.filter(name=name).first()
    old = load_framework(row) if row else StoredFramework(SkillFramework(name, "", ""))
    if row:
        new = completed(old.framework, read)
        change = compare(old.framework, new)
        merged = merge(old.framework, new, change)
    else:
        merged, change = read, _all_new(read)
    if dry_run:
        yield _outcome(part, name, merged, change, stored=False)
        return
    yield Progress(60, 100, "store", name)
    outcome = _outcome(part, name, merged, change, stored=True)
    with transaction.atomic():
        number = _claim(row, merged, now)
        store_framework(number, old, merged, part.grades, part.zones)
        Release.objects.create(
            framework_id=number,
            release=plain_text(merged.release, 60),
            imported_at=now,
            actor=actor,
            summary=outcome.summary(),
            report=report_value(part.report),
        )
    yield outcome


def _all_new(read: SkillFramework) -> ReleaseChange:
    """What a first import brings: there is nothing to compare it with."""
    active = [address for address, skill in read.skills.items() if not skill.retired]
    active += [address for address, each in read.occupations.items() if not each.retired]
    return ReleaseChange("", read.release, tuple(sorted(active)), needs_added=len(read.needs))


def _claim(row: Framework | None, merged: SkillFramework, now: datetime) -> int:
    """The framework's row, held for this import. Raises `ImportOvertaken` where another one came first."""
    languages = ",".join(merged.languages)[:300]
    values = {
        "release": plain_text(merged.release, 60),
        "credit": plain_text(merged.credit, 4_000),
        "licence": plain_text(merged.licence, 300),
        "languages": languages,
        "imported_at": now,
        "stamp": new_public_id(),
    }
    if row is None:
        fresh, made = Framework.objects.get_or_create(name=merged.name, defaults=values)
        if not made:
            raise ImportOvertaken(merged.name)
        return fresh.pk
    if not Framework.objects.filter(pk=row.pk, stamp=row.stamp).update(**values):
        raise ImportOvertaken(merged.name)
    return row.pk


def _import_table(part: ReadPart, name: str, *, dry_run: bool, now: datetime) -> Imported:
    refused = part.report.refused
    stored = not dry_run and not refused and bool(part.crosswalk or part.outlooks)
    kind, credit, count = "unused", "", 0
    if part.crosswalk is not None:
        kind, credit = "crosswalk", part.crosswalk.credit
        count = sum(len(steps) for steps in part.crosswalk.steps.values())
    elif part.outlooks is not None:
        kind, count = "projections", len(part.outlooks)
        credit = next((each.source for each in part.outlooks.values()), "")
    if stored:
        with transaction.atomic():
            if part.crosswalk is not None:
                store_crosswalk(part.crosswalk, now)
            elif part.outlooks:
                store_outlooks(part.outlooks, now)
    return Imported(name, "", kind, credit, stored, refused, {"rows": count}, None, part.report)


def _outcome(
    part: ReadPart, name: str, framework: SkillFramework, change: ReleaseChange | None, *, stored: bool
) -> Imported:
    active = [skill for skill in framework.skills.values() if not skill.retired]
    counts = {
        "skills": len(active),
        "occupations": sum(not each.retired for each in framework.occupations.values()),
        "needs": len(framework.needs),
        "languages": len(framework.languages),
    }
    refused = part.report.refused
    return Imported(
        name, framework.release, "framework", framework.credit, stored, refused, counts, change, part.report
    )


def report_value(report: ReadReport) -> dict[str, Any]:
    """A report as JSON: totals by reason and weight, and the first five hundred rows, the gravest first."""
    order = {Weight.REFUSED: 0, Weight.SKIPPED: 1, Weight.READ: 2}
    notes = sorted(report.notes, key=lambda note: order[note.weight])[:_NOTES]
    return {
        "rows": dict(report.rows),
        "totals": [
            {"reason": reason.name, "weight": weight.value, "count": count}
            for (reason, weight), count in sorted(
                report.totals().items(), key=lambda item: (order[item[0][1]], -item[1])
            )
        ],
        "notes": [_note(note) for note in notes],
    }


def _note(note: Note) -> dict[str, Any]:
    return {
        "file": plain_text(note.file, 300),
        "row": note.row,
        "reason": note.reason.name,
        "weight": note.weight.value,
        "detail": plain_text(note.detail, 300),
    }
