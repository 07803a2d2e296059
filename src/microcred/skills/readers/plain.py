"""A plain CSV or Excel table of an institution's own skills.

The only column that must be there is `label` (or `skill`, `name`, `title`). Understood besides: `address`
(or `id`, `url`), `language`, `description`, `alternatives` (parted by ";" or "|"), `kind` (skill, knowledge),
`group` (a code such as T4.1, or any heading), `broader` (an address or label of the same table), `level`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field

from microcred.skills.errors import LevelOutOfScale
from microcred.skills.levels import level
from microcred.skills.model import Kind, Skill, SkillFramework, SkillGroup
from microcred.skills.readers import building
from microcred.skills.readers.report import ReadReport, Reason
from microcred.skills.readers.rsd import made_address
from microcred.skills.readers.sources import SourceFile, read_within_limit
from microcred.skills.readers.tables import Row, table

LABEL = ("label", "skill", "skillname", "name", "title", "preferredlabel")
ADDRESS = ("address", "id", "url", "uri", "concepturi")
OTHERS = ("alternatives", "altlabels", "synonyms", "alternativelabels")
_KINDS: dict[str, Kind] = {"skill": "skill", "knowledge": "knowledge", "skill/competence": "skill"}


@dataclass
class _Draft:
    """The table while it is read."""

    skills: dict[str, Skill] = field(default_factory=dict)
    groups: dict[str, SkillGroup] = field(default_factory=dict)
    by_label: dict[str, str] = field(default_factory=dict)
    above: dict[str, tuple[str, ...]] = field(default_factory=dict)
    broader: dict[str, str] = field(default_factory=dict)


def read_plain(
    file: SourceFile, name: str, credit: str, release: str = "", language: str = "en"
) -> tuple[SkillFramework, ReadReport]:
    """The skills of a table, and the report. `language` is that of rows which state none."""
    report = ReadReport()
    data = read_within_limit(file, report)
    draft = _Draft()
    needed = (f"({'|'.join(LABEL)})",)
    for row in table(data, file.name, needed, report) if data is not None else ():
        _take(row, draft, name, language, file.name, report)
    edges: defaultdict[str, tuple[str, ...]] = defaultdict(tuple, draft.above)
    for address, named in draft.broader.items():
        edges[address] += (draft.by_label.get(named.casefold(), named),)
    skills, groups = building.with_broader(draft.skills, draft.groups, edges, file.name, report)
    building.note_equal_labels(skills.values(), file.name, report)
    if report.refused:
        return SkillFramework(name, release, credit), report
    return SkillFramework(name, release, credit, skills=skills, groups=groups), report


def _first(row: Row, columns: tuple[str, ...]) -> str:
    return next((row[column] for column in columns if row[column]), "")


def _take(row: Row, draft: _Draft, name: str, language: str, file: str, report: ReadReport) -> None:
    label = _first(row, LABEL)
    if not label:
        report.skipped(file, row.number, Reason.MISSING_VALUE, "label")
        return
    address = _first(row, ADDRESS) or made_address("plain", name, label)
    if address in draft.skills:
        report.skipped(file, row.number, Reason.DUPLICATE, address)
        return
    spoken = row["language"] or language
    words = tuple(dict.fromkeys(p.strip() for p in re.split(r"[;|]", _first(row, OTHERS)) if p.strip()))
    draft.skills[address] = Skill(
        address,
        {spoken: label},
        {spoken: words} if words else {},
        {spoken: row["description"]} if row["description"] else {},
        kind=_KINDS.get(row["kind"].lower(), ""),
        level=_level(row, file, report),
    )
    draft.by_label.setdefault(label.casefold(), address)
    if row["group"]:
        group = made_address("plain-group", name, row["group"])
        draft.groups.setdefault(group, SkillGroup(group, {spoken: row["group"]}, row["group"]))
        draft.above[address] = (group,)
    if row["broader"]:
        draft.broader[address] = row["broader"]


def _level(row: Row, file: str, report: ReadReport) -> int | None:
    if not row["level"]:
        return None
    try:
        return int(level(int(row["level"])))
    except (ValueError, LevelOutOfScale):
        report.read(file, row.number, Reason.BAD_VALUE, f"level {row['level']}")
        return None
