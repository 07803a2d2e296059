"""Rich Skill Descriptors: the two CSV forms of OSMT (its older import form, its export form) and its JSON."""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from microcred.skills.model import Skill, SkillFramework, SkillRelation
from microcred.skills.readers import building
from microcred.skills.readers.documents import read_document, text, texts
from microcred.skills.readers.report import ReadReport, Reason
from microcred.skills.readers.sources import SourceFile, read_within_limit
from microcred.skills.readers.tables import Row, delimited, lacking

_NAME, _STATEMENT = "(rsdname|skillname)", "(contextualized)?skillstatement"
_RETIRED = ("archived", "deleted", "unarchived-deleted")


def read_rsd(file: SourceFile, name: str, credit: str) -> tuple[SkillFramework, ReadReport]:
    """The skills of one OSMT file (CSV or JSON, whichever it is), and the report.

    A skill without an address of its own gets one that is computed from its name and statement, so that the
    same row read twice is the same skill.
    """
    report = ReadReport()
    skills: dict[str, Skill] = {}
    relations: list[SkillRelation] = []
    records = _json_records(file, report) if _is_json(file) else _csv_records(file, report)
    for number, record in records:
        label, statement = text(record.get("name")), text(record.get("statement"))
        if not label or not statement:
            lost = "name" if not label else "statement"
            report.skipped(file.name, number, Reason.MISSING_VALUE, lost)
            continue
        address = text(record.get("address")) or made_address("rsd", label, statement)
        if address in skills:
            report.skipped(file.name, number, Reason.DUPLICATE, address)
            continue
        words = tuple(record.get("keywords", ()))
        retired = text(record.get("status")).lower() in _RETIRED
        skills[address] = Skill(
            address,
            {"en": label},
            {"en": words} if words else {},
            {"en": statement},
            "skill",
            retired=retired,
        )
        relations += [SkillRelation(address, "related", each) for each in record.get("aligned", ()) if each]
    if not skills and not report.refused:
        report.refuse(file.name, Reason.MISSING_VALUE, "skills")
    building.note_equal_labels(skills.values(), file.name, report)
    if report.refused:
        return SkillFramework(name, "", credit), report
    return SkillFramework(name, "", credit, skills=skills, relations=relations), report


def made_address(*parts: str) -> str:
    """An address for something that has none: the same parts give the same address."""
    named = "\x1f".join(parts).encode("utf-8", "replace").decode("utf-8")  # half characters have no bytes
    return uuid.uuid5(uuid.NAMESPACE_URL, named).urn


def _is_json(file: SourceFile) -> bool:
    return file.name.lower().endswith((".json", ".jsonld"))


def _json_records(file: SourceFile, report: ReadReport) -> list[tuple[int, Mapping[str, Any]]]:
    document = read_document(file, report)
    rows = document if isinstance(document, list) else [document] if isinstance(document, dict) else []
    report.rows[file.name] = len(rows)
    found: list[tuple[int, Mapping[str, Any]]] = []
    for number, row in enumerate(rows, start=1):
        if not isinstance(row, dict):
            report.skipped(file.name, number, Reason.UNREADABLE)
            continue
        record = {
            "name": row.get("skillName") or row.get("name"),
            "statement": row.get("skillStatement") or row.get("statement"),
            "address": row.get("id") or row.get("@id"),
            "status": row.get("status") or row.get("publishStatus"),
            "keywords": texts(row.get("keywords")),
            "aligned": _aligned(row.get("alignments")),
        }
        found.append((number, record))
    return found


def _aligned(rows: Any) -> list[str]:
    return [text(each.get("id")) for each in rows if isinstance(each, dict)] if isinstance(rows, list) else []


def _csv_records(file: SourceFile, report: ReadReport) -> list[tuple[int, Mapping[str, Any]]]:
    data = read_within_limit(file, report)
    if data is None:
        return []
    rows = list(delimited(data, file.name, (_NAME, _STATEMENT), report))
    return [(row.number, _csv_record(row)) for row in rows]


def _csv_record(row: Row) -> Mapping[str, Any]:
    older = not lacking(list(row.values), ("skillname", "contextualizedskillstatement"))
    aligned = "alignment" if older else r"alignment\d*url"
    return {
        "name": row["rsdname"] or row["skillname"],
        "statement": row["skillstatement"] or row["contextualizedskillstatement"],
        "address": row["canonicalurl"],
        "keywords": _parts(row["keywords"]),
        "aligned": [value for column, value in row.values.items() if re.fullmatch(aligned, column)],
    }


def _parts(value: str) -> Sequence[str]:
    return tuple(dict.fromkeys(part.strip() for part in value.split(";") if part.strip()))
