"""What was found as JSON and as CSV, page after page: each names the address of the next one."""

from __future__ import annotations

import base64
import binascii
import csv
import json
from collections.abc import Sequence
from io import StringIO
from typing import Any

from microcred.platform.catalogue.errors import PlaceUnknown
from microcred.platform.catalogue.queries import CredentialFound, OfferingDetail

EACH = 500
COLUMNS = (
    *("id", "title", "micro_credential", "kind", "educator", "certifier", "skills", "level", "ects", "hours"),
    *(
        "hours_per_week",
        "price",
        "currency",
        "language",
        "mode",
        "place",
        "start",
        "end",
        "apply_by",
        "places",
    ),
    *("assessment", "supervision", "quality_assurance", "stackability", "page"),
)
ALONE = "micro-credential"
"""The kind of a micro-credential that no open offering leads to."""


def item(one: OfferingDetail | CredentialFound, page: str) -> dict[str, Any]:
    """One row: plain values for each column. `page` is the address of its page."""
    content = one.content
    found = dict.fromkeys(COLUMNS, "") | {
        "id": one.public_id,
        "certifier": one.certifier_name,
        "skills": "; ".join(skill.address or skill.label for skill in content.skills),
        "level": content.eqf_level,
        "ects": content.ects,
        "hours": content.hours,
        "assessment": "; ".join(content.assessment),
        "supervision": content.supervision,
        "quality_assurance": "; ".join(content.quality_assurance),
        "stackability": content.stackability,
        "page": page,
    }
    if isinstance(one, OfferingDetail):
        return found | _offered(one)
    return found | {"title": content.name, "micro_credential": one.public_id, "kind": ALONE, "places": None}


def _offered(one: OfferingDetail) -> dict[str, Any]:
    return {
        "title": one.name,
        "micro_credential": one.achievement,
        "kind": one.kind,
        "educator": one.educator_name,
        "hours_per_week": str(one.hours_per_week),
        "price": str(one.price),
        "currency": one.currency,
        "language": one.language,
        "mode": one.mode,
        "place": one.place,
        "start": one.starts_on.isoformat(),
        "end": one.ends_on.isoformat(),
        "apply_by": one.apply_by.isoformat() if one.apply_by else "",
        "places": one.places,
    }


def as_csv(items: Sequence[dict[str, Any]]) -> str:
    """The rows under a line of their names."""
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    writer.writerows([_cell(one[name]) for name in COLUMNS] for one in items)
    return text.getvalue()


def _cell(value: object) -> str:
    """A cell that no spreadsheet program takes for a formula."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def written(place: tuple[int, str, int]) -> str:
    """A place in the order for an address."""
    return base64.urlsafe_b64encode(json.dumps(place).encode()).decode().rstrip("=")


def read(text: str) -> tuple[int, str, int] | None:
    """The place that `written` made; None for none. Raises `PlaceUnknown`."""
    if not text:
        return None
    try:
        place = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    except (binascii.Error, ValueError):
        raise PlaceUnknown(text[:40]) from None
    if not isinstance(place, list) or [type(one) for one in place] != [int, str, int]:
        raise PlaceUnknown(text[:40])
    return place[0], place[1], place[2]
