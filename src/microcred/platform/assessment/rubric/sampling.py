"""Which of a cohort are marked again: how many by a stated rule, which ones reproducibly from a seed. Pure.

The seed is one that neither side can choose: see `seed_of`. The rule: everybody where there are at most
five; else five, a tenth, or the square root of the number, whichever is most, rounded up. Whoever knows the
seed and the ids draws the same sample: the ids are ordered by the SHA-256 of "seed:id", and the first so
many are taken.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from hashlib import sha256
from math import isqrt

from microcred.platform.assessment.rubric.method import Method
from microcred.platform.assessment.rubric.moderation import difference
from microcred.platform.assessment.rubric.results import Marks

RULE = "microcred-sample-2"
"""The name of the rule, as it stands with each sample and in what is signed."""
LEAST = 5


def size(count: int) -> int:
    """How many of `count` are drawn."""
    if count <= LEAST:
        return max(count, 0)
    root = isqrt(count)
    return max(LEAST, -(-count // 10), root if root * root == count else root + 1)


def draw(ids: Collection[str], seed: str) -> tuple[str, ...]:
    """The sample, in the order in which it was drawn; the order of `ids` does not matter."""
    ordered = sorted(set(ids), key=lambda one: (sha256(f"{seed}:{one}".encode()).digest(), one))
    return tuple(ordered[: size(len(ordered))])


def seed_of(cohort: str, handed_over: str) -> str:
    """The seed of a cohort's sample, from the hash of the log entry of its hand-over.

    The first 32 hexadecimal digits of a SHA-256. Nobody knows that hash before the hand-over, and
    nobody can change it afterwards.
    """
    return sha256(f"{RULE}:{cohort}:{handed_over}".encode()).hexdigest()[:32]


def digest(ids: Collection[str]) -> str:
    """What the hand-over notes of the works: the SHA-256 over their sorted ids, a comma between them."""
    return sha256(",".join(sorted(set(ids))).encode()).hexdigest()


@dataclass(frozen=True)
class Agreement:
    """How the second marking of a sample agrees with the first."""

    marked: int
    apart: int
    other_verdict: int

    @property
    def advice(self) -> str:
        """ "release" if nobody's verdict changes and at most one in ten is too far apart, "return" if more
        than one in five verdicts change, else "hold"."""
        if not self.marked:
            return "hold"
        if self.other_verdict * 5 > self.marked:
            return "return"
        return "hold" if self.other_verdict or self.apart * 10 > self.marked else "release"


def agreement(method: Method, pairs: Sequence[tuple[Marks, Marks]]) -> Agreement:
    """Compares first and second marks of each drawn work."""
    found = [difference(method, pair) for pair in pairs]
    return Agreement(
        len(found), sum(one.needs_moderation for one in found), sum(one.verdicts for one in found)
    )
