"""The results as files: CSV that a spreadsheet may open without running anything, and JSON."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext

from microcred.platform.verifier.desk.people import Person, Row

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def safe(cell: object) -> str:
    """A cell that no spreadsheet takes for a formula."""
    text = str(cell).replace("\x00", "")
    return f"'{text}" if text.lstrip().startswith(_FORMULA) else text


def people_csv(people: Iterable[Person], *, header: Sequence[str], named: bool) -> str:
    """One line for each person: wanted skills found, doubtful and not found. `header` has nine words."""
    rows = [
        [
            person.name if named else "",
            person.email if named else "",
            str(person.number),
            str(len(person.rows)),
            str(person.holds),
            "1" if person.needs_a_look else "0",
            "; ".join(person.found),
            "; ".join(person.doubtful),
            "; ".join(person.missing),
        ]
        for person in people
    ]
    return _csv([list(header), *rows])


def credentials_csv(people: Iterable[Person], *, header: Sequence[str], named: bool) -> str:
    """One line for each credential. `header` has thirteen words; verdict and reason are the reader's too."""
    rows = []
    for person in people:
        for row in person.rows:
            result: Any = row.result or {}
            who = [str(person.number), person.name if named else "", row.name if named else str(row.number)]
            names = ("verdict", "title", "issuer", "issuerId", "from", "until")
            texts = [str(result.get(name, "")) for name in names]
            notes = " ".join(gettext(note) for note in row.notes)
            part = "1" if result.get("part") else "0"
            rows.append([*who, _word(row), *texts, _said(result.get("reason")), part, notes])
    return _csv([list(header), *rows])


def as_json(people: Iterable[Person], *, named: bool) -> list[dict[str, Any]]:
    """Plain values of all people with their credentials."""
    return [
        {
            "number": person.number,
            "name": person.name if named else None,
            "email": person.email if named else None,
            "needsALook": person.needs_a_look,
            "skills": dict(person.skills),
            "credentials": [
                {
                    "number": row.number,
                    "file": row.name if named else None,
                    "state": row.state,
                    **_shown(row.result, named),
                    "notes": list(row.notes),
                }
                for row in person.rows
            ],
        }
        for person in people
    ]


def _word(row: Row) -> str:
    """What a reader is told of a row: that it waits for their consent is no verdict."""
    if row.state == "consent":
        return gettext("Not checked: this would tell the issuer")
    return _said(row.result["word"]) if row.result else gettext("Waiting")


def _said(text: object) -> str:
    return gettext(text) if isinstance(text, str) and text else ""


def _shown(result: Any, named: bool) -> dict[str, Any]:
    hidden = () if named else ("recipient", "subject")
    return {name: value for name, value in (result or {}).items() if name not in hidden}


def _csv(rows: Iterable[Sequence[str]]) -> str:
    made = io.StringIO()
    made.write("\ufeff")  # so that a spreadsheet reads it as UTF-8
    writer = csv.writer(made)
    for row in rows:
        writer.writerow([safe(cell) for cell in row])
    return made.getvalue()
