"""A rule made ready for one day: a tree of nodes, the slots credentials are put in, and what is demanded.

A *slot* is a place where a credential can be counted: one for each leaf, one for the other credentials of a
group. A *demand* is one number to reach: of a slot, or of all the credit counted in a group. A demand that no
further credential can help is *closed*.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from math import lcm

from microcred.rules.evaluate.checks import Check, Seen, Viewer, contradictory, grades_of, over
from microcred.rules.facts import Fault
from microcred.rules.model.conditions import ANYTHING, Conditions
from microcred.rules.model.requirements import (
    AnyOf,
    By,
    GivenCredential,
    Group,
    NOf,
    NotHeld,
    Requirement,
    SomeCredentials,
    SomeCredits,
    parts_of,
)
from microcred.rules.model.rule import Rule

Leaf = GivenCredential | SomeCredentials | SomeCredits


@dataclass(slots=True)
class Slot:
    """A place for credentials. `other` marks that of a group's other credentials; `counted` says that its
    own demand counts credentials; `around` are the demands of the groups that it is in."""

    path: str
    node: int
    checks: tuple[Check, ...]
    papers: bool
    credit: bool
    shares: bool
    groups: tuple[int, ...]
    closed: bool
    other: bool = False
    demand: int = -1
    counted: bool = False
    around: tuple[int, ...] = ()

    def fault(self, seen: Seen) -> Fault | None:
        """Why a credential cannot stand here."""
        if seen.held.seen_by and not self.papers:
            return Fault.PAPER
        for check in self.checks:
            found = check.fault(seen)
            if found is not None:
                return found
        return seen.credit_fault if self.credit else None


@dataclass(slots=True)
class Demand:
    """One number to reach, in credits of the rule, or in credentials where `counted` is set.

    It is of the slot `slot`, or of the group `group`, there of credentials that pass `check`.
    """

    node: int
    name: str
    need: Fraction
    counted: bool = False
    closed: bool = False
    slot: int = -1
    group: int = -1
    check: Check | None = None


@dataclass(slots=True)
class Pool:
    """The credit of a group: its slots, its demands and its limits."""

    path: str
    node: int
    once: bool
    slots: list[int] = field(default_factory=list)
    demands: list[int] = field(default_factory=list)
    limits: tuple[tuple[Fraction, Check], ...] = ()


@dataclass(slots=True)
class Node:
    """A requirement in the tree. `choose` is how many parts count; None means all."""

    path: str
    requirement: Requirement
    parent: int
    parts: list[int] = field(default_factory=list)
    demands: list[int] = field(default_factory=list)
    choose: int | None = None
    slot: int = -1
    pool: int = -1
    excludes: Check | None = None


@dataclass(frozen=True, slots=True)
class _Above:
    """What stands above a requirement while the tree is built."""

    node: int
    checks: tuple[Check, ...]
    papers: bool
    groups: tuple[int, ...]


class Prepared:
    """A rule for one day. Made once, used for many people; it holds nothing of anybody."""

    def __init__(self, rule: Rule, at: date) -> None:
        self.rule = rule
        self.at = at
        self.grades = grades_of(rule)
        self.viewer = Viewer(rule, self.grades)
        self.weight = rule.credential_weight
        self.nodes: list[Node] = []
        self.slots: list[Slot] = []
        self.demands: list[Demand] = []
        self.pools: list[Pool] = []
        self._made: dict[Conditions, Check] = {}
        self.together = [frozenset(each.micro_credentials) for each in rule.not_together]
        self._build(rule.requirement, "1", _Above(-1, self._checks(rule.every), rule.every.papers, ()))
        for demand in self.demands:
            if demand.group >= 0:
                inside = self.pools[demand.group].slots
                demand.closed = demand.closed or all(self.slots[each].closed for each in inside)
        for slot in self.slots:
            slot.counted = slot.demand >= 0 and self.demands[slot.demand].counted
            slot.around = tuple(d for group in slot.groups for d in self.pools[group].demands)
        amounts = [d.need for d in self.demands] + [cap for pool in self.pools for cap, _ in pool.limits]
        self.denominator = lcm(self.weight.denominator, *(each.denominator for each in amounts))

    def _checks(self, where: Conditions) -> tuple[Check, ...]:
        check = self._check(where)
        return () if check.anything else (check,)

    def _build(self, requirement: Requirement, path: str, above: _Above) -> int:
        number = len(self.nodes)
        node = Node(path, requirement, above.node)
        self.nodes.append(node)
        inside = _Above(number, above.checks, above.papers, above.groups)
        if isinstance(requirement, AnyOf):
            node.choose = 1
        elif isinstance(requirement, NOf):
            node.choose = requirement.n if requirement.n < len(requirement.parts) else None
        elif isinstance(requirement, By):
            inside = _Above(
                number,
                (*above.checks, *self._checks(Conditions(awarded_until=requirement.day))),
                above.papers,
                above.groups,
            )
        elif isinstance(requirement, Group):
            inside = self._group(requirement, number, path, above)
        elif isinstance(requirement, NotHeld):
            node.excludes = self._check(requirement.where)
            self._demand(node, Demand(number, "excluded", self.weight, closed=True))
        elif isinstance(requirement, GivenCredential | SomeCredentials | SomeCredits):
            self._leaf(requirement, number, path, above)
        for n, part in enumerate(parts_of(requirement), 1):
            node.parts.append(self._build(part, f"{path}.{n}", inside))
        return number

    def _leaf(self, leaf: Leaf, number: int, path: str, above: _Above) -> None:
        checks = (*above.checks, *self._checks(leaf.where))
        need = Fraction(1)
        if isinstance(leaf, GivenCredential):
            checks += self._checks(Conditions(micro_credentials=(leaf.micro_credential,)))
        else:
            need = Fraction(leaf.at_least)
        credit = isinstance(leaf, SomeCredits)
        papers = above.papers or leaf.where.papers
        slot = self._slot(Slot(path, number, checks, papers, credit, leaf.shares, above.groups, False))
        self.nodes[number].slot = slot
        demand = Demand(number, "credits" if credit else "credentials", need, not credit, slot=slot)
        demand.closed = self.slots[slot].closed
        self.slots[slot].demand = self._demand(self.nodes[number], demand)

    def _slot(self, slot: Slot) -> int:
        slot.closed = over(slot.checks, self.at) or contradictory(slot.checks)
        self.slots.append(slot)
        for group in slot.groups:
            self.pools[group].slots.append(len(self.slots) - 1)
        return len(self.slots) - 1

    def _group(self, group: Group, number: int, path: str, above: _Above) -> _Above:
        node = self.nodes[number]
        pool = Pool(path, number, group.outcomes_once)
        pool.limits = tuple((each.at_most, self._check(each.where)) for each in group.limits)
        node.pool = len(self.pools)
        self.pools.append(pool)
        groups = (*above.groups, node.pool)
        checks = (*above.checks, *self._checks(group.every))
        papers = above.papers or group.every.papers
        if group.others is not None:
            others = (*checks, *self._checks(group.others))
            may = papers or group.others.papers
            self._slot(Slot(path, number, others, may, True, False, groups, False, other=True))
        for name, need, where in _credit_rules(group):
            check = self._check(where)
            self._demand(
                node,
                Demand(
                    number,
                    name,
                    need,
                    closed=self._shut(checks, check, need, pool),
                    group=node.pool,
                    check=check,
                ),
            )
            pool.demands.append(len(self.demands) - 1)
        return _Above(number, checks, papers, groups)

    def _check(self, where: Conditions) -> Check:
        """Equal conditions are one check, so that they are looked at once for each person."""
        if where not in self._made:
            self._made[where] = Check(where, self.at, self.grades)
        return self._made[where]

    def _shut(self, checks: Sequence[Check], check: Check, need: Fraction, pool: Pool) -> bool:
        """Whether credit of this kind can no longer be had, or never as much as is demanded."""
        chain = (*checks, check)
        if over(chain, self.at) or contradictory(chain):
            return True
        return any(limit.anything or limit.where == check.where for cap, limit in pool.limits if cap < need)

    def _demand(self, node: Node, demand: Demand) -> int:
        self.demands.append(demand)
        node.demands.append(len(self.demands) - 1)
        return len(self.demands) - 1


def _credit_rules(group: Group) -> list[tuple[str, Fraction, Conditions]]:
    found: list[tuple[str, Fraction, Conditions]] = []
    if group.credits is not None:
        found.append(("credits", group.credits, ANYTHING))
        for n, share in enumerate(group.shares_of, 1):
            found.append((f"share-{n}", group.credits * share.percent / 100, share.where))
    found += [(f"minimum-{n}", each.at_least, each.where) for n, each in enumerate(group.minimums, 1)]
    return found
