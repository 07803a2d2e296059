"""The gap names what is held, in part, too low, lapsed, declared and missing, and the ranking agrees with it."""

from datetime import UTC, datetime

import pytest

from microcred.skills.errors import LevelOutOfScale, UnknownOccupation
from microcred.skills.gap.closest import OccupationIndex
from microcred.skills.gap.gap import GapState, skill_gap
from microcred.skills.gap.graded import SoftState, graded_soft, outlook
from microcred.skills.gap.matching import Nearness, Neighbours
from microcred.skills.gap.starting import from_occupation
from microcred.skills.gap.target import Wanted, occupation_target, own_target
from microcred.skills.model import Need, Occupation, Skill, SkillFramework, SkillGroup, SkillRelation
from microcred.skills.profile.evidence import Evidence, SkillStatement
from microcred.skills.profile.profile import DeclaredSkill, HeldCredential, skill_profile
from microcred.skills.readers.crosswalks import Crosswalk, Step
from microcred.skills.readers.onet import OnetRelease, Rating
from microcred.skills.readers.projections import Outlook
from microcred.skills.soft import soft_elements

NOW = datetime(2026, 1, 1, tzinfo=UTC)
SKILLS = [
    Skill("cook", {"en": "cook"}, groups=("kitchen",)),
    Skill("fry", {"en": "fry fish"}, groups=("kitchen",), broader=("cook",)),
    Skill("grill", {"en": "grill meat"}, groups=("kitchen",)),
    Skill("law", {"en": "food law"}, groups=("rules",)),
    Skill("hygiene", {"en": "hygiene"}, groups=("hygiene-group",)),
    Skill("old", {"en": "old"}, retired=True, replaced_by=("cook",)),
]
FRAMEWORK = SkillFramework(
    "F",
    "1",
    "",
    skills={skill.address: skill for skill in SKILLS},
    groups={
        g: SkillGroup(g, {"en": g}, c)
        for g, c in (("kitchen", "S3.5"), ("rules", "K"), ("hygiene-group", "S9"))
    },
    occupations={o: Occupation(o, {"en": o}) for o in ("chef", "lawyer", "idle")},
    needs=[Need("chef", "cook", True), Need("chef", "law", False), Need("lawyer", "law", True)],
    relations=[SkillRelation("hygiene", "optional", "law")],
)
NEAR = Neighbours(FRAMEWORK)


def profile(*skills, level=None, until=None, declared=()):
    stated = tuple(SkillStatement(skill, skill, level) for skill in skills)
    credential = HeldCredential(
        "c",
        "C",
        "did:x",
        "X",
        datetime(2025, 1, 1, tzinfo=UTC),
        until,
        evidence=Evidence.ASSESSED,
        skills=stated,
    )
    said = [DeclaredSkill(skill, NOW) for skill in declared]
    return skill_profile([credential], said, FRAMEWORK, at=NOW)


def one(profile_, wanted, **others):
    (gap,) = skill_gap(profile_, own_target("T", [wanted]), NEAR, **others).skills
    return gap


@pytest.mark.parametrize(
    ("held", "wanted", "nearness", "covered"),
    [
        ("cook", "cook", Nearness.SAME, 1.0),
        ("fry", "cook", Nearness.NARROWER, 0.75),
        ("cook", "fry", Nearness.BROADER, 0.5),
        ("hygiene", "law", Nearness.RELATED, 0.4),
        ("grill", "fry", Nearness.SAME_GROUP, 0.25),
        ("old", "cook", Nearness.SAME, 1.0),
    ],
)
def test_partial_matches_are_named_and_weighted_by_the_rule(held, wanted, nearness, covered):
    gap = one(profile(held), Wanted(wanted))
    assert (gap.nearness, gap.covered) == (nearness, covered)
    assert gap.state is (GapState.HELD if nearness is Nearness.SAME else GapState.IN_PART)


def test_nothing_near_is_missing():
    assert one(profile("law"), Wanted("grill")).state is GapState.MISSING


def test_a_partial_match_that_the_learner_accepts_counts_as_the_whole():
    gap = one(profile("grill"), Wanted("fry"), accepted={("fry", "grill")})
    assert (gap.state, gap.covered, gap.accepted) == (GapState.HELD, 1.0, True)


@pytest.mark.parametrize(
    ("held", "wanted", "state"),
    [(3, 4, GapState.TOO_LOW), (4, 4, GapState.HELD), (None, 4, GapState.HELD), (3, None, GapState.HELD)],
)
def test_too_low_only_where_the_target_states_a_level(held, wanted, state):
    assert one(profile("cook", level=held), Wanted("cook", level=wanted)).state is state


def test_lapsed_and_declared_count_by_half():
    lapsed = one(profile("cook", until=datetime(2025, 6, 1, tzinfo=UTC)), Wanted("cook"))
    declared = one(profile(declared=["cook"]), Wanted("cook"))
    assert (lapsed.state, lapsed.covered) == (GapState.LAPSED, 0.5)
    assert (declared.state, declared.covered) == (GapState.DECLARED, 0.5)


