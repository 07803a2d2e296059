"""CASE 1.0 and 1.1 packages (1EdTech): one JSON document with CFDocument, CFItems and CFAssociations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from microcred.skills.levels import from_case, from_eqf
from microcred.skills.model import Link, Skill, SkillFramework, SkillRelation
from microcred.skills.readers import building
from microcred.skills.readers.documents import read_document, text, texts
from microcred.skills.readers.report import ReadReport, Reason
from microcred.skills.readers.sources import SourceFile
from microcred.skills.readers.tables import key

_LINKS: Mapping[str, Link] = {
    "ispeerof": "related",
    "isrelatedto": "related",
    "exactmatchof": "same",
    "replacedby": "replaced-by",
    "precedes": "precedes",
    "ispartof": "part-of",
}
LONGEST_LABEL = 120


def read_case(file: SourceFile) -> tuple[SkillFramework, ReadReport]:
    """The framework in one CFPackage, and the report. An item without an identifier or `uri` is left out."""
    report = ReadReport()
    package = read_document(file, report)
    package = package if isinstance(package, dict) else {}
    document = package.get("CFDocument")
    if not isinstance(document, dict):
        if not report.refused:
            report.refuse(file.name, Reason.UNREADABLE, "CFDocument")
        return SkillFramework("", "", ""), report
    spoken = text(document.get("language")) or "en"
    skills = _items(package.get("CFItems"), spoken, file.name, report)
    associations = list(_associations(package.get("CFAssociations"), file.name, report))
    edges: defaultdict[str, tuple[str, ...]] = defaultdict(tuple)
    for _, kind, origin, target in associations:
        if kind == "ischildof" and target != text(document.get("uri")):
            edges[origin] += (target,)
    skills, _ = building.with_broader(skills, {}, edges, file.name, report)
    skills = _with_levels(skills, associations)
    linked = ((n, SkillRelation(o, _LINKS[k], t)) for n, k, o, t in associations if k in _LINKS)
    relations = building.known_relations(linked, skills, file.name, report)
    skills = _with_successors(skills, relations)
    building.note_equal_labels(skills.values(), file.name, report)
    title = text(document.get("title"))
    release = text(document.get("version")) or text(document.get("lastChangeDateTime"))
    licence = document.get("licenseURI")
    address = text(licence.get("uri") if isinstance(licence, dict) else licence)
    credit = f"{title}, {text(document.get('creator'))}"
    return SkillFramework(title, release, credit, address, skills, relations=relations), report


def _items(items: Any, spoken: str, file: str, report: ReadReport) -> dict[str, Skill]:
    found: dict[str, Skill] = {}
    for number, item in enumerate(items if isinstance(items, list) else [], start=1):
        if not isinstance(item, dict):
            report.skipped(file, number, Reason.UNREADABLE)
            continue
        address, statement = text(item.get("uri")), text(item.get("fullStatement"))
        if not address or not text(item.get("identifier")):
            report.skipped(file, number, Reason.NO_IDENTIFIER, statement[:80])
        elif not statement:
            report.skipped(file, number, Reason.MISSING_VALUE, "fullStatement")
        elif address in found:
            report.skipped(file, number, Reason.DUPLICATE, address)
        else:
            found[address] = _skill(address, statement, item, text(item.get("language")) or spoken)
    report.rows[file] = len(items) if isinstance(items, list) else 0
    return found


def _skill(address: str, statement: str, item: Mapping[str, Any], language: str) -> Skill:
    short = text(item.get("abbreviatedStatement"))
    label = short or (statement if len(statement) <= LONGEST_LABEL else statement[: LONGEST_LABEL - 1] + "…")
    words = texts(item.get("conceptKeywords"))
    return Skill(
        address,
        {language: label},
        {language: words} if words else {},
        {language: statement},
        code=text(item.get("humanCodingScheme")),
        level=from_case(texts(item.get("educationalLevel"))),
    )


def _associations(rows: Any, file: str, report: ReadReport) -> Iterator[tuple[int, str, str, str]]:
    """Each association as its number, its type in lower-case letters, and the addresses of its two ends."""
    for number, row in enumerate(rows if isinstance(rows, list) else [], start=1):
        if not isinstance(row, dict):
            report.skipped(file, number, Reason.UNREADABLE, "CFAssociation")
            continue
        kind = key(text(row.get("associationType")))
        ends = [_end(row.get("originNodeURI")), _end(row.get("destinationNodeURI"))]
        if not all(ends):
            report.skipped(file, number, Reason.NO_IDENTIFIER, "CFAssociation")
        elif kind not in _LINKS and kind not in ("ischildof", "hasskilllevel"):
            report.skipped(file, number, Reason.UNKNOWN_TYPE, text(row.get("associationType")))
        else:
            yield number, kind, ends[0], ends[1]


def _end(node: Any) -> str:
    return text(node.get("uri") or node.get("identifier")) if isinstance(node, dict) else text(node)


def _with_levels(skills: dict[str, Skill], associations: list[tuple[int, str, str, str]]) -> dict[str, Skill]:
    """Skills with the level that `hasSkillLevel` gives them, where its far end reads as a level of 1 to 8."""
    levels = {o: from_eqf(_level_text(skills, t)) for _, k, o, t in associations if k == "hasskilllevel"}
    return {
        address: replace(skill, level=levels[address]) if levels.get(address) else skill
        for address, skill in skills.items()
    }


def _level_text(skills: Mapping[str, Skill], target: str) -> str:
    if target not in skills:
        return target
    return skills[target].code or skills[target].label()


def _with_successors(skills: dict[str, Skill], relations: list[SkillRelation]) -> dict[str, Skill]:
    successors: defaultdict[str, tuple[str, ...]] = defaultdict(tuple)
    for relation in relations:
        if relation.link == "replaced-by":
            successors[relation.origin] += (relation.target,)
    return {
        address: replace(skill, retired=True, replaced_by=successors[address])
        if address in successors
        else skill
        for address, skill in skills.items()
    }
