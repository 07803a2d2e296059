"""The sets of job sentences with their skills, and what is measured on them."""

from __future__ import annotations

import ast
import csv
import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from microcred.ports.framework_files import open_framework
from microcred.skills.model import SkillFramework
from microcred.skills.readers.esco import read_esco

DATA = Path(__file__).parents[2] / "shared" / "data"
TAGGING = DATA / "tagging"
NO_SKILL = ("LABEL NOT PRESENT", "UNDERSPECIFIED", "UNK")
MEASURED = ("house", "tech")
Gold = Mapping[str, frozenset[str]]


@cache
def esco(release: str) -> SkillFramework:
    """ESCO 1.1.0 or 1.1.1; 1.1.0 is published without relations and borrows those of 1.1.1."""
    names = ["ESCO_v1.1.1_en_csv.zip", "ESCO_v1.1.1_relations_csv.zip"]
    newest = read_esco(open_framework(*(DATA / "esco" / name for name in names)), "1.1.1")[0]
    if release == "1.1.1":
        return newest
    older = read_esco(open_framework(DATA / "esco" / "ESCO_v1.1.0_en_csv.zip"), "1.1.0")[0]
    needs = [
        need for need in newest.needs if need.skill in older.skills and need.occupation in older.occupations
    ]
    return replace(older, needs=needs)


def _rows(path: str) -> list[dict[str, str]]:
    with (TAGGING / path).open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def validation(name: str) -> Gold:
    """The sentences of the HOUSE or TECH validation set that have at least one skill, with its labels."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for row in _rows(f"esco_benchmark/{name}_validation.csv"):
        if row["label"].strip() not in NO_SKILL:
            found[row["sentence"]].add(row["label"].strip())
    return {sentence: frozenset(labels) for sentence, labels in found.items()}


def skillskape(name: str) -> Gold:
    """The sentences of SkillSkape's `dev` or `test` that have a skill, with its labels."""
    none = set(NO_SKILL)
    rows = _rows(f"skillskape/{name}.csv")
    read = [(row["sentence"], frozenset(ast.literal_eval(row["skills"])) - none) for row in rows]
    return {sentence: labels for sentence, labels in read if labels}


def measured_sentences() -> set[str]:
    """Every sentence of the measured sets, with or without a skill, squeezed for comparing."""
    found = set()
    for name in MEASURED:
        with (TAGGING / "esco_benchmark" / f"{name}_validation.csv").open(
            newline="", encoding="utf-8"
        ) as file:
            found |= {squeezed(row["sentence"]) for row in csv.DictReader(file)}
    return found


def squeezed(text: str) -> str:
    """Letters and digits only, in lower case."""
    return re.sub(r"\W+", "", text.lower())


def skillspan(name: str) -> Iterator[tuple[list[str], list[str], list[str]]]:
    """The sentences of one part of SkillSpan: words, skill tags, knowledge tags; none that is measured."""
    measured = measured_sentences()
    for line in (TAGGING / "skillspan" / f"{name}.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        if squeezed("".join(row["tokens"])) not in measured:
            yield row["tokens"], row["tags_skill"], row["tags_knowledge"]


def green() -> Iterator[tuple[list[str], list[str]]]:
    """The sentences of the GREEN test set: words and tags."""
    words: list[str] = []
    tags: list[str] = []
    for line in (TAGGING / "green" / "testset.txt").read_text("utf-8").splitlines():
        parts = line.strip().rsplit(" ", 1)
        if len(parts) == 2:
            words.append(parts[0])
            tags.append(parts[1])
        elif words:
            yield words, tags
            words, tags = [], []


@dataclass(frozen=True)
class Measured:
    """R-precision at 5 of each sentence, and recall at 10 and mean reciprocal rank of all."""

    r_precision: npt.NDArray[np.float64]
    recall: float
    reciprocal: float


def measure(gold: Gold, labels: list[str], ranked: Callable[[str], list[int]]) -> Measured:
    """Measure a ranking of all skills. `ranked` gives at least the best ten numbers, the best first."""
    numbers: defaultdict[str, set[int]] = defaultdict(set)
    for number, label in enumerate(labels):
        numbers[label.strip()].add(number)
    precisions, recalls, reciprocals = [], [], []
    for sentence, wanted in gold.items():
        right = set().union(*(numbers[label] for label in wanted))
        if not right:
            continue
        order = ranked(sentence)
        precisions.append(sum(n in right for n in order[:5]) / min(5, len(right)))
        recalls.append(sum(n in right for n in order[:10]) / len(right))
        reciprocals.append(next((1 / place for place, n in enumerate(order, 1) if n in right), 0.0))
    return Measured(np.array(precisions), float(np.mean(recalls)), float(np.mean(reciprocals)))


def bootstrap_lower(differences: npt.NDArray[np.float64], times: int = 10_000) -> float:
    """The lower bound of the 95 % interval of the mean of paired differences."""
    chance = np.random.default_rng(0)
    means = differences[chance.integers(0, len(differences), (times, len(differences)))].mean(axis=1)
    return float(np.quantile(means, 0.025))