def test_the_best_of_several_matches_counts_and_they_do_not_add_up():
    gap = one(profile("grill", "fry"), Wanted("cook"))
    assert (gap.by, gap.covered) == ("fry", 0.75)


def test_what_is_held_beyond_the_target_is_named():
    gap = skill_gap(profile("cook", "law", "hygiene"), occupation_target(FRAMEWORK, "chef"), NEAR)
    assert gap.beyond == ("hygiene",) and gap.score == 1.0
    assert [g.wanted.skill for g in gap.of(GapState.HELD, essential=False)] == ["law"]


def test_closest_occupations_are_ranked_with_the_score_of_the_gap_and_reasons():
    mine = profile("fry", "hygiene")
    ranked = OccupationIndex(NEAR).rank(mine)
    assert [found.occupation for found in ranked] == ["chef", "lawyer"]
    for found in ranked:
        gap = skill_gap(mine, occupation_target(FRAMEWORK, found.occupation), NEAR)
        assert found.score == pytest.approx(gap.score)
        assert (found.same, found.in_part, found.wanted) == (
            0,
            len(gap.of(GapState.IN_PART)),
            len(gap.skills),
        )
    assert [(r.wanted, r.by, r.nearness) for r in ranked[1].reasons] == [("law", "hygiene", Nearness.RELATED)]


def test_a_framework_with_levels_is_ranked_by_them():
    needs = [Need("chef", "cook", True, 6), Need("lawyer", "law", True, 2)]
    levelled = SkillFramework(
        "F", "1", "", skills=FRAMEWORK.skills, occupations=FRAMEWORK.occupations, needs=needs
    )
    ranked = OccupationIndex(Neighbours(levelled)).rank(profile("cook", "law", level=3))
    assert [(found.occupation, found.score) for found in ranked] == [("lawyer", 1.0), ("chef", 0.5)]


def test_an_empty_profile_is_close_to_nothing():
    assert {found.score for found in OccupationIndex(NEAR).rank(profile())} == {0.0}


def test_targets_of_ones_own_refuse_levels_off_the_scale_and_count_a_skill_once():
    with pytest.raises(LevelOutOfScale):
        own_target("T", [Wanted("cook", level=9)])
    target = own_target("T", [Wanted("cook", False, 2), Wanted("cook", True, None)])
    assert target.wanted == (Wanted("cook", True, 2),)
    with pytest.raises(UnknownOccupation):
        occupation_target(FRAMEWORK, "nobody")


def test_somebody_without_credentials_starts_from_the_job_they_have():
    assert [declared.skill for declared in from_occupation(FRAMEWORK, "chef", NOW)] == ["cook"]
    with pytest.raises(UnknownOccupation):
        from_occupation(FRAMEWORK, "nobody", NOW)


NEGOTIATION = soft_elements()["2.B.1.d"]
ONET = OnetRelease(
    SkillFramework("O*NET", "30", "O*NET credit"),
    {
        "11-1011.00": {
            "2.B.1.d": Rating(4.5, 4.2),
            "2.B.1.e": Rating(2.0, 0.5, relevant=False),
            "2.A.1.b": Rating(3.0, 3.0),
        }
    },
)
WALK = Crosswalk("w", "Nesta", {"chef": (Step("chef", "99-9999.00"), Step("chef", "11-1011.00", 2.0))})


@pytest.mark.parametrize(
    ("skills", "level", "state"),
    [
        ((), None, SoftState.MISSING),
        ((NEGOTIATION.same,), None, SoftState.NO_LEVEL),
        ((NEGOTIATION.same,), 4, SoftState.TOO_LOW),
        ((NEGOTIATION.address,), 5, SoftState.HELD),
    ],
)
def test_the_soft_side_is_graded_by_importance_and_level(skills, level, state):
    graded = graded_soft("chef", profile(*skills, level=level), ONET, WALK)
    assert graded is not None
    assert [(skill.element.element, skill.level) for skill in graded.skills] == [
        ("2.B.1.d", 5),
        ("2.A.1.b", 4),
    ]
    assert graded.skills[0].state is state
    assert (graded.source, graded.crosswalk) == ("O*NET credit", "Nesta")


def test_an_occupation_that_the_crosswalk_does_not_reach_has_no_graded_soft_profile():
    assert graded_soft("lawyer", profile(), ONET, WALK) is None


def test_the_outlook_goes_through_onet_else_through_isco():
    seen = {
        code: Outlook(code, code, 2024, 2034, 1.0, 1.1, 10.0, 0.1, 1.0) for code in ("11-1011", "23-1011")
    }
    isco = Crosswalk("i", "", {"261": (Step("261", "23-1011"),)})
    assert [o.soc for o in outlook("chef", "3434", WALK, isco, seen)] == ["11-1011"]
    assert [o.soc for o in outlook("lawyer", "2611", WALK, isco, seen)] == ["23-1011"]
    assert outlook("lawyer", "9999", WALK, isco, seen) == ()
