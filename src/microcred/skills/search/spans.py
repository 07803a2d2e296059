"""How likely each word of a job text is part of a skill: a small logistic model over hashed features.

Weights (`data/suggesting.npz`) were fitted on the training part of SkillSpan (Zhang et al. 2022, CC BY 4.0).
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

BUCKETS = 1 << 17
_PIECE = re.compile(r"\S+")


def features(words: Sequence[str], at: int) -> list[int]:
    """The numbers of the features of the word at `at`: itself, its neighbours, its ending and its shape."""
    low = [word.lower() for word in words[max(0, at - 2) : at + 3]]
    here = min(at, 2)

    def near(offset: int) -> str:
        return low[here + offset] if 0 <= here + offset < len(low) else "<>"

    word, shape = near(0), _shape(words[at])
    named = (
        f"w={word}",
        f"p={near(-1)}",
        f"n={near(1)}",
        f"pp={near(-2)}",
        f"nn={near(2)}",
        f"s3={word[-3:]}",
        f"s4={word[-4:]}",
        f"sh={shape}{'' if at else '0'}",
        f"psh={_shape(words[at - 1]) if at else '0'}",
        f"pw={near(-1)}|{word}",
        f"wn={word}|{near(1)}",
        "bias",
    )
    return [zlib.crc32(name.encode()) % BUCKETS for name in named]


def _shape(word: str) -> str:
    if len(word) > 1 and word.isupper():
        return "A"
    return "T" if word[:1].isupper() else "l"


class SpanModel:
    """The fitted model."""

    def __init__(self, weights: npt.NDArray[np.float32]) -> None:
        self._weights = weights

    def likelihood(self, text: str) -> list[tuple[int, int, float]]:
        """Every piece between spaces: where it begins and ends, and how likely it is part of a skill."""
        pieces = list(_PIECE.finditer(text))
        words = [piece.group() for piece in pieces]
        found = []
        for at, piece in enumerate(pieces):
            weight = float(self._weights[features(words, at)].sum())
            found.append((piece.start(), piece.end(), 1 / (1 + float(np.exp(-weight)))))
        return found
