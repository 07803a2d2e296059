"""What a rule comes to for one person: met, not yet, or cannot be met, and how far each requirement is.

The same rule, day and credentials, in any order, give the same value and the same bytes.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass
from datetime import date
from enum import Enum
from fractions import Fraction
from typing import Any

from microcred.rules.errors import CertificateWrong
from microcred.rules.evaluate.case import CLOSED, NOWHERE, Assignment, Case
from microcred.rules.evaluate.certificate import (
    Best,
    Certificate,
    Missing,
    best,
    bound_proved,
    certificate_of,
)
from microcred.rules.evaluate.prepared import Node, Prepared
from microcred.rules.evaluate.solver import NODES
from microcred.rules.facts import Fault, HeldCredential
from microcred.rules.model.rule import Rule


class Outcome(Enum):
    """What a requirement comes to."""

    MET = "met"
    NOT_YET = "not-yet"
    CANNOT = "cannot-be-met"

    @property
    def sentence(self) -> str:
        """What it means, in English, for `gettext`."""
        return _OUTCOMES[self]


_OUTCOMES = {
    Outcome.MET: "met",
    Outcome.NOT_YET: "not met yet",
    Outcome.CANNOT: "cannot be met by any further credential",
}


@dataclass(frozen=True, slots=True)
class Counted:
    """A credential that counts, with the credits that it counts for (None where credentials are counted)."""

    credential: str
    credits: Fraction | None


@dataclass(frozen=True, slots=True)
class Line:
    """One number of a requirement. `name` is "credits", "credentials", "excluded", or "minimum-1", "share-1"
    for the credit rules of a group in their order. `closed` says that no further credential can add to it."""

    name: str
    needed: Fraction
    counted: Fraction
    closed: bool

    @property
    def missing(self) -> Fraction:
        """How much is missing."""
        return max(Fraction(0), self.needed - self.counted)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far one requirement is. `active` says that it counts: a part of "any of" that is farther than
    another does not. `counts` are the credentials that stand in it (for a group: in it and its parts)."""

    path: str
    kind: str
    title: str
    outcome: Outcome
    active: bool
    lines: tuple[Line, ...]
    counts: tuple[Counted, ...]


@dataclass(frozen=True, slots=True)
class NotCounted:
    """A credential that is not counted, and why."""

    credential: str
    fault: Fault


@dataclass(frozen=True, slots=True)
class Placed:
    """A credential stands in a requirement: the path of a leaf, or of the group whose credits it adds to."""

    credential: str
    path: str


