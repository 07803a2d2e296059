"""Skills: suggestions, the picker, gaps, rankings and plans, on ESCO in full

Needs the published files at `../shared/data`; without them there is one row that says so.
"""

from __future__ import annotations

import random
import resource
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta

import numpy as np

from benches import skill_sets
from benches.results import Row
from microcred.skills.gap.closest import OccupationIndex
from microcred.skills.gap.gap import Gap, GapState, SkillGap, skill_gap
from microcred.skills.gap.matching import Neighbours
from microcred.skills.gap.target import Target, Wanted, occupation_target
from microcred.skills.plan.offerings import Offering
from microcred.skills.plan.plan import Aim, Limits, plans
from microcred.skills.profile.evidence import Evidence, SkillStatement
from microcred.skills.profile.profile import HeldCredential, SkillProfile, skill_profile
from microcred.skills.search.chargrams import CharGrams, Floats
from microcred.skills.search.index import LabelIndex
from microcred.skills.search.picker import Picker
from microcred.skills.search.suggest import Suggester

NOW = datetime(2026, 1, 1, tzinfo=UTC)
FIRST_DAY = date(2026, 1, 5)
TIGHTER = "cases of 80 weeks; an earlier, tighter generator (40 weeks, 12 to 30 hours) gave 3, 3 and 4 of 10"
STATES = [GapState.MISSING] * 4 + [GapState.DECLARED]
BASELINES = {"within words": False, "across words": True}


def run() -> list[Row]:
    """Every figure of this part."""
    if not skill_sets.DATA.is_dir():
        return [Row("skills", "not measured", note="the published files are not at ../shared/data")]
    return [*reading(), *suggestions(), *picker(), *gaps(), *planning()]


def reading() -> Iterator[Row]:
    """Reading ESCO 1.1.1 in full, with the memory it takes."""
    start = time.perf_counter()
    framework = skill_sets.esco("1.1.1")
    taken = time.perf_counter() - start
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sizes = len(framework.skills), len(framework.occupations), len(framework.needs)
    counts = "{:,} skills, {:,} occupations, {:,} needs".format(*sizes)
    yield Row("read ESCO 1.1.1", f"{taken:.1f} s, peak {memory:.0f} MB", "memory under 500 MB", counts)


def suggestions() -> Iterator[Row]:
    """R-precision at 5, recall at 10 and MRR on HOUSE and TECH, beside the character TF-IDF baselines."""
    index = LabelIndex(skill_sets.esco("1.1.0"))
    suggester = Suggester(index)
    numbers = {skill.address: number for number, skill in enumerate(index.skills)}
    labels = [skill.label() for skill in index.skills]

    def ours(sentence: str) -> list[int]:
        return [numbers[found.skill] for found in suggester.ranked(sentence, most=100)]

    baselines = {name: CharGrams(index.labels, index.owner, across) for name, across in BASELINES.items()}
    for name in skill_sets.MEASURED:
        gold = skill_sets.validation(name)
        mine = skill_sets.measure(gold, labels, ours)
        figures = _figures(mine)
        yield Row(f"suggest, {name.upper()}, ours", figures, note=f"{len(mine.r_precision)} sentences")
        for kind, grams in baselines.items():
            base = skill_sets.measure(gold, labels, lambda text, grams=grams: _order(grams.best(text)))
            gain = mine.r_precision - base.r_precision
            lower = skill_sets.bootstrap_lower(gain)
            yield Row(f"suggest, {name.upper()}, character TF-IDF 2-5 {kind}", _figures(base))
            what = f"suggest, {name.upper()}, R-precision@5 over that baseline"
            yield Row(
                what, f"{100 * gain.mean():+.1f} points, lower bound {100 * lower:+.1f}", "+12, above 0"
            )


def _order(values: Floats) -> list[int]:
    order: list[int] = np.argsort(-values, kind="stable")[:100].tolist()
    return order


def _figures(measured: skill_sets.Measured) -> str:
    precision = 100 * measured.r_precision.mean()
    return f"RP@5 {precision:.1f}, R@10 {100 * measured.recall:.1f}, MRR {measured.reciprocal:.3f}"


def milliseconds(calls: list[Callable[[], object]]) -> np.ndarray:
    """How long each call took, in milliseconds."""
    taken = []
    for call in calls:
        start = time.perf_counter()
        call()
        taken.append(1000 * (time.perf_counter() - start))
    return np.array(taken)


