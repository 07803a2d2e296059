"""Pairs of occupations of ESCO: what is the same, what is held in part, and what is missing

Somebody who shows every essential skill of one occupation, beside another: beside its essential skills over
pairs drawn at random, and beside all that it asks for in the ten named pairs. Needs the published files at
`../shared/data`.
"""

from __future__ import annotations

import random
import statistics
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from benches import skill_sets
from benches.results import Row
from microcred.skills.gap.gap import Gap, GapState, skill_gap
from microcred.skills.gap.matching import Neighbours
from microcred.skills.gap.target import Target, Wanted, occupation_target, own_target
from microcred.skills.model import SkillFramework
from microcred.skills.profile.evidence import Evidence, SkillStatement
from microcred.skills.profile.profile import HeldCredential, SkillProfile, skill_profile

NOW = datetime(2026, 1, 1, tzinfo=UTC)
DRAWN = 1_000


def run() -> list[Row]:
    """Every figure of this part."""
    if not skill_sets.DATA.is_dir():
        return [Row("pairs", "not measured", note="the published files are not at ../shared/data")]
    framework = skill_sets.esco("1.1.1")
    near = Neighbours(framework)
    return [*_at_random(framework, near), *_named(framework, near)]


def _at_random(framework: SkillFramework, near: Neighbours) -> Iterator[Row]:
    needed = sorted(a for a in framework.occupations if _essential(framework, a))
    choose = random.Random(11)
    gaps = [_gap(framework, near, *choose.sample(needed, 2)) for _ in range(DRAWN)]
    note = f"{DRAWN:,} pairs"
    without = [gap for gap in gaps if not gap.of(GapState.HELD)]
    helped = [gap for gap in without if gap.of(GapState.IN_PART)]
    yield Row("pairs that share no essential skill", f"{len(without) / len(gaps):.1%}", "", note)
    yield Row("of those, pairs with something in part", f"{len(helped) / len(without):.1%}", "", note)
    same = [sum(one.covered for one in gap.of(GapState.HELD)) / len(gap.skills) for gap in gaps]
    whole = [sum(one.covered for one in gap.skills) / len(gap.skills) for gap in gaps]
    figure = f"{statistics.mean(same):.1%} by the same address alone, {statistics.mean(whole):.1%} in all"
    yield Row("covered of the essential skills, mean", figure, "", note)


def _named(framework: SkillFramework, near: Neighbours) -> Iterator[Row]:
    from tests.conformance.skills.pairs import PAIRS

    named = {one.label(): address for address, one in framework.occupations.items()}
    for present, target, wanted, held, _ in PAIRS:
        whole = occupation_target(framework, named[target])
        gap = skill_gap(_shows(framework, named[present]), whole, near)
        (found,) = [one for one in gap.of(GapState.IN_PART) if one.label == wanted and one.by_label == held]
        states = (GapState.HELD, GapState.IN_PART, GapState.MISSING)
        counts = [len(gap.of(state)) for state in states]
        figure = f"{counts[0]} the same, {counts[1]} in part, {counts[2]} missing of {len(gap.skills)}"
        kind = found.nearness.code if found.nearness else ""
        yield Row(f"{present} to {target}", figure, "", f"“{wanted}” by “{held}”: {kind}, {found.covered:g}")


def _gap(framework: SkillFramework, near: Neighbours, present: str, target: str) -> Gap:
    return skill_gap(_shows(framework, present), _asks(framework, target), near)


def _essential(framework: SkillFramework, occupation: str) -> Sequence[str]:
    return [need.skill for need in framework.needs_of.get(occupation, ()) if need.essential]


def _shows(framework: SkillFramework, occupation: str) -> SkillProfile:
    """Somebody who shows every essential skill of an occupation."""
    stated = tuple(SkillStatement(skill, "") for skill in _essential(framework, occupation))
    held = HeldCredential("c", "C", "i", "I", NOW, evidence=Evidence.ASSESSED, skills=stated)
    return skill_profile([held], (), framework, at=NOW)


def _asks(framework: SkillFramework, occupation: str) -> Target:
    return own_target(occupation, [Wanted(skill) for skill in _essential(framework, occupation)])
