"""Everything about a framework's labels that suggestions need, computed once and kept in memory."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import Any

import numpy as np
import scipy.sparse as sp
from scipy.sparse.linalg import svds

from microcred.skills.model import SkillFramework, words_of
from microcred.skills.search.chargrams import CharGrams, Floats, Ints, starts, unit_rows
from microcred.skills.search.words import stems

LATENT = 160
_ASIDE = re.compile(r"\(.*?\)")


class LabelIndex:
    """Labels, descriptions and latent meanings of all active skills of a framework in one language.

    Skills and labels are numbered; `owner` leads from a label to its skill. Building it for the whole of
    ESCO takes some ten seconds, mostly for the character grams; it holds about 300 MB.
    """

    def __init__(self, framework: SkillFramework, language: str = "en") -> None:
        self.language = language
        self.skills = [s for s in framework.skills.values() if not s.retired and language in s.labels]
        written = [list(dict.fromkeys(words_of(skill, language))) for skill in self.skills]
        self.labels = [label for labels in written for label in labels]
        self.owner: Ints = np.repeat(np.arange(len(written)), [len(labels) for labels in written])
        self.starts = starts(self.owner)
        self.ends = np.r_[self.starts[1:], len(self.labels)]
        self.preferred = np.zeros(len(self.labels), bool)
        self.preferred[self.starts] = True
        bare = [
            _ASIDE.sub(" ", label) if preferred else label
            for label, preferred in zip(self.labels, self.preferred, strict=True)
        ]
        self.chars = CharGrams(bare, self.owner)
        self._words(bare)
        self._latent()
        asked = Counter(need.skill for need in framework.needs)
        counts = np.array([asked[s.address] for s in self.skills], np.float32)
        self.wanted: Floats = (np.log1p(counts) / 7).astype(np.float32)
        self.transversal: Floats = np.array([s.reuse == "transversal" for s in self.skills], np.float32)
        self.knowledge: Floats = np.array([s.kind == "knowledge" for s in self.skills], np.float32)

    def _words(self, bare: list[str]) -> None:
        stemmed = [stems(label) for label in bare]
        about = [stems(skill.descriptions.get(self.language, "")) for skill in self.skills]
        frequency = Counter(word for text in about for word in set(text))
        known = dict.fromkeys(word for label in stemmed for word in label)
        known.update(dict.fromkeys(word for word, number in frequency.items() if number > 1))
        self.vocabulary = {word: number for number, word in enumerate(known)}
        self.coded = [[self.vocabulary[word] for word in label] for label in stemmed]
        self.documents = self._documents(about)
        self._masses()
        phrases: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
        for number, label in enumerate(stemmed):
            if label:
                phrases[tuple(label)].append(number)
        self.phrases = dict(phrases)

    def _documents(self, about: list[list[str]]) -> Any:
        """Skills by words: labels most, alternative labels by their share, descriptions least. Sets `idf`."""
        rows: list[int] = []
        columns: list[int] = []
        values: list[float] = []
        for skill, (first, last) in enumerate(zip(self.starts, self.ends, strict=True)):
            weights: defaultdict[int, float] = defaultdict(float)
            for label in range(first, last):
                for word in self.coded[label]:
                    weights[word] += 2.0 / (last - first)
            for word in set(self.coded[first]):
                weights[word] += 1.0
            for name, number in Counter(about[skill]).items():
                if name in self.vocabulary:
                    weights[self.vocabulary[name]] += 0.5 * min(number, 3)
            rows += [skill] * len(weights)
            columns += weights.keys()
            values += weights.values()
        shape = (len(self.skills), len(self.vocabulary))
        frequency = np.bincount(np.array(columns, np.int64), minlength=shape[1])
        self.idf: Floats = (np.log((1 + shape[0]) / (1 + frequency)) + 1).astype(np.float32)
        counted = sp.csr_matrix((np.log1p(np.array(values, np.float32)), (rows, columns)), shape=shape)
        return unit_rows(counted @ sp.diags(self.idf))

    def _masses(self) -> None:
        """Labels by words, each word with its idf; and how much each label weighs in all."""
        sets = [sorted(set(label)) for label in self.coded]
        rows = np.repeat(np.arange(len(sets)), [len(each) for each in sets])
        columns = np.array([word for each in sets for word in each], np.int64)
        shape = (len(sets), len(self.vocabulary))
        self.words: Any = sp.csr_matrix((self.idf[columns], (rows, columns)), shape=shape)
        self.mass: Floats = np.maximum(np.asarray(self.words.sum(axis=1)).ravel(), 1e-6).astype(np.float32)
        self.unit_words: Any = unit_rows(self.words)

    def _latent(self) -> None:
        """Words and skills as points of few dimensions, so that words of like use are close."""
        size = min(LATENT, min(self.documents.shape) - 1)
        if size < 1:
            self.meanings = np.zeros((len(self.vocabulary), 1), np.float32)
        else:
            self.meanings = svds(self.documents, k=size, random_state=0)[2].T.astype(np.float32)
        points = np.asarray(self.documents @ self.meanings, np.float32)
        lengths = np.linalg.norm(points, axis=1, keepdims=True)
        self.points: Floats = (points / np.maximum(lengths, 1e-9)).astype(np.float32)
