"""On ten named pairs of occupations of ESCO, what is held in part says something true; and the figures of scale."""

from datetime import UTC, datetime
from functools import cache

import pytest
from tests.conformance.skills.pairs import PAIRS
from tests.conformance.skills.real import DATA, esco_111, needs_data

from microcred.ports.framework_files import DiskFile, open_framework
from microcred.skills.gap.closest import OccupationIndex
from microcred.skills.gap.gap import Gap, GapState, skill_gap
from microcred.skills.gap.graded import graded_soft, outlook
from microcred.skills.gap.matching import Neighbours
from microcred.skills.gap.target import occupation_target
from microcred.skills.profile.evidence import Evidence, SkillStatement
from microcred.skills.profile.profile import HeldCredential, SkillProfile, skill_profile
from microcred.skills.readers import crosswalks, onet, projections

pytestmark = needs_data
NOW = datetime(2026, 1, 1, tzinfo=UTC)


@cache
def neighbours() -> Neighbours:
    return Neighbours(esco_111()[0])


@cache
def occupations() -> dict[str, str]:
    return {occupation.label(): address for address, occupation in esco_111()[0].occupations.items()}


def worker(label: str) -> SkillProfile:
    """Somebody who shows every essential skill of an occupation."""
    framework = esco_111()[0]
    needs = framework.needs_of[occupations()[label]]
    stated = tuple(SkillStatement(need.skill, "") for need in needs if need.essential)
    held = HeldCredential("c", "C", "i", "I", NOW, evidence=Evidence.ASSESSED, skills=stated)
    return skill_profile([held], (), framework, at=NOW)


def gap_between(present: str, target: str) -> Gap:
    return skill_gap(worker(present), occupation_target(esco_111()[0], occupations()[target]), neighbours())


@pytest.mark.parametrize(("present", "target", "wanted", "held", "nearness"), PAIRS)
def test_partial_matches_say_something_true(present, target, wanted, held, nearness):
    gap = gap_between(present, target)
    found = {each.label: each for each in gap.of(GapState.IN_PART)}[wanted]
    assert (found.by_label, found.nearness.code) == (held, nearness)
    exact = sum(each.covered for each in gap.of(GapState.HELD))
    assert gap.of(GapState.IN_PART) and gap.of(GapState.MISSING)
    assert sum(each.covered for each in gap.skills) > exact


def test_occupations_far_apart_share_nothing():
    assert gap_between("cook", "web developer").score == 0.0


def test_all_3007_occupations_are_ranked_with_reasons():
    ranked = OccupationIndex(neighbours()).rank(worker("cook"))
    assert len(ranked) == 3_007
    nearest = [found.label for found in ranked[:8]]
    assert {"grill cook", "fish cook", "cook", "chef"} <= set(nearest)
    assert all(found.reasons for found in ranked[:100])
    gap = gap_between("cook", ranked[0].label)
    assert ranked[0].score == pytest.approx(gap.score)


def test_the_graded_soft_side_and_the_outlook_of_a_real_occupation():
    folder = DATA / "crosswalks"
    walk = crosswalks.read_esco_onet(DiskFile(folder / "esco_onet_crosswalk_Nov2020.csv"))[0]
    isco = crosswalks.read_isco_soc(DiskFile(folder / "isco08_soc10.csv"))[0]
    release = onet.read_onet(open_framework(DATA / "onet"), "29.3")[0]
    seen = projections.read_projections(DiskFile(DATA / "bls" / "employment_projections_2024-34.xlsx"))[0]
    chef = occupations()["chef"]
    graded = graded_soft(chef, worker("cook"), release, walk)
    assert graded is not None and graded.onet_title == "Chefs and Head Cooks"
    assert len(graded.skills) == 8 and graded.skills[0].importance >= graded.skills[-1].importance
    (expected,) = outlook(chef, esco_111()[0].occupations[chef].isco, walk, isco, seen)
    assert (expected.soc, expected.first_year, expected.country) == ("35-1011", 2024, "US")
    without = [a for a in esco_111()[0].occupations if graded_soft(a, worker("cook"), release, walk) is None]
    assert len(without) == 3_007 - 1_314