def picker() -> Iterator[Row]:
    """The picker while 200 labels are typed letter by letter."""
    framework = skill_sets.esco("1.1.1")
    found = Picker([framework])
    chance = random.Random(7)
    labels = chance.sample([skill.label() for skill in framework.skills.values()], 200)
    typed = [label[:end] for label in labels for end in range(1, min(len(label), 16))]
    taken = milliseconds([lambda text=text: found.find(text) for text in typed])
    figure = f"p50 {np.quantile(taken, 0.5):.1f} ms, p95 {np.quantile(taken, 0.95):.1f} ms"
    yield Row("picker over 13,896 skills", figure, "p95 under 50 ms", f"{len(typed)} beginnings of labels")


def profile_of(skills: list[str]) -> SkillProfile:
    """A learner who shows these skills."""
    stated = tuple(SkillStatement(skill, "") for skill in skills)
    held = HeldCredential("c", "C", "i", "I", NOW, evidence=Evidence.ASSESSED, skills=stated)
    return skill_profile([held], (), skill_sets.esco("1.1.1"), at=NOW)


def gaps() -> Iterator[Row]:
    """One gap, and all occupations ranked, for learners of 60 skills."""
    framework = skill_sets.esco("1.1.1")
    neighbours = Neighbours(framework)
    index = OccupationIndex(neighbours)
    chance = random.Random(11)
    learners = [profile_of(chance.sample(list(framework.skills), 60)) for _ in range(20)]
    targets = [
        occupation_target(framework, address) for address in chance.sample(list(framework.needs_of), 20)
    ]
    skill_gap(learners[0], targets[0], neighbours)
    pairs = zip(learners, targets, strict=True)
    taken = milliseconds([lambda m=mine, t=target: skill_gap(m, t, neighbours) for mine, target in pairs])
    yield Row("one gap, 60 skills", f"p95 {np.quantile(taken, 0.95):.1f} ms", "under 50 ms")
    taken = milliseconds([lambda m=mine: index.rank(m) for mine in learners])
    yield Row("3,007 occupations ranked, 60 skills", f"p95 {np.quantile(taken, 0.95):.0f} ms", "under 300 ms")


def planning_case(number: int) -> tuple[Gap, list[Offering], Limits]:
    """2,000 runs in 80 weeks over 600 skills, 60 of them missing; budget and hours differ by case."""
    chance = random.Random(number)
    names = [f"skill-{n}" for n in range(600)]
    missing = tuple(
        SkillGap(Wanted(name, chance.random() < 0.6), name, chance.choice(STATES), 0.0) for name in names[:60]
    )
    offerings = []
    for n in range(2000):
        course = random.Random(f"{number}/{n // 3}")
        taught = tuple((name, None) for name in course.sample(names, course.choice([1, 2, 2, 3, 3, 4])))
        start = FIRST_DAY + timedelta(weeks=chance.randrange(80))
        weeks, price = course.choice([2, 4, 6, 8, 12]), course.choice([0, 50, 120, 200, 350, 600, 900]) * 100
        required = (f"course-{course.randrange(667)}",) if course.random() < 0.1 else ()
        offerings.append(
            Offering(
                id=f"offering-{n}",
                title="",
                teaches=taught,
                price=price,
                start=start,
                end=start + timedelta(weeks=weeks, days=-1),
                hours_per_week=course.choice([2, 3, 4, 5]),
                course=f"course-{n // 3}",
                requires=required,
                assessment_only=course.random() < 0.1,
            )
        )
    budget, hours = chance.choice([300_000, 600_000, None]), chance.choice([15.0, 20.0, 30.0, None])
    return (
        Gap(Target("bench", ()), missing, ()),
        offerings,
        Limits(FIRST_DAY, None, budget, hours, seconds=5.0),
    )


def planning() -> Iterator[Row]:
    """Ten generated cases; each aim by itself, so that each time is that of one plan."""
    for aim in Aim:
        times, proved, cheap, slowest = [], 0, 0, 0.0
        for number in range(10):
            gap, offerings, limits = planning_case(number)
            start, spent = time.perf_counter(), time.process_time()
            (plan,) = plans(gap, offerings, limits, [aim])
            times.append(time.perf_counter() - start)
            proved += plan.optimal and times[-1] < 2
            cheap += plan.optimal and time.process_time() - spent < 2
            slowest = max(slowest, times[-1])
        middle = float(np.median(times))
        figure = f"optimal in under 2 s in {proved} of 10, slowest {slowest:.1f} s, median {middle:.2f} s"
        yield Row(
            f"plan, {aim.value}, 2,000 offerings, 60 missing skills",
            figure,
            "8 of 10, others in 5 s with a bound",
            f"{cheap} of 10 by CPU time; {TIGHTER}",
        )
