"""Likeness of texts by their runs of letters: TF-IDF over character 2-5-grams within words.

Also the baseline that suggestions are measured against (`best`: the best of label and alternative labels).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
SHORTEST, LONGEST = 2, 5


def grams(text: str, across_words: bool = False) -> Counter[str]:
    """The 2-5-grams of a text in lower case, each word set in spaces; or of the text as one run."""
    found: Counter[str] = Counter()
    parts = text.lower().split()
    for part in [" ".join(parts)] if across_words else [f" {part} " for part in parts]:
        for length in range(SHORTEST, LONGEST + 1):
            for start in range(len(part) - length + 1):
                found[part[start : start + length]] += 1
    return found


class CharGrams:
    """The labels of all skills as rows of a sparse matrix. `owner` is the skill of each label, ascending."""

    def __init__(self, labels: Sequence[str], owner: Ints, across_words: bool = False) -> None:
        self._across = across_words
        self._columns: dict[str, int] = {}
        counted = [grams(label, across_words) for label in labels]
        rows = np.repeat(np.arange(len(labels)), [len(each) for each in counted])
        columns = [self._columns.setdefault(gram, len(self._columns)) for each in counted for gram in each]
        values = np.array([number for each in counted for number in each.values()], np.float32)
        counts = sp.csr_matrix((values, (rows, columns)), shape=(len(labels), len(self._columns)))
        frequency = np.bincount(np.array(columns, np.int64), minlength=len(self._columns))
        self._idf = (np.log((1 + len(labels)) / (1 + frequency)) + 1).astype(np.float32)
        self.rows: Any = unit_rows(counts @ sp.diags(self._idf))
        self._turned = self.rows.T.tocsr()
        self._starts = starts(owner)

    def vector(self, text: str) -> Any:
        """The unit row of a text, 1 by the number of grams; empty where no gram is known."""
        known = [(self._columns[g], n) for g, n in grams(text, self._across).items() if g in self._columns]
        columns = np.array([column for column, _ in known], np.int64)
        values = np.array([number for _, number in known], np.float32) * self._idf[columns]
        values /= max(float(np.linalg.norm(values)), 1e-9)
        return sp.csr_matrix((values, (np.zeros_like(columns), columns)), shape=(1, len(self._columns)))

    def best(self, text: str, hidden: Ints | None = None) -> Floats:
        """For each skill the likeness (0 to 1) of the text to the likest of its labels but those `hidden`."""
        likeness = np.asarray((self.vector(text) @ self._turned).todense(), np.float32).ravel()
        if hidden is not None:
            likeness[hidden] = 0
        best: Floats = np.maximum.reduceat(likeness, self._starts)
        return best


def starts(owner: Ints) -> Ints:
    """Where the run of each owner begins in an ascending row of owners."""
    return np.flatnonzero(np.r_[True, owner[1:] != owner[:-1]])


def unit_rows(matrix: Any) -> Any:
    """A sparse matrix with every row brought to length one."""
    lengths = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    return (sp.diags(1 / np.maximum(lengths, 1e-9)).astype(np.float32) @ matrix).tocsr().astype(np.float32)
