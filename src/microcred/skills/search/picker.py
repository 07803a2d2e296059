"""The picker: skills found while one types, by the beginnings of words, in any loaded language.

A skill is found if every word typed begins some word of one of its labels, or of its description. Labels come
before descriptions, preferred before alternative ones, whole labels before parts, short before long.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from microcred.skills.model import Skill, SkillFramework, words_of
from microcred.skills.search.words import folded

Texts = npt.NDArray[np.int32]
PREFERRED, ALTERNATIVE, DESCRIPTION = 0, 1, 2
MOST_WORDS = 8
WIDEST = 600


@dataclass(frozen=True, slots=True)
class Found:
    """One hit: the skill's address, its label in the asked language, and the text that was hit."""

    skill: str
    label: str
    hit: str
    language: str
    where: str


@dataclass(frozen=True, slots=True)
class _Text:
    skill: int
    language: str
    part: int
    text: str


_WHERE = ("label", "alternative label", "description")


class Picker:
    """An index over one or several frameworks, kept in memory. Retired skills are not offered."""

    def __init__(self, frameworks: Iterable[SkillFramework]) -> None:
        self._skills: list[Skill] = []
        self._texts: list[_Text] = []
        for framework in frameworks:
            for skill in framework.skills.values():
                if not skill.retired:
                    self._add(skill)
        posted: defaultdict[str, list[int]] = defaultdict(list)
        for number, text in enumerate(self._texts):
            for word in set(_split(text.text)):
                posted[word].append(number)
        self._words = sorted(posted)
        self._posted = [np.array(posted[word], np.int32) for word in self._words]
        whole = [
            (folded(text.text), number) for number, text in enumerate(self._texts) if text.part != DESCRIPTION
        ]
        self._whole: defaultdict[str, list[int]] = defaultdict(list)
        for label, number in whole:
            self._whole[label].append(number)
        self._order = np.array([_order(text) for text in self._texts], np.float32)
        self._beginning = lru_cache(maxsize=4096)(self._texts_with)

    def _add(self, skill: Skill) -> None:
        number = len(self._skills)
        self._skills.append(skill)
        for language in skill.labels:
            for part, label in enumerate(words_of(skill, language)):
                self._texts.append(_Text(number, language, min(part, ALTERNATIVE), label))
        for language, text in skill.descriptions.items():
            self._texts.append(_Text(number, language, DESCRIPTION, text))

    def _texts_with(self, beginning: str) -> Texts:
        """The numbers of the texts with a word that begins so, ascending."""
        first = bisect_left(self._words, beginning)
        last = bisect_left(self._words, beginning + "\U0010ffff")
        lists = self._posted[first:last]
        return np.unique(np.concatenate(lists)) if lists else np.zeros(0, np.int32)

    def find(self, typed: str, language: str = "en", most: int = 20) -> list[Found]:
        """The best `most` skills for what was typed, labelled in `language`; all languages are searched."""
        words = _split(typed)[:MOST_WORDS]
        if not words:
            return []
        numbers = self._beginning(words[0])
        for word in words[1:]:
            numbers = np.intersect1d(numbers, self._beginning(word), assume_unique=True)
        ordered = self._best(numbers, folded(typed), language)
        found: dict[int, Found] = {}
        for number in ordered:
            text = self._texts[number]
            if text.skill not in found:
                found[text.skill] = self._found(text, language)
                if len(found) == most:
                    break
        return list(found.values())

    def _best(self, numbers: Texts, typed: str, language: str) -> Iterator[int]:
        """Whole labels first, then the others by part, language and length."""
        whole = [n for n in self._whole.get(typed, ()) if n < len(self._texts)]
        yield from sorted(whole, key=lambda n: (self._texts[n].language != language, self._texts[n].part))
        order = self._order[numbers]
        if len(numbers) > WIDEST:
            few = np.argpartition(order, WIDEST)[:WIDEST]
            numbers, order = numbers[few], order[few]

        def rank(pair: tuple[int, float]) -> tuple[float, bool, bool, str]:
            text = self._texts[pair[0]]
            starts_so = text.part != DESCRIPTION and folded(text.text).startswith(typed)
            return (
                pair[1] // 1000,
                not starts_so,
                text.language != language,
                f"{len(text.text):05d}{text.text}",
            )

        for number, _ in sorted(zip(numbers.tolist(), order.tolist(), strict=True), key=rank):
            yield number

    def _found(self, text: _Text, language: str) -> Found:
        skill = self._skills[text.skill]
        return Found(skill.address, skill.label(language), text.text, text.language, _WHERE[text.part])


def _order(text: _Text) -> float:
    return text.part * 1000 + min(len(text.text), 999)


def _split(text: str) -> list[str]:
    return [
        word for word in "".join(c if c.isalnum() or c in "+#" else " " for c in folded(text)).split() if word
    ]
