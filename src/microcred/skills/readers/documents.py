"""JSON files of frameworks, parsed with every fault put into the report."""

from __future__ import annotations

import json
from typing import Any

from microcred.skills.readers.report import ReadReport, Reason
from microcred.skills.readers.sources import SourceFile, read_within_limit

LARGEST_JSON = 64 * 1024 * 1024


def read_document(file: SourceFile, report: ReadReport) -> Any | None:
    """The parsed JSON of `file`; None, and a refusal in the report, where it is none or too large."""
    data = read_within_limit(file, report, LARGEST_JSON)
    if data is None:
        return None
    try:
        return json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        report.refuse(file.name, Reason.NOT_JSON, str(error)[:200])
        return None


def text(value: Any) -> str:
    """`value` as one line of text if it is text or a number, else nothing."""
    return " ".join(str(value).split()) if isinstance(value, str | int | float) else ""


def texts(value: Any) -> tuple[str, ...]:
    """The texts of a list that may hold texts, or objects with a `name`, `skillName`, `value` or `title`."""
    if not isinstance(value, list):
        return (text(value),) if text(value) else ()
    found = (
        text(next((v[k] for k in _NAMES if k in v), "")) if isinstance(v, dict) else text(v) for v in value
    )
    return tuple(each for each in found if each)


def _named(value: dict[str, Any]) -> Any:
    return next((value[name] for name in _NAMES if name in value), "")


_NAMES = ("name", "skillName", "value", "title")
