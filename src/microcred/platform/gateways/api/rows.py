"""Rows of a request as the sheet they would have come in, so that both are checked and kept in one way."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence

HEADERS = {
    "name": "name",
    "email": "email",
    "person_id": "learner_id",
    "grade": "grade",
    "issued": "issued",
    "expires": "expires",
    "narrative": "narrative",
    "evidence_url": "evidence_url",
    "evidence_name": "evidence_name",
    "evidence_text": "evidence_description",
    "language": "language",
}
"""The header of each field: words that the reader of sheets knows without asking."""


def as_sheet(rows: Sequence[Mapping[str, object]]) -> bytes:
    """The CSV, with the columns that any row has; a name and an address always."""
    fields = [field for field in HEADERS if field in ("name", "email") or any(row.get(field) for row in rows)]
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([HEADERS[field] for field in fields])
    for row in rows:
        writer.writerow([str(row.get(field) or "") for field in fields])
    return text.getvalue().encode()
