"""How what was read meets what is stored. Pure: frameworks in, frameworks out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import TypeVar

from microcred.skills.model import Occupation, Skill, SkillFramework, SkillGroup
from microcred.skills.readers.report import ReadReport, Reason

LONGEST_ADDRESS = 500
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
Entry = TypeVar("Entry", Skill, Occupation)


def completed(old: SkillFramework, new: SkillFramework) -> SkillFramework:
    """`new` with what its files did not carry at all taken from `old`.

    A publisher offers each language, and the relations, in files of their own: reading one of them must not
    take away what came with the others. So languages that `new` has nowhere are kept, and so are the places
    of skills, the occupations, the needs and the relations where `new` has none of that sort.
    """
    lost = set(_languages(old)) - set(_languages(new))
    skills = {a: _with_words(s, old.skills.get(a), lost) for a, s in new.skills.items()}
    if not any(skill.groups or skill.broader for skill in skills.values()):
        skills = {
            a: replace(s, groups=old.skills[a].groups, broader=old.skills[a].broader)
            if a in old.skills
            else s
            for a, s in skills.items()
        }
    occupations: Mapping[str, Occupation] = {
        a: _with_words(o, old.occupations.get(a), lost) for a, o in new.occupations.items()
    }
    groups = {a: _group_with_words(g, old.groups.get(a), lost) for a, g in new.groups.items()}
    occupations = occupations or old.occupations
    needs = new.needs or [need for need in old.needs if need.occupation in occupations]
    relations = new.relations or old.relations
    return replace(
        new,
        skills=skills,
        groups=groups or old.groups,
        occupations=occupations,
        needs=needs,
        relations=relations,
    )


def _languages(framework: SkillFramework) -> set[str]:
    labels = [entry.labels for entry in framework.skills.values()]
    labels += [entry.labels for entry in framework.occupations.values()]
    return {language for each in labels for language in each}


def _with_words(entry: Entry, before: Entry | None, languages: set[str]) -> Entry:
    if before is None or not languages & before.labels.keys():
        return entry
    return replace(
        entry,
        labels={**_of(before.labels, languages), **entry.labels},
        alternatives={**_of(before.alternatives, languages), **entry.alternatives},
        descriptions={**_of(before.descriptions, languages), **entry.descriptions},
    )


def _group_with_words(group: SkillGroup, before: SkillGroup | None, languages: set[str]) -> SkillGroup:
    if before is None or not languages & before.labels.keys():
        return group
    labels = {**_of(before.labels, languages), **group.labels}
    return replace(
        group, labels=labels, descriptions={**_of(before.descriptions, languages), **group.descriptions}
    )


Value = TypeVar("Value")


def _of(words: Mapping[str, Value], languages: set[str]) -> dict[str, Value]:
    return {language: value for language, value in words.items() if language in languages}


def storable(framework: SkillFramework, report: ReadReport) -> SkillFramework:
    """The framework without entries whose address a database cannot hold; each gets a row in the report."""
    entries = (*framework.skills, *framework.groups, *framework.occupations)
    bad = {a for a in entries if len(a) > LONGEST_ADDRESS or _UNSTORABLE.search(a)}
    far = [r for r in framework.relations if len(r.target) > LONGEST_ADDRESS or _UNSTORABLE.search(r.target)]
    for address in sorted(bad | {relation.target for relation in far}):
        report.skipped(framework.name, 0, Reason.BAD_VALUE, f"address {address[:80]!r}")
    if not bad and not far:
        return framework
    kept = {a: _above(s, bad) for a, s in framework.skills.items() if a not in bad}
    return replace(
        framework,
        skills=kept,
        groups={a: g for a, g in framework.groups.items() if a not in bad},
        occupations={a: o for a, o in framework.occupations.items() if a not in bad},
        needs=[n for n in framework.needs if n.occupation not in bad and n.skill not in bad],
        relations=[r for r in framework.relations if r not in far and r.origin not in bad],
    )


def _above(skill: Skill, bad: set[str]) -> Skill:
    groups = tuple(a for a in skill.groups if a not in bad)
    return replace(skill, groups=groups, broader=tuple(a for a in skill.broader if a not in bad))


def plain_text(text: str, longest: int) -> str:
    """`text` as a database takes it: no NUL, no half characters, not longer than its column."""
    return _UNSTORABLE.sub("", text)[:longest]
