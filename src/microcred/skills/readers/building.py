"""What every reader of a framework does at the end: refuse circles, relations to nowhere, doubles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from microcred.skills.model import Need, Skill, SkillGroup, SkillRelation
from microcred.skills.readers.report import ReadReport, Reason

Edges = Mapping[str, tuple[str, ...]]


def without_circles(edges: Edges, file: str, report: ReadReport) -> dict[str, tuple[str, ...]]:
    """The same edges without those that close a circle, each of which gets a row in the report."""
    done: set[str] = set()
    kept: dict[str, tuple[str, ...]] = {}
    for start in edges:
        stack: list[tuple[str, list[str]]] = [(start, list(edges.get(start, ())))]
        path = {start}
        if start in done:
            continue
        while stack:
            at, waiting = stack[-1]
            if not waiting:
                stack.pop()
                path.discard(at)
                done.add(at)
                continue
            above = waiting.pop(0)
            if above in path:
                report.skipped(file, 0, Reason.CIRCLE, f"{at} under {above}")
                continue
            kept[at] = (*kept.get(at, ()), above)
            if above not in done:
                path.add(above)
                stack.append((above, list(edges.get(above, ()))))
    return kept


def with_broader(
    skills: Mapping[str, Skill], groups: Mapping[str, SkillGroup], edges: Edges, file: str, report: ReadReport
) -> tuple[dict[str, Skill], dict[str, SkillGroup]]:
    """Skills and groups that know what is above them. `edges` go upwards and may lead to skills or groups."""
    for origin, above in edges.items():
        for target in (origin, *above):
            if target not in skills and target not in groups:
                place = f"{origin} under {target}" if target != origin else target
                report.skipped(file, 0, Reason.NOWHERE, place)
    known = {
        origin: tuple(t for t in dict.fromkeys(above) if t in skills or t in groups)
        for origin, above in edges.items()
    }
    upwards = without_circles(known, file, report)
    filed = {
        address: replace(
            skill,
            groups=tuple(t for t in upwards.get(address, ()) if t in groups),
            broader=tuple(t for t in upwards.get(address, ()) if t in skills),
        )
        if address in upwards
        else skill
        for address, skill in skills.items()
    }
    headed = {
        address: replace(group, broader=tuple(t for t in upwards[address] if t in groups))
        if address in upwards
        else group
        for address, group in groups.items()
    }
    return filed, headed


def note_equal_labels(skills: Iterable[Skill], file: str, report: ReadReport) -> None:
    """Write down every preferred label that two skills share; both are kept."""
    owners: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for skill in skills:
        for language, label in skill.labels.items():
            owners[language, label.casefold()].append(skill.address)
    for (language, label), addresses in owners.items():
        if len(addresses) > 1:
            report.read(file, 0, Reason.DUPLICATE_LABEL, f"{label} ({language}): {', '.join(addresses)}")


def known_relations(
    relations: Iterable[tuple[int, SkillRelation]], skills: Mapping[str, Skill], file: str, report: ReadReport
) -> list[SkillRelation]:
    """The relations of which both ends are known; the others get a row in the report."""
    kept: list[SkillRelation] = []
    for number, relation in relations:
        lost = [end for end in (relation.origin, relation.target) if end not in skills]
        if lost:
            report.skipped(file, number, Reason.NOWHERE, lost[0])
        else:
            kept.append(relation)
    return list(dict.fromkeys(kept))


def known_needs(
    needs: Iterable[tuple[int, Need]],
    occupations: Mapping[str, object],
    skills: Mapping[str, Skill],
    file: str,
    report: ReadReport,
) -> list[Need]:
    """The needs whose occupation and skill are known; the others get a row in the report."""
    kept: list[Need] = []
    for number, need in needs:
        if need.occupation not in occupations:
            report.skipped(file, number, Reason.NOWHERE, need.occupation)
        elif need.skill not in skills:
            report.skipped(file, number, Reason.NOWHERE, need.skill)
        else:
            kept.append(need)
    return list(dict.fromkeys(kept))
