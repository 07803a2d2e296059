"""Rankings agree with gaps, holding more never takes away, and plans keep their limits."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from microcred.skills.errors import PlanImpossible
from microcred.skills.gap.closest import OccupationIndex
from microcred.skills.gap.gap import Gap, GapState, SkillGap, skill_gap
from microcred.skills.gap.matching import Neighbours
from microcred.skills.gap.target import Target, Wanted, occupation_target
from microcred.skills.model import Need, Occupation, Skill, SkillFramework, SkillRelation
from microcred.skills.plan.offerings import Offering
from microcred.skills.plan.plan import Limits, plans
from microcred.skills.profile.evidence import Evidence, SkillStatement
from microcred.skills.profile.profile import DeclaredSkill, HeldCredential, skill_profile

NOW = datetime(2026, 1, 1, tzinfo=UTC)
NAMES = [f"s{number}" for number in range(12)]
FRAMEWORK = SkillFramework(
    "F",
    "1",
    "",
    skills={
        name: Skill(name, {"en": name}, broader=(NAMES[n // 2],) if n % 2 else (), groups=(f"g{n % 3}",))
        for n, name in enumerate(NAMES)
    },
    occupations={f"o{n}": Occupation(f"o{n}", {"en": f"o{n}"}) for n in range(4)},
    needs=[Need(f"o{n % 4}", name, n % 2 == 0) for n, name in enumerate(NAMES)],
    relations=[SkillRelation("s2", "optional", "s7"), SkillRelation("s4", "essential", "s9")],
)
NEAR = Neighbours(FRAMEWORK)
INDEX = OccupationIndex(NEAR)
some = st.lists(st.sampled_from(NAMES), unique=True)


def profile(shown, declared=()):
    stated = tuple(SkillStatement(skill, skill) for skill in shown)
    held = HeldCredential(
        "c", "C", "i", "I", datetime(2025, 1, 1, tzinfo=UTC), evidence=Evidence.ASSESSED, skills=stated
    )
    return skill_profile([held], [DeclaredSkill(s, NOW) for s in declared], FRAMEWORK, at=NOW)


@settings(deadline=None)
@given(some, some)
def test_the_ranking_has_the_score_of_each_gap(shown, declared):
    mine = profile(shown, declared)
    for found in INDEX.rank(mine):
        gap = skill_gap(mine, occupation_target(FRAMEWORK, found.occupation), NEAR)
        assert abs(found.score - gap.score) < 1e-9
        assert 0.0 <= gap.score <= 1.0


@settings(deadline=None)
@given(some, st.sampled_from(NAMES))
def test_one_more_skill_never_lowers_a_score(shown, more):
    before = {found.occupation: found.score for found in INDEX.rank(profile(shown))}
    after = {found.occupation: found.score for found in INDEX.rank(profile([*shown, more]))}
    assert all(after[occupation] >= score - 1e-9 for occupation, score in before.items())


@settings(deadline=None)
@given(some)
def test_every_wanted_skill_stands_in_exactly_one_state(shown):
    gap = skill_gap(profile(shown), occupation_target(FRAMEWORK, "o1"), NEAR)
    assert sum(len(gap.of(state)) for state in GapState) == len(gap.skills) == 3


offerings = st.lists(
    st.builds(
        lambda skills, price, week, weeks, hours: (skills, price, week, weeks, hours),
        st.lists(st.sampled_from("abc"), min_size=1, max_size=2, unique=True),
        st.integers(0, 9),
        st.integers(0, 6),
        st.integers(1, 4),
        st.integers(0, 6),
    ),
    max_size=7,
)


@settings(max_examples=60, deadline=None)
@given(offerings, st.integers(0, 20), st.integers(1, 8))
def test_plans_keep_every_limit_and_close_no_less_than_any_single_offering(rows, budget, hours):
    start = date(2026, 1, 5)
    made = [
        Offering(
            str(n),
            str(n),
            tuple((s, None) for s in skills),
            price,
            start + timedelta(weeks=week),
            start + timedelta(weeks=week + weeks, days=-1),
            float(load),
        )
        for n, (skills, price, week, weeks, load) in enumerate(rows)
    ]
    open_ = tuple(SkillGap(Wanted(s), s, GapState.MISSING, 0.0) for s in "abc")
    possible = [o for o in made if o.price <= budget and o.hours_per_week <= hours]
    try:
        found = plans(
            Gap(Target("T", ()), open_, ()), made, Limits(start, budget=budget, hours_per_week=float(hours))
        )
    except PlanImpossible:
        assert not possible
        return
    for plan in found:
        assert plan.optimal and plan.price <= budget
        assert plan.closed >= max(len(o.teaches) for o in possible)
        for week in range(12):
            day = start + timedelta(weeks=week)
            busy = [
                s.offering.hours_per_week for s in plan.steps if s.offering.start <= day <= s.offering.end
            ]
            assert sum(busy) <= hours + 1e-6
    assert len({plan.closed for plan in found}) == 1
    assert found[0].price == min(plan.price for plan in found)
    assert found[1].ends == min(plan.ends for plan in found)
    assert abs(found[2].hours - min(plan.hours for plan in found)) < 1e-6
