"""Which occupations somebody is closest to: all of a framework ranked at once, partial matches included.

The score is the one of `gap`, computed for all occupations with one sparse product.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import scipy.sparse as sp

from microcred.skills.gap.gap import ESSENTIAL, OPTIONAL, Reached, factor, reached, skill_gap, weight
from microcred.skills.gap.matching import Nearness, Neighbours
from microcred.skills.gap.target import occupation_target
from microcred.skills.profile.profile import SkillProfile

REASONS = 3


@dataclass(frozen=True, slots=True)
class Reason:
    """One wanted skill that a held one covers, and how."""

    wanted: str
    by: str
    nearness: Nearness


@dataclass(frozen=True, slots=True)
class ClosestOccupation:
    """One occupation with its score (0 to 1), how many of its skills are held and held in part, of how many,
    and the skills that weigh most in the score."""

    occupation: str
    label: str
    score: float
    same: int
    in_part: int
    wanted: int
    reasons: tuple[Reason, ...]


class OccupationIndex:
    """The needs of all active occupations as one matrix. Build it once for a framework and keep it."""

    def __init__(self, neighbours: Neighbours, language: str = "en") -> None:
        framework = neighbours.framework
        self._neighbours = neighbours
        self._skills = {address: number for number, address in enumerate(framework.skills)}
        self._addresses = list(framework.skills)
        known = [
            o for o in framework.occupations.values() if not o.retired and framework.needs_of.get(o.address)
        ]
        self._occupations = [(occupation.address, occupation.label(language)) for occupation in known]
        rows, columns, weights = [], [], []
        for row, occupation in enumerate(known):
            for need in framework.needs_of[occupation.address]:
                rows.append(row)
                columns.append(self._skills[need.skill])
                weights.append(ESSENTIAL if need.essential else OPTIONAL)
        shape = (len(known), len(self._skills))
        self._needs: Any = sp.csr_matrix((np.array(weights, np.float64), (rows, columns)), shape=shape)
        self._whole = np.maximum(np.asarray(self._needs.sum(axis=1)).ravel(), 1e-9)
        self._levelled = {need.occupation for need in framework.needs if need.level}

    def rank(self, profile: SkillProfile) -> list[ClosestOccupation]:
        """Every occupation, the closest first; equal scores in order of their labels."""
        near = reached(profile, self._neighbours)
        found = [*self._at_once(near), *self._with_levels(profile, near)]
        return sorted(found, key=lambda occupation: (-occupation.score, occupation.label))

    def _with_levels(self, profile: SkillProfile, near: Reached) -> list[ClosestOccupation]:
        """One gap after the other, for occupations with stated levels (they are few)."""
        found = []
        for address, label in self._occupations:
            if address not in self._levelled:
                continue
            target = occupation_target(self._neighbours.framework, address)
            gap = skill_gap(profile, target, self._neighbours, known=near)
            some = sorted((g for g in gap.skills if g.covered), key=lambda g: -g.covered * weight(g.wanted))
            same = sum(g.nearness is Nearness.SAME for g in some)
            reasons = tuple(Reason(g.wanted.skill, g.by, g.nearness) for g in some[:REASONS] if g.nearness)
            counts = (same, len(some) - same, len(gap.skills))
            found.append(ClosestOccupation(address, label, gap.score, *counts, reasons))
        return found

    def _at_once(self, near: Reached) -> list[ClosestOccupation]:
        """All others with one product."""
        covered, same = np.zeros(len(self._skills)), np.zeros(len(self._skills), bool)
        by: dict[int, tuple[str, Nearness]] = {}
        for wanted, ways in near.items():
            at = self._skills.get(wanted)
            if at is not None:
                held, nearness = max(ways, key=lambda way: factor(way[0]) * way[1].worth)
                covered[at], same[at] = factor(held) * nearness.worth, nearness is Nearness.SAME
                by[at] = (held.skill, nearness)
        each = self._needs.copy()
        each.data = each.data * covered[each.indices]
        scores = np.asarray(each.sum(axis=1)).ravel() / self._whole
        return [
            ClosestOccupation(
                address, label, float(scores[row]), *_counts(row, each, same), self._reasons(row, each, by)
            )
            for row, (address, label) in enumerate(self._occupations)
            if address not in self._levelled
        ]

    def _reasons(self, row: int, each: Any, by: dict[int, tuple[str, Nearness]]) -> tuple[Reason, ...]:
        first, last = each.indptr[row], each.indptr[row + 1]
        worth = each.data[first:last]
        found = []
        for at in np.argsort(-worth, kind="stable")[:REASONS]:
            column = int(each.indices[first + at])
            if worth[at] > 0:
                held, nearness = by[column]
                found.append(Reason(self._addresses[column], held, nearness))
        return tuple(found)


def _counts(row: int, each: Any, same: Any) -> tuple[int, int, int]:
    """How many of an occupation's skills are held, how many in part, and how many there are."""
    first, last = each.indptr[row], each.indptr[row + 1]
    some = each.data[first:last] > 0
    exact = int((some & same[each.indices[first:last]]).sum())
    return exact, int(some.sum()) - exact, int(last - first)
