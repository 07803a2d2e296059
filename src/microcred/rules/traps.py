"""What is wrong with a pathway before anybody walks it: dead ends, open doors, circles."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

from microcred.rules.evaluate.evaluation import Evaluation, Evaluator, Outcome
from microcred.rules.facts import HeldCredential
from microcred.rules.model.requirements import (
    AllOf,
    By,
    GivenCredential,
    Group,
    NotHeld,
    Requirement,
    parts_of,
)
from microcred.rules.model.rule import Rule, conditions_of


class TrapKind(Enum):
    """What can be wrong: a stable code, and the sentence for people (English, for `gettext`)."""

    ANYONE = ("anyone-meets", "Anybody meets this without any credential.")
    NOBODY = (
        "nobody-can-meet",
        "Nobody can meet this: its conditions exclude one another, or its day is past.",
    )
    ASKED_TWICE = ("asked-twice", "The same micro-credential is required here and before, but counts once.")
    NOT_OFFERED = ("not-offered", "What is offered is not enough to meet this.")
    UNKNOWN_SKILL = ("unknown-skill", "This skill is in no framework that is loaded.")
    CIRCLE = ("circle", "Qualifications require one another in a circle.")

    @property
    def code(self) -> str:
        """The stable code."""
        return self.value[0]

    @property
    def sentence(self) -> str:
        """The English sentence."""
        return self.value[1]


@dataclass(frozen=True, slots=True)
class Trap:
    """One fault of a pathway: where (the path of a requirement; empty for the rule), what, and about what."""

    path: str
    kind: TrapKind
    detail: str = ""


def traps(
    rule: Rule,
    at: date,
    *,
    skills: Collection[str] | None = None,
    offered: Iterable[HeldCredential] | None = None,
) -> tuple[Trap, ...]:
    """Every trap of one rule, in the order of its requirements.

    `skills` are the addresses that are known, `offered` what somebody who took everything would hold; each is
    only looked at where it is given.
    """
    evaluator = Evaluator(rule, at)
    found = [*_for_nobody(evaluator.evaluate(())), *_asked_twice(rule)]
    if skills is not None:
        found += unknown_skills(rule, skills)
    if offered is not None:
        dead = {trap.path for trap in found}
        found += [trap for trap in _not_offered(evaluator.evaluate(offered)) if trap.path not in dead]
    order = {path: n for n, (path, _) in enumerate(rule.walk())}
    kinds = list(TrapKind)
    return tuple(sorted(found, key=lambda t: (order.get(t.path, -1), kinds.index(t.kind), t.detail)))


def unknown_skills(rule: Rule, known: Collection[str]) -> tuple[Trap, ...]:
    """The skills of a rule that are not known."""
    return tuple(
        Trap(path, TrapKind.UNKNOWN_SKILL, wanted.skill)
        for path, stated in rule.conditions()
        for wanted in stated.skills
        if wanted.skill not in known
    )


def _for_nobody(told: Evaluation) -> Iterator[Trap]:
    """What somebody without any credential shows."""
    for each in told.requirements:
        if each.kind == "not-held":
            continue
        if each.outcome is Outcome.MET:
            yield Trap(each.path, TrapKind.ANYONE, each.title)
        elif any(line.closed for line in each.lines):
            yield Trap(each.path, TrapKind.NOBODY, each.title)


def _not_offered(told: Evaluation) -> Iterator[Trap]:
    for each in told.requirements:
        if each.active and any(line.missing and not line.closed for line in each.lines):
            yield Trap(each.path, TrapKind.NOT_OFFERED, each.title)


def _asked_twice(rule: Rule) -> Iterator[Trap]:
    """Given micro-credentials that must all be met, of which two are the same and do not share."""
    seen: set[str] = set()
    for path, requirement in _must(rule.requirement, "1"):
        if isinstance(requirement, GivenCredential) and not requirement.shares:
            if requirement.micro_credential in seen:
                yield Trap(path, TrapKind.ASKED_TWICE, requirement.micro_credential)
            seen.add(requirement.micro_credential)


def _must(requirement: Requirement, path: str) -> Iterator[tuple[str, Requirement]]:
    """The requirements that must be met whatever is chosen."""
    yield path, requirement
    if isinstance(requirement, AllOf | Group | By):
        for n, part in enumerate(parts_of(requirement), 1):
            yield from _must(part, f"{path}.{n}")


def circles(rules: Sequence[Rule]) -> tuple[tuple[str, ...], ...]:
    """The circles among qualifications: each the ids of its rules, the first in alphabetical order in front.

    One rule leads to another where it requires, or counts, a micro-credential that the other awards.
    """
    awarding = {rule.awards: rule.id for rule in rules if rule.awards is not None}
    edges = {
        rule.id: tuple(sorted({awarding[name] for name in _mentioned(rule) if name in awarding}))
        for rule in rules
    }
    return tuple(sorted(_components(edges)))


def _mentioned(rule: Rule) -> Iterator[str]:
    for _, requirement in rule.walk():
        if isinstance(requirement, GivenCredential):
            yield requirement.micro_credential
        if not isinstance(requirement, NotHeld | Group):
            for stated in conditions_of(requirement):
                yield from stated.micro_credentials


def _components(edges: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, ...]]:
    """The sets of nodes that reach one another, and nodes that reach themselves."""
    left = sorted(edges)
    while left:
        first = left[0]
        ahead = _reached(first, edges)
        circle = [each for each in left if each in ahead and first in _reached(each, edges)]
        if first in ahead:
            yield tuple(circle)
        left = [each for each in left if each != first and each not in circle]


def _reached(start: str, edges: Mapping[str, Sequence[str]]) -> frozenset[str]:
    found: set[str] = set()
    waiting = list(edges[start])
    while waiting:
        each = waiting.pop()
        if each not in found:
            found.add(each)
            waiting += edges[each]
    return frozenset(found)
