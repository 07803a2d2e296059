"""Fits the weights of suggestions and writes `src/microcred/skills/data/suggesting.npz`. Run by hand.

The span model is fitted on the training part of SkillSpan. The ranking is fitted on SkillSkape and on real
sentences of SkillSpan (train, test) and GREEN in which a tagged span is some ESCO label word for word: that
label is hidden in most cases, so that the skill must be found by its other labels. No sentence of the HOUSE
and TECH validation sets takes part.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import scipy.sparse as sp
from scipy.optimize import minimize

from benches import skill_sets
from microcred.skills.search.features import NAMES, candidates
from microcred.skills.search.index import LabelIndex
from microcred.skills.search.spans import BUCKETS, SpanModel, features
from microcred.skills.search.suggest import expanded
from microcred.skills.search.words import stems

OUT = Path(__file__).parents[1] / "src" / "microcred" / "skills" / "data" / "suggesting.npz"
HIDDEN_SHARE = 0.7
REAL_WEIGHT = 0.3
RIDGE = 0.03


def fit_spans() -> np.ndarray:
    """Weights by bucket of a logistic model of which words are part of a skill."""
    columns, wanted = [], []
    for words, skill, knowledge in skill_sets.skillspan("train"):
        for at in range(len(words)):
            columns.append(features(words, at))
            wanted.append(skill[at] != "O" or knowledge[at] != "O")
    numbers, right = np.array(columns), np.array(wanted, float)
    rows = np.repeat(np.arange(len(right)), numbers.shape[1])
    matrix = sp.csr_matrix((np.ones(numbers.size), (rows, numbers.ravel())), shape=(len(right), BUCKETS))
    turned = matrix.T.tocsr()

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        likely = 1 / (1 + np.exp(-(matrix @ weights)))
        cost = -np.mean(right * np.log(likely + 1e-9) + (1 - right) * np.log(1 - likely + 1e-9))
        return cost + 2e-5 * weights @ weights, turned @ ((likely - right) / len(right)) + 4e-5 * weights

    return minimize(loss, np.zeros(BUCKETS), jac=True, method="L-BFGS-B", options={"maxiter": 60}).x


def spans_of(words: list[str], tags: list[str]) -> Iterator[str]:
    """The tagged spans of a sentence; a span begins at B and goes on over I."""
    span: list[str] = []
    for word, tag in [*zip(words, tags, strict=True), ("", "O")]:
        if tag.startswith("I") and span:
            span.append(word)
            continue
        if span:
            yield " ".join(span)
        span = [word] if tag != "O" and "Occupation" not in tag and "Domain" not in tag else []


def real_sentences(index: LabelIndex) -> list[tuple[str, set[int], np.ndarray]]:
    """Real sentences with a span that is some label: the skills, and the labels to hide."""
    chance = random.Random(1)
    found, seen = [], skill_sets.measured_sentences()
    tagged = []
    for part in ("train", "test"):
        for words, skill, knowledge in skill_sets.skillspan(part):
            tagged.append((words, [*spans_of(words, skill), *spans_of(words, knowledge)]))
    tagged += [(words, list(spans_of(words, tags))) for words, tags in skill_sets.green()]
    for words, spans in tagged:
        sentence = " ".join(words)
        right: set[int] = set()
        hidden: list[int] = []
        for span in spans:
            labels = index.phrases.get(tuple(stems(span)), [])
            owners = {int(index.owner[label]) for label in labels}
            if labels and len(owners) <= 3:
                right |= owners
                hidden += labels if chance.random() < HIDDEN_SHARE else []
        if hidden and skill_sets.squeezed(sentence) not in seen:
            seen.add(skill_sets.squeezed(sentence))
            found.append((sentence, right, np.unique(hidden)))
    return found


def fit_rank(groups: list[tuple[float, list[tuple[np.ndarray, np.ndarray]]]]) -> tuple[np.ndarray, ...]:
    """Mean, spread and weights of a listwise softmax over (right, features) of each sentence."""
    rows = [(right, x, weight / len(group)) for weight, group in groups for right, x in group]
    every = np.vstack([x for _, x, _ in rows])
    mean, spread = every.mean(axis=0), every.std(axis=0) + 1e-6
    ready = [(right / right.sum(), expanded(x, mean, spread), weight) for right, x, weight in rows]

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        cost, slope = 0.0, np.zeros_like(weights)
        for right, x, weight in ready:
            score = x @ weights
            share = np.exp(score - score.max())
            share /= share.sum()
            cost -= weight * float((right * np.log(share + 1e-12)).sum())
            slope -= weight * (x.T @ (right - share))
        return cost + RIDGE * weights @ weights, slope + 2 * RIDGE * weights

    start = np.zeros(ready[0][1].shape[1])
    weights = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 60}).x
    return mean, spread, weights


def main() -> None:
    """Fit everything and write the file."""
    exact = fit_spans()
    scale = float(np.abs(exact).max()) / 127
    spans = np.round(exact / scale).astype(np.int8)
    model = SpanModel(spans.astype(np.float32) * scale)
    index = LabelIndex(skill_sets.esco("1.1.0"))
    numbers = {skill.label().strip(): number for number, skill in enumerate(index.skills)}
    made, real = [], []
    for part in ("dev", "test"):
        for sentence, labels in skill_sets.skillskape(part).items():
            found = candidates(sentence, index, model)
            right = np.isin(found.skills, [numbers[label] for label in labels if label in numbers])
            if right.any():
                made.append((right.astype(float), found.features))
    for sentence, owners, hidden in real_sentences(index):
        found = candidates(sentence, index, model, hidden)
        right = np.isin(found.skills, list(owners))
        if right.any():
            real.append((right.astype(float), found.features))
    print(f"{len(made)} made and {len(real)} real sentences, {len(NAMES)} features")
    mean, spread, rank = fit_rank([(1.0, made), (REAL_WEIGHT, real)])
    np.savez_compressed(
        OUT,
        spans=spans,
        scale=np.float32(scale),
        mean=mean.astype(np.float32),
        spread=spread.astype(np.float32),
        rank=rank.astype(np.float32),
    )
    print(f"{OUT.name}: {OUT.stat().st_size // 1024} kB")


if __name__ == "__main__":
    main()
