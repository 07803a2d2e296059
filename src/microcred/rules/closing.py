"""What is still missing, what another credential would change, and the soonest way to finish."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from microcred.rules.evaluate.evaluation import Evaluation, Evaluator, Outcome, evaluate
from microcred.rules.facts import HeldCredential
from microcred.rules.model.rule import Rule

MOST_DAYS = 400


@dataclass(frozen=True, slots=True)
class Lacking:
    """One number that is short, of a requirement that counts. `line` is its name there, such as "share-1";
    `closed` says that no further credential can add to it."""

    path: str
    line: str
    missing: Fraction
    closed: bool


@dataclass(frozen=True, slots=True)
class WhatIf:
    """Before and after some more credentials, with the paths of the requirements that these would meet."""

    before: Evaluation
    after: Evaluation
    newly_met: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Soonest:
    """The first day on which the rule could be met, and which of the offered credentials it takes: none of
    them could be left out."""

    day: date
    take: tuple[str, ...]
    then: Evaluation


def lacking(told: Evaluation) -> tuple[Lacking, ...]:
    """Everything that is short where it counts, in the order of the rule."""
    return tuple(
        Lacking(each.path, line.name, line.missing, line.closed)
        for each in told.requirements
        if each.active
        for line in each.lines
        if line.missing
    )


def what_if(evaluator: Evaluator, held: Sequence[HeldCredential], more: Iterable[HeldCredential]) -> WhatIf:
    """What further credentials would change, all else being equal."""
    before = evaluator.evaluate(held)
    after = evaluator.evaluate([*held, *more])
    met = {each.path for each in before.requirements if each.outcome is Outcome.MET}
    return WhatIf(
        before,
        after,
        tuple(e.path for e in after.requirements if e.outcome is Outcome.MET and e.path not in met),
    )


def soonest(
    rule: Rule, held: Sequence[HeldCredential], offered: Iterable[HeldCredential], at: date
) -> Soonest | None:
    """The soonest way to meet a rule with what is offered; None where it is not enough.

    An offered credential counts from its day `awarded`, on which it could be had. Each day on which one comes
    is looked at, up to `MOST_DAYS`, since what is held may meanwhile grow too old. Of what could be taken by
    then, the latest that is not needed is left out first.
    """
    coming = sorted((each for each in offered if each.awarded >= at), key=lambda o: (o.awarded, o.id))
    days = sorted({at, *(each.awarded for each in coming)})[:MOST_DAYS]
    for day in days:
        taken = [each for each in coming if each.awarded <= day]
        evaluator = Evaluator(rule, day)
        if evaluator.outcome([*held, *taken]) is Outcome.MET:
            for each in reversed(list(taken)):
                without = [other for other in taken if other is not each]
                if evaluator.outcome([*held, *without]) is Outcome.MET:
                    taken = without
            then = evaluate(rule, [*held, *taken], day)
            return Soonest(day, tuple(each.id for each in taken), then)
    return None
