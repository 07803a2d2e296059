"""Skills: suggestions, the picker, gaps, rankings and plans, on ESCO in full

Needs the published files at `../shared/data`; without them there is one row that says so.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator

import numpy as np

from benches import skill_sets
from benches.results import Row
from microcred.skills.search.chargrams import CharGrams, Floats
from microcred.skills.search.index import LabelIndex
from microcred.skills.search.picker import Picker
from microcred.skills.search.suggest import Suggester

BASELINES = {"within words": False, "across words": True}


def run() -> list[Row]:
    """Every figure of this part."""
    if not skill_sets.DATA.is_dir():
        return [Row("skills", "not measured", note="the published files are not at ../shared/data")]
    return [*suggestions(), *picker()]


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
