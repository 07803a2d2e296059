"""Frameworks from their rows: the values on which everything in `microcred.skills` works."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from microcred.platform.frameworks.models import (
    Crosswalk,
    CrosswalkStep,
    Framework,
    Need,
    Projection,
    ProjectionSet,
)
from microcred.platform.frameworks.models import Occupation as OccupationRow
from microcred.platform.frameworks.models import Skill as SkillRow
from microcred.platform.frameworks.models import SkillGroup as GroupRow
from microcred.platform.frameworks.models import SkillRelation as RelationRow
from microcred.skills import model
from microcred.skills.readers.crosswalks import Crosswalk as Walk
from microcred.skills.readers.crosswalks import Step
from microcred.skills.readers.onet import OnetRelease, Rating
from microcred.skills.readers.projections import Outlook


@dataclass(frozen=True)
class StoredFramework:
    """A framework with the ids of its rows by address, and O*NET's own ratings where it has them."""

    framework: model.SkillFramework
    skill_ids: Mapping[str, int] = field(default_factory=dict)
    occupation_ids: Mapping[str, int] = field(default_factory=dict)
    soft: frozenset[str] = frozenset()
    onet: OnetRelease | None = None


def load_framework(row: Framework) -> StoredFramework:
    """One framework with everything. The whole of ESCO takes about two seconds."""
    relations, broader = _relations(row)
    skills: dict[str, model.Skill] = {}
    skill_ids: dict[str, int] = {}
    soft: set[str] = set()
    same: dict[Any, Any] = {}
    columns = (
        "id", "address", "labels", "alternatives", "descriptions", "kind", "reuse", "code", "level", "soft",
        "groups", "retired", "replaced_by",
    )  # fmt: skip
    for (pk, address, labels, alternatives, descriptions, kind, reuse, code, level, is_soft, groups, retired,
         later) in SkillRow.objects.filter(framework=row).order_by("id").values_list(*columns):  # fmt: skip
        skill_ids[address] = pk
        if is_soft:
            soft.add(address)
        filed = tuple(groups)
        skills[address] = model.Skill(
            address, labels, _words(alternatives), descriptions, cast(model.Kind, kind), reuse,
            same.setdefault(filed, filed), tuple(broader.get(pk, ())), code, level, retired, tuple(later),
        )  # fmt: skip
    occupations, occupation_ids, zones = _occupations(row)
    needs, onet_needs = _needs(row, skill_ids, occupation_ids, occupations)
    addresses = {pk: address for address, pk in skill_ids.items()}
    framework = model.SkillFramework(
        row.name,
        row.release,
        row.credit,
        row.licence,
        skills,
        _groups(row),
        occupations,
        needs,
        [
            model.SkillRelation(addresses[pk], cast(model.Link, link), target)
            for pk, link, target in relations
        ],
    )
    onet = OnetRelease(framework, onet_needs, zones) if onet_needs else None
    return StoredFramework(framework, skill_ids, occupation_ids, frozenset(soft), onet)


def _words(stored: Mapping[str, list[str]]) -> dict[str, tuple[str, ...]]:
    return {language: tuple(words) for language, words in stored.items()}


def _relations(row: Framework) -> tuple[list[tuple[int, str, str]], Mapping[int, list[str]]]:
    relations: list[tuple[int, str, str]] = []
    broader: defaultdict[int, list[str]] = defaultdict(list)
    stored = RelationRow.objects.filter(origin__framework=row).order_by("id")
    for origin, link, target in stored.values_list("origin_id", "link", "target"):
        if link == "broader":
            broader[origin].append(target)
        else:
            relations.append((origin, link, target))
    return relations, broader


def _groups(row: Framework) -> dict[str, model.SkillGroup]:
    stored = GroupRow.objects.filter(framework=row).order_by("id")
    return {
        address: model.SkillGroup(address, labels, code, descriptions, tuple(broader))
        for address, labels, code, descriptions, broader in stored.values_list(
            "address", "labels", "code", "descriptions", "broader"
        )
    }


def _occupations(row: Framework) -> tuple[dict[str, model.Occupation], dict[str, int], dict[str, int]]:
    found: dict[str, model.Occupation] = {}
    ids: dict[str, int] = {}
    zones: dict[str, int] = {}
    for each in OccupationRow.objects.filter(framework=row).order_by("id"):
        ids[each.address] = each.pk
        found[each.address] = model.Occupation(
            each.address,
            each.labels,
            _words(each.alternatives),
            each.descriptions,
            each.isco,
            each.code,
            each.retired,
            tuple(each.replaced_by),
        )
        if each.zone is not None:
            zones[each.code] = each.zone
    return found, ids, zones


def _needs(
    row: Framework,
    skill_ids: Mapping[str, int],
    occupation_ids: Mapping[str, int],
    occupations: Mapping[str, model.Occupation],
) -> tuple[list[model.Need], dict[str, dict[str, Rating]]]:
    """The needs of active occupations, and O*NET's ratings by code and element."""
    skills = {pk: address for address, pk in skill_ids.items()}
    active = {pk: a for a, pk in occupation_ids.items() if not occupations[a].retired}
    needs: list[model.Need] = []
    ratings: defaultdict[str, dict[str, Rating]] = defaultdict(dict)
    stored = Need.objects.filter(occupation__framework=row).order_by("id")
    columns = ("occupation_id", "skill_id", "essential", "level", "importance", "grade")
    for occupation, skill, essential, level, importance, grade in stored.values_list(*columns):
        if occupation not in active:
            continue
        needs.append(model.Need(active[occupation], skills[skill], essential, level))
        if importance is not None:
            element = skills[skill].rsplit("/", 1)[-1]
            ratings[occupations[active[occupation]].code][element] = Rating(importance, grade)
    return needs, dict(ratings)


def load_crosswalk(row: Crosswalk) -> Walk:
    """One crosswalk, the surest steps first."""
    steps: defaultdict[str, list[Step]] = defaultdict(list)
    stored = CrosswalkStep.objects.filter(crosswalk=row).order_by("confidence", "id")
    for origin, target, confidence in stored.values_list("origin", "target", "confidence"):
        steps[origin].append(Step(origin, target, confidence))
    return Walk(row.name, row.credit, {origin: tuple(each) for origin, each in steps.items()})


def load_outlooks() -> dict[str, Outlook]:
    """What is expected of each occupation by its SOC code: the newest span of years that has it."""
    found: dict[str, Outlook] = {}
    for span in ProjectionSet.objects.order_by("last_year", "first_year"):
        for row in Projection.objects.filter(of=span):
            found[row.soc] = Outlook(
                row.soc,
                row.title,
                span.first_year,
                span.last_year,
                row.employed,
                row.expected,
                row.change,
                row.openings,
                row.wage,
                row.education,
                row.summary,
                span.country,
                span.source,
            )
    return found
