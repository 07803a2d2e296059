"""Skills suggested from a text, each with the words that led to it. Nothing remote, no downloaded model.

Weights are few and fitted once (`benches/fit_suggestions.py`) on SkillSkape and on real job adverts of
SkillSpan and GREEN, never on the sets that the bench measures.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np

from microcred.skills.errors import TextEmpty, TextOfAnotherLanguage, TextTooLong
from microcred.skills.search.chargrams import Floats, Ints
from microcred.skills.search.features import Candidates, candidates
from microcred.skills.search.index import LabelIndex
from microcred.skills.search.spans import SpanModel
from microcred.skills.search.words import STOP

LONGEST_TEXT = 400_000
LONGEST_SENTENCE = 60
DIVERSITY = 0.5
LOOKED_THROUGH = 60
LEAST_STOP_WORDS = 0.05
CREDIT = "Weights of suggestions: SkillSpan (Zhang et al., CC BY 4.0), GREEN (CC BY 4.0), SkillSkape (MIT)."


@dataclass(frozen=True)
class Weights:
    """What was fitted: the span model, and the mean, the spread and the weights of the features."""

    spans: SpanModel
    mean: Floats
    spread: Floats
    rank: Floats


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A skill for an author to confirm. `words` are the parts of the text that led to it, as written there.

    `score` orders suggestions of one text; it is no probability.
    """

    skill: str
    label: str
    score: float
    words: tuple[str, ...]


@cache
def shipped_weights() -> Weights:
    """The weights that come with the package."""
    data = resources.files("microcred.skills.data").joinpath("suggesting.npz").read_bytes()
    with np.load(io.BytesIO(data), allow_pickle=False) as kept:
        spans = SpanModel(kept["spans"].astype(np.float32) * float(kept["scale"]))
        return Weights(spans, kept["mean"], kept["spread"], kept["rank"])


def expanded(features: Floats, mean: Floats, spread: Floats) -> Floats:
    """Features brought to one scale, followed by their products of two."""
    scaled = np.clip((features - mean) / spread, -4, 6)
    first, second = np.triu_indices(features.shape[1])
    found: Floats = np.hstack([scaled, scaled[:, first] * scaled[:, second] / 3]).astype(np.float32)
    return found


class Suggester:
    """Suggests skills of one framework in one language. Build it once and keep it; it may be shared."""

    def __init__(self, index: LabelIndex, weights: Weights | None = None) -> None:
        self.index = index
        self._weights = weights or shipped_weights()

    def scored(self, text: str, hidden: Ints | None = None) -> tuple[Candidates, Floats]:
        """The skills worth a look for one sentence, and a score for each."""
        found = candidates(text, self.index, self._weights.spans, hidden)
        ready = expanded(found.features, self._weights.mean, self._weights.spread)
        scores: Floats = ready @ self._weights.rank
        return found, scores

    def ranked(self, sentence: str, most: int = 20) -> list[Suggestion]:
        """Suggestions for one sentence, the best first; later ones give way that rest on the same words."""
        found, scores = self.scored(sentence)
        if not found.tokens:
            return []
        return [
            Suggestion(
                self.index.skills[found.skills[at]].address,
                self.index.skills[found.skills[at]].label(self.index.language),
                float(scores[at]),
                _words(sentence, found, at),
            )
            for at in diverse(scores, found.led_by, most)
        ]

    def suggest(self, text: str, most: int = 20) -> list[Suggestion]:
        """Suggestions for a text of any length: a description, an advert, a CV.

        Every sentence is looked at by itself; a skill counts with its best sentence, and the words of all.
        Raises `TextEmpty`, `TextTooLong`, or `TextOfAnotherLanguage` (only told for English labels).
        """
        check_text(text, self.index.language)
        best: dict[str, Suggestion] = {}
        for sentence in sentences(text):
            for found in self.ranked(sentence, most=8):
                if not found.words:
                    continue
                known = best.get(found.skill)
                if known is None:
                    best[found.skill] = found
                else:
                    words = tuple(dict.fromkeys((*known.words, *found.words)))
                    best[found.skill] = Suggestion(
                        found.skill, found.label, max(known.score, found.score), words
                    )
        return sorted(best.values(), key=lambda each: (-each.score, each.label))[:most]


def diverse(scores: Floats, led_by: Sequence[tuple[int, ...]], most: int) -> list[int]:
    """The numbers of the best `most` candidates; words that led to earlier ones count less each time."""
    waiting = np.argsort(-scores, kind="stable")[: max(LOOKED_THROUGH, 2 * most)].tolist()
    used: dict[int, int] = {}
    picked: list[int] = []

    def worth(at: int) -> float:
        words = led_by[at]
        repeated = sum(used.get(word, 0) for word in words) / len(words) if words else 0.0
        return float(scores[at]) - DIVERSITY * repeated

    while waiting and len(picked) < most:
        best = max(waiting, key=worth)
        waiting.remove(best)
        picked.append(best)
        for word in led_by[best]:
            used[word] = used.get(word, 0) + 1
    return picked


def check_text(text: str, language: str) -> None:
    """Raise if a text is too long, has no words, or is plainly not in English where the labels are."""
    if len(text) > LONGEST_TEXT:
        raise TextTooLong(f"{len(text)} characters, at most {LONGEST_TEXT}")
    words = [word.strip(".,;:!?()").lower() for word in text.split()]
    if not any(character.isalpha() for character in text):
        raise TextEmpty
    if (
        language == "en"
        and len(words) >= 40
        and sum(w in STOP for w in words) < LEAST_STOP_WORDS * len(words)
    ):
        raise TextOfAnotherLanguage(language)


def sentences(text: str) -> list[str]:
    """The sentences and lines of a text, long ones cut so that each stays quick to read."""
    found: list[str] = []
    for line in text.replace(". ", ".\n").replace("; ", ";\n").splitlines():
        words = line.split()
        found += [
            " ".join(words[at : at + LONGEST_SENTENCE]) for at in range(0, len(words), LONGEST_SENTENCE)
        ]
    return [sentence for sentence in found if any(character.isalpha() for character in sentence)]


def _words(text: str, found: Candidates, at: int) -> tuple[str, ...]:
    """The words that led to a candidate; neighbours are told as one run."""
    runs: list[list[int]] = []
    for number in found.led_by[at]:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return tuple(text[found.tokens[run[0]].start : found.tokens[run[-1]].end] for run in runs)