@dataclass(frozen=True, slots=True)
class GroupCredit:
    """How much of a credential counts in a group, where that is not all of it."""

    credential: str
    path: str
    credits: Fraction


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The whole answer. `placed`, `left_out` and `partly` are the assignment, `certificate` its proof.

    `requirements` stand as in the rule, parts after what they are part of. `apart` are the credentials that
    count nowhere at all.
    """

    rule: str
    version: int
    at: date
    outcome: Outcome
    missing: Fraction
    requirements: tuple[Progress, ...]
    apart: tuple[NotCounted, ...]
    placed: tuple[Placed, ...]
    left_out: tuple[str, ...]
    partly: tuple[GroupCredit, ...]
    certificate: Certificate

    def at_path(self, path: str) -> Progress:
        """One requirement by its path."""
        return next(each for each in self.requirements if each.path == path)


class Evaluator:
    """A rule for one day, applied to any number of people."""

    def __init__(self, rule: Rule, at: date, *, nodes: int = NODES) -> None:
        self.prepared = Prepared(rule, at)
        self._nodes = nodes

    def outcome(self, held: Iterable[HeldCredential]) -> Outcome:
        """Only what it comes to: for counting over a register."""
        return self.standing(held)[0]

    def standing(self, held: Iterable[HeldCredential]) -> tuple[Outcome, Fraction]:
        """What it comes to and how much is missing, as `evaluate` says it, and nothing else."""
        case = Case(self.prepared, held)
        value = best(case, self._nodes).value
        missing = Missing.of(value, case.atoms_of_one)
        return _outcome(value), missing.open + missing.closed

    def evaluate(self, held: Iterable[HeldCredential]) -> Evaluation:
        """The whole answer for one person."""
        case = Case(self.prepared, held)
        found = best(case, self._nodes)
        return _told(case, found, certificate_of(case, found, self._nodes))

    def explain(
        self, held: Iterable[HeldCredential], told: Evaluation, paths: Collection[str] | None = None
    ) -> dict[str, tuple[NotCounted, ...]]:
        """For each requirement that counts credentials, by its path: what was not counted in it, and why.

        `paths` says which are asked about, where not all are.
        """
        case = Case(self.prepared, held)
        assignment = _restored(case, told)
        active = {each.path: each.active for each in told.requirements}
        return {
            slot.path: tuple(_not_counted(case, assignment, number, active[slot.path]))
            for number, slot in enumerate(self.prepared.slots)
            if paths is None or slot.path in paths
        }

    def check(self, held: Iterable[HeldCredential], told: Evaluation, *, again: bool = False) -> None:
        """Raises `CertificateWrong` unless an evaluation is what this rule gives for these credentials.

        The assignment is checked to be allowed and to come to what is stated; the bound is proved anew from
        the certificate (`again`: a solver's too, by solving again).
        """
        case = Case(self.prepared, held)
        assignment = _restored(case, told)
        _check_allowed(case, assignment)
        value = case.value(assignment)
        if told.certificate.missing.atoms(case.atoms_of_one) != value:
            raise CertificateWrong("another amount is missing")
        bound = bound_proved(case, told.certificate, again)
        if told.certificate.bound.atoms(case.atoms_of_one) > max(bound, 0) or (
            told.certificate.proof not in ("none",) and bound != value
        ):
            raise CertificateWrong("the proof does not reach the value")
        expected = Best(assignment, value, bound, told.certificate.proof)
        if _told(case, expected, told.certificate) != told:
            raise CertificateWrong("the answer does not follow from the assignment")


def evaluate(rule: Rule, held: Iterable[HeldCredential], at: date) -> Evaluation:
    """What a rule comes to for what one person holds, on the day `at`."""
    return Evaluator(rule, at).evaluate(held)


def check_certificate(
    rule: Rule, held: Iterable[HeldCredential], told: Evaluation, *, again: bool = False
) -> None:
    """As `Evaluator.check`, for the day that the evaluation states. Raises `CertificateWrong`."""
    if (told.rule, told.version) != (rule.id, rule.version):
        raise CertificateWrong(f"it is of {told.rule} version {told.version}")
    Evaluator(rule, told.at).check(held, told, again=again)


def write_evaluation(told: Evaluation) -> bytes:
    """The answer as JSON with sorted keys; amounts as texts such as "7" and "15/2"."""
    return json.dumps(
        asdict(told), ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_written
    ).encode()


def _written(value: Any) -> str:
    if isinstance(value, Fraction):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    return value.code if isinstance(value, Fault) else str(value.value)


def _outcome(missing: int) -> Outcome:
    if missing == 0:
        return Outcome.MET
    return Outcome.CANNOT if missing >= CLOSED else Outcome.NOT_YET


def _told(case: Case, found: Best, certificate: Certificate) -> Evaluation:
    prepared, assignment = case.prepared, found.assignment
    reached = case.reached(assignment)
    missing = case.missing(reached)
    active = case.active(missing)
    standing: list[list[int]] = [[] for _ in prepared.slots]
    for c, slot in enumerate(assignment.place):
        if slot != NOWHERE:
            standing[slot].append(c)
    requirements = tuple(
        Progress(
            node.path,
            node.requirement.kind,
            node.requirement.title or "",
            _outcome(missing[number]),
            active[number],
            _lines(case, node, reached),
            _counts(case, node, assignment, standing),
        )
        for number, node in enumerate(prepared.nodes)
    )
    ids = [seen.held.id for seen in case.seen]
    one = case.atoms_of_one
    return Evaluation(
        prepared.rule.id,
        prepared.rule.version,
        prepared.at,
        _outcome(missing[0]),
        certificate.missing.open + certificate.missing.closed,
        requirements,
        tuple(NotCounted(held.id, fault) for held, fault in case.apart),
        tuple(
            Placed(ids[c], prepared.slots[slot].path)
            for c, slot in enumerate(assignment.place)
            if slot != NOWHERE
        ),
        tuple(ids[c] for c in sorted(assignment.out)),
        tuple(
            GroupCredit(ids[c], prepared.pools[pool].path, Fraction(amount, one))
            for pool, amounts in sorted(assignment.amounts.items())
            for c, amount in sorted(amounts.items())
            if amount != case.atoms[c]
        ),
        certificate,
    )


def _lines(case: Case, node: Node, reached: list[int]) -> tuple[Line, ...]:
    found = []
    for number in node.demands:
        demand = case.prepared.demands[number]
        have = Fraction(reached[number], 1 if demand.counted else case.atoms_of_one)
        found.append(Line(demand.name, demand.need, have, demand.closed))
    return tuple(found)


def _counts(case: Case, node: Node, assignment: Assignment, standing: list[list[int]]) -> tuple[Counted, ...]:
    one = case.atoms_of_one
    if node.pool >= 0:
        amounts = assignment.amounts[node.pool]
        return tuple(
            Counted(case.seen[c].held.id, Fraction(amount, one)) for c, amount in sorted(amounts.items())
        )
    if node.excludes is not None:
        return ()
    if node.slot < 0:
        return ()
    slot = case.prepared.slots[node.slot]
    inside = standing[node.slot]
    if slot.shares:
        inside = [c for c in case.eligible[node.slot] if c not in assignment.out]
    return tuple(
        Counted(case.seen[c].held.id, Fraction(case.atoms[c], one) if slot.credit else None) for c in inside
    )


def _restored(case: Case, told: Evaluation) -> Assignment:
    """The assignment that an evaluation states. Raises `CertificateWrong` for unknown names."""
    prepared = case.prepared
    numbers = {seen.held.id: c for c, seen in enumerate(case.seen)}
    slots = {slot.path: number for number, slot in enumerate(prepared.slots)}
    pools = {pool.path: number for number, pool in enumerate(prepared.pools)}
    try:
        place = [NOWHERE] * len(case.seen)
        for each in told.placed:
            place[numbers[each.credential]] = slots[each.path]
        found = Assignment(place, frozenset(numbers[each] for each in told.left_out))
        for number, pool in enumerate(prepared.pools):
            found.amounts[number] = {c: case.atoms[c] for c in case.members(pool, found)}
        for part in told.partly:
            amounts, c = found.amounts[pools[part.path]], numbers[part.credential]
            amounts[c] = int(part.credits * case.atoms_of_one)
    except KeyError as error:
        raise CertificateWrong(f"there is no {error}") from None
    return found


def _check_allowed(case: Case, assignment: Assignment) -> None:
    """Raises `CertificateWrong` unless each credential may stand where it does and count what it does."""
    for c, slot in enumerate(assignment.place):
        if slot != NOWHERE and (c not in case.eligible[slot] or case.prepared.slots[slot].shares):
            raise CertificateWrong(f"{case.seen[c].held.id} may not be counted there")
    _check_rivals(case, assignment)
    for number, pool in enumerate(case.prepared.pools):
        amounts = assignment.amounts[number]
        members = set(case.members(pool, assignment))
        if set(amounts) != members or any(not 0 <= a <= case.atoms[c] for c, a in amounts.items()):
            raise CertificateWrong(f"more is counted in {pool.path} than there is")
        for cap, check in pool.limits:
            passing = case.passes(check)
            if Fraction(sum(a for c, a in amounts.items() if c in passing), case.atoms_of_one) > cap:
                raise CertificateWrong(f"a limit in {pool.path} is passed")
        if pool.once and not _outcomes_fit(case, amounts):
            raise CertificateWrong(f"outcomes in {pool.path} are counted twice")


def _check_rivals(case: Case, assignment: Assignment) -> None:
    shared = {c for n, s in enumerate(case.prepared.slots) if s.shares for c in case.eligible[n]}
    used = {c for c, slot in enumerate(assignment.place) if slot != NOWHERE} | (shared - assignment.out)
    for rivals in case.rivals:
        if len(used.intersection(rivals)) > 1:
            raise CertificateWrong("two count of which only one may")


def _outcomes_fit(case: Case, amounts: dict[int, int]) -> bool:
    """Whether outcomes can be given to credentials, each once, so that each has what it counts for.

    Credentials that share no outcome are left alone; the others are tried in turn, the largest claims first.
    """
    portions = {c: case.portions(c) for c, amount in amounts.items() if amount}
    owners: dict[str, int] = {}
    for own in portions.values():
        for outcome in own:
            owners[outcome] = owners.get(outcome, 0) + 1
    claims = []
    for c, own in sorted(portions.items()):
        free = sum(portion for outcome, portion in own.items() if owners[outcome] == 1)
        if own and amounts[c] > free:
            claims.append((amounts[c] - free, {o: p for o, p in own.items() if owners[o] > 1}))
    return _satisfied(sorted(claims, key=lambda claim: -claim[0]), frozenset(), [200_000])


def _satisfied(claims: list[tuple[int, dict[str, int]]], taken: frozenset[str], left: list[int]) -> bool:
    if not claims:
        return True
    left[0] -= 1
    if left[0] < 0:
        return False
    (wanted, own), rest = claims[0], claims[1:]
    if wanted <= 0:
        return _satisfied(rest, taken, left)
    later = {outcome for _, other in rest for outcome in other}
    free = sorted((o for o in own if o not in taken), key=lambda o: (o in later, -own[o], o))
    for n, outcome in enumerate(free):
        if sum(own[o] for o in free[n:]) < wanted:
            return False
        smaller = {o: own[o] for o in free[n + 1 :]}
        if _satisfied([(wanted - own[outcome], smaller), *rest], taken | {outcome}, left):
            return True
    return False


def _not_counted(case: Case, assignment: Assignment, number: int, active: bool) -> Iterable[NotCounted]:
    slot = case.prepared.slots[number]
    for c, seen in enumerate(case.seen):
        fault = slot.fault(seen)
        if fault is None:
            fault = _why_not(case, assignment, number, c, active)
        if fault is not None:
            yield NotCounted(seen.held.id, fault)
    for held, why in case.apart:
        yield NotCounted(held.id, why)


def _why_partly(case: Case, assignment: Assignment, group: int, c: int) -> Fault:
    """Why a credential counts in a group with less than all its credit."""
    own = set(case.portions(c))
    others = (o for o in assignment.amounts[group] if o != c)
    once = case.prepared.pools[group].once
    if once and any(not own.isdisjoint(case.portions(other)) for other in others):
        return Fault.SAME_OUTCOMES
    return Fault.OVER_THE_LIMIT


def _why_not(case: Case, assignment: Assignment, number: int, c: int, active: bool) -> Fault | None:
    """Why a credential that could stand in a slot does not count there, or not in full."""
    prepared = case.prepared
    slot = prepared.slots[number]
    stands = assignment.place[c] == number or (slot.shares and c not in assignment.out)
    if stands:
        for group in slot.groups:
            if assignment.amounts[group].get(c, 0) < case.atoms[c]:
                return _why_partly(case, assignment, group, c)
        return None
    if assignment.place[c] != NOWHERE and not slot.shares:
        return Fault.USED_ELSEWHERE
    if c in case.rival_of:
        used = {other for other, at in enumerate(assignment.place) if at != NOWHERE} - {c}
        if c in assignment.out or any(used.intersection(case.rivals[n]) for n in case.rival_of[c]):
            return Fault.NOT_TOGETHER
    return Fault.NOT_NEEDED if active else Fault.OTHER_WAY


__all__ = [
    "Counted",
    "Evaluation",
    "Evaluator",
    "Line",
    "NotCounted",
    "Outcome",
    "Progress",
    "check_certificate",
    "evaluate",
    "write_evaluation",
]
