"""ESCO's CSV files, releases 1.0 to 1.2, in one or several languages.

Columns and files are found by name. Alternative labels are split by line ends and by " | " (the collections
use the latter). Relations files may carry a language in their names (1.2) or not (1.0, 1.1).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from microcred.skills.model import (
    Kind,
    Link,
    Need,
    Occupation,
    Skill,
    SkillFramework,
    SkillGroup,
    SkillRelation,
)
from microcred.skills.readers import building
from microcred.skills.readers.report import ReadReport, Reason
from microcred.skills.readers.sources import SourceFile, named, read_within_limit
from microcred.skills.readers.tables import Row, delimited

CREDIT = "This service uses the ESCO classification of the European Commission."
LICENCE = "https://eur-lex.europa.eu/eli/dec/2011/833/oj"
_LANGUAGE = re.compile(r"_([a-z]{2,3}(?:-[a-z]{2})?)\.csv$", re.IGNORECASE)
_KINDS: dict[str, Kind] = {"skill/competence": "skill", "knowledge": "knowledge"}
_LINKS: dict[str, Link] = {"essential": "essential", "optional": "optional", "related": "related"}
_NAMED = ("concepturi", "preferredlabel")
_SPLIT = re.compile(r"\r\n|\r|\n| \| ")


@dataclass
class _Words:
    """The labels of one concept, gathered over the files of several languages."""

    labels: dict[str, str] = field(default_factory=dict)
    alternatives: dict[str, tuple[str, ...]] = field(default_factory=dict)
    descriptions: dict[str, str] = field(default_factory=dict)
    first: Row | None = None

    def add(self, language: str, row: Row) -> None:
        """Add what one row says in one language."""
        label = " ".join(row["preferredlabel"].split())
        self.labels[language] = label
        others = (" ".join(part.split()) for part in _SPLIT.split(row["altlabels"]))
        kept = tuple(dict.fromkeys(part for part in others if part and part != label))
        if kept:
            self.alternatives[language] = kept
        if row["description"] or row["definition"]:
            self.descriptions[language] = row["description"] or row["definition"]
        self.first = self.first or row


def read_esco(files: Sequence[SourceFile], release: str) -> tuple[SkillFramework, ReadReport]:
    """One release of ESCO from its CSV files, and the report. `release` is the publisher's word ("1.1.1").

    The files of classification and relations may come from different archives of the same release. Where the
    report says `refused`, the framework is empty.
    """
    report = ReadReport()
    words = _concepts(files, "skills_", _NAMED, report)
    if not words:
        if not report.refused:
            report.refuse("skills_en.csv", Reason.NO_FILE)
        return SkillFramework("ESCO", release, CREDIT, LICENCE), report
    skills = {address: _skill(address, each) for address, each in words.items()}
    groups = _groups(files, report)
    skills, groups = _place(files, skills, groups, report)
    building.note_equal_labels(skills.values(), "skills", report)
    occupations = {
        address: _occupation(address, each)
        for address, each in _concepts(
            files, "occupations_", ("concepturi", "preferredlabel"), report
        ).items()
    }
    needs = [
        need
        for file in named(files, "occupationSkillRelations")
        for need in building.known_needs(_needs(file, report), occupations, skills, file.name, report)
    ]
    relations = [
        relation
        for file in named(files, "skillSkillRelations")
        for relation in building.known_relations(_relations(file, report), skills, file.name, report)
    ]
    if report.refused:
        return SkillFramework("ESCO", release, CREDIT, LICENCE), report
    return (
        SkillFramework("ESCO", release, CREDIT, LICENCE, skills, groups, occupations, needs, relations),
        report,
    )


def _rows(file: SourceFile, needed: Sequence[str], report: ReadReport) -> Iterator[Row]:
    data = read_within_limit(file, report)
    if data is not None:
        yield from delimited(data, file.name, needed, report)


def _concepts(
    files: Sequence[SourceFile], start: str, needed: Sequence[str], report: ReadReport
) -> dict[str, _Words]:
    """The concepts of all files whose names begin with `start`, one file for each language."""
    found: defaultdict[str, _Words] = defaultdict(_Words)
    for file in sorted(named(files, start), key=lambda f: (not f.name.lower().endswith("_en.csv"), f.name)):
        tag = _LANGUAGE.search(file.name)
        language = tag.group(1).lower() if tag else "en"
        for row in _rows(file, needed, report):
            lost = row.missing(needed)
            if lost:
                report.skipped(file.name, row.number, Reason.MISSING_VALUE, lost)
            elif language in found[row["concepturi"]].labels:
                report.skipped(file.name, row.number, Reason.DUPLICATE, row["concepturi"])
            else:
                found[row["concepturi"]].add(language, row)
    return {address: words for address, words in found.items() if words.labels}


def _of(words: _Words, column: str) -> str:
    return words.first[column] if words.first else ""


def _retired(words: _Words) -> bool:
    return _of(words, "status").lower() not in ("", "released", "published")


def _skill(address: str, words: _Words) -> Skill:
    return Skill(
        address,
        words.labels,
        words.alternatives,
        words.descriptions,
        kind=_KINDS.get(_of(words, "skilltype"), ""),
        reuse=_of(words, "reuselevel"),
        retired=_retired(words),
    )


def _occupation(address: str, words: _Words) -> Occupation:
    return Occupation(
        address,
        words.labels,
        words.alternatives,
        words.descriptions,
        isco=_of(words, "iscogroup"),
        code=_of(words, "code"),
        retired=_retired(words),
    )


def _groups(files: Sequence[SourceFile], report: ReadReport) -> dict[str, SkillGroup]:
    found = _concepts(files, "skillGroups_", _NAMED, report)
    groups = {a: SkillGroup(a, w.labels, _of(w, "code"), w.descriptions) for a, w in found.items()}
    for file in named(files, "skillsHierarchy_"):
        tag = _LANGUAGE.search(file.name)
        _hierarchy(file, tag.group(1).lower() if tag else "en", groups, report)
    return groups


def _hierarchy(file: SourceFile, language: str, groups: dict[str, SkillGroup], report: ReadReport) -> None:
    """Take the codes of groups, and the groups above them, from the table of the hierarchy."""
    for row in _rows(file, ("level0uri", "level0preferredterm"), report):
        above: str | None = None
        for depth in range(4):
            address = row[f"level{depth}uri"]
            if not address:
                break
            if address not in groups:
                label = {language: row[f"level{depth}preferredterm"]}
                code = row[f"level{depth}code"]
                groups[address] = SkillGroup(address, label, code, broader=(above,) if above else ())
            above = address


def _place(
    files: Sequence[SourceFile], skills: dict[str, Skill], groups: dict[str, SkillGroup], report: ReadReport
) -> tuple[dict[str, Skill], dict[str, SkillGroup]]:
    """Skills and groups under what is broader than they are."""
    for file in named(files, "broaderRelationsSkillPillar")[:1]:
        edges: defaultdict[str, list[str]] = defaultdict(list)
        for row in _rows(file, ("concepturi", "broaderuri"), report):
            lost = row.missing(("concepturi", "broaderuri"))
            if lost:
                report.skipped(file.name, row.number, Reason.MISSING_VALUE, lost)
            else:
                edges[row["concepturi"]].append(row["broaderuri"])
        upwards = {address: tuple(above) for address, above in edges.items()}
        skills, groups = building.with_broader(skills, groups, upwards, file.name, report)
    return skills, groups


def _needs(file: SourceFile, report: ReadReport) -> Iterator[tuple[int, Need]]:
    columns = ("occupationuri", "relationtype", "skilluri")
    for row in _rows(file, columns, report):
        lost = row.missing(columns)
        if lost:
            report.skipped(file.name, row.number, Reason.MISSING_VALUE, lost)
        elif row["relationtype"] not in ("essential", "optional"):
            report.skipped(file.name, row.number, Reason.UNKNOWN_TYPE, row["relationtype"])
        else:
            yield row.number, Need(row["occupationuri"], row["skilluri"], row["relationtype"] == "essential")


def _relations(file: SourceFile, report: ReadReport) -> Iterator[tuple[int, SkillRelation]]:
    columns = ("originalskilluri", "relationtype", "relatedskilluri")
    for row in _rows(file, columns, report):
        link = _LINKS.get(row["relationtype"])
        lost = row.missing(columns)
        if lost:
            report.skipped(file.name, row.number, Reason.MISSING_VALUE, lost)
        elif link is None:
            report.skipped(file.name, row.number, Reason.UNKNOWN_TYPE, row["relationtype"])
        else:
            yield row.number, SkillRelation(row["originalskilluri"], link, row["relatedskilluri"])
