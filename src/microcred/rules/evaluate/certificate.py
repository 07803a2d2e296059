"""Proof that an assignment is the best there is, and its check years later.

| proof | why nothing better exists |
|---|---|
| `everywhere` | even if every credential were counted everywhere at once, as much would be missing |
| `cut` | the cut of a matching shows that no more credentials can be placed (see `matching`) |
| `solver` | the solver closed the gap between the assignment and its bound; a check may solve again |
| `none` | the limit of nodes was reached first: `bound` is the least that could be missing |
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from microcred.rules.errors import CertificateWrong
from microcred.rules.evaluate.case import CLOSED, NOWHERE, Assignment, Case
from microcred.rules.evaluate.firstfit import FirstFit
from microcred.rules.evaluate.improving import Improving
from microcred.rules.evaluate.matching import Cut, Matching
from microcred.rules.evaluate.solver import NODES, VERSION, Solver

QUICK = 0
"""At once: beyond a size nothing is searched; a linear programme gives the bound, and the assignment may fall
short of it."""
AT_ONCE = 300
"""How many variables are searched even then, and how many nodes of it."""
Proof = Literal["everywhere", "cut", "solver", "none"]


@dataclass(frozen=True, slots=True)
class Missing:
    """What is missing, in credits: of what can still be had, and of what cannot be had any more."""

    open: Fraction
    closed: Fraction

    @classmethod
    def of(cls, value: int, atoms_of_one: int) -> Missing:
        """The two parts of a number of the case."""
        closed, rest = divmod(value, CLOSED)
        return cls(Fraction(rest, atoms_of_one), Fraction(closed, atoms_of_one))

    def atoms(self, atoms_of_one: int) -> int:
        """The one number of the case."""
        return int(self.closed * atoms_of_one) * CLOSED + int(self.open * atoms_of_one)


@dataclass(frozen=True, slots=True)
class Certificate:
    """What is missing under the assignment, the least that could be, and the proof. `cut_*` are
    credential ids and paths; `solver` names the solver and its version."""

    proof: Proof
    missing: Missing
    bound: Missing
    cut_reached: tuple[str, ...] = ()
    cut_slots: tuple[str, ...] = ()
    cut_nodes: tuple[str, ...] = ()
    solver: str = ""
    nodes: int = 0

    @property
    def optimal(self) -> bool:
        """Whether nothing better is possible, as far as was proved."""
        return self.missing == self.bound


@dataclass(frozen=True, slots=True)
class Best:
    """The assignment of a case, with its certificate in the terms of the case."""

    assignment: Assignment
    value: int
    bound: int
    proof: Proof
    cut: Cut | None = None


def best(case: Case, nodes: int = NODES) -> Best:
    """The best assignment: by first fit, else by matching, else by the solver; each only where needed.

    Where several are equally good, the first fit stands.
    """
    most = case.most()
    relaxed = case.missing(most)
    found = FirstFit(case, most, relaxed).run()
    value = case.value(found)
    if value == relaxed[0]:
        return Best(found, value, relaxed[0], "everywhere")
    matching = Matching(case)
    bound, cut = relaxed[0], None
    if matching.slots:
        place, cut = matching.solve(found)
        bound = max(bound, matching.bound(most, matching.capacity(cut) or 0))
        moved = FirstFit(case, most, relaxed).run(place)
        moved_value = case.value(moved)
        if moved_value < value:
            found, value = moved, moved_value
        if value == bound:
            return Best(found, value, bound, "cut", cut)
    return _solved(case, found, value, bound, nodes, most)


def _solved(case: Case, found: Assignment, value: int, bound: int, nodes: int, most: list[int]) -> Best:
    solver = Solver(case)
    if solver.too_large:
        return Best(found, value, bound, "none")
    if nodes == QUICK and solver.columns > AT_ONCE:
        return _quick(case, solver, found, value, bound, most)
    solved = solver.solve(nodes or AT_ONCE, bound)
    if solved is not None:
        bound = max(bound, solved.bound)
        better = case.value(solved.assignment)
        if better < value:
            found, value = tidied(case, solved.assignment, better), better
    return Best(found, value, min(bound, value), "solver" if bound >= value else "none")


def _quick(case: Case, solver: Solver, found: Assignment, value: int, bound: int, most: list[int]) -> Best:
    """The bound of the linear programme, and the first fit around what it does not divide, made better."""
    relaxed = solver.relax()
    if relaxed is not None:
        bound = max(bound, relaxed.bound)
        fit = FirstFit(case, most, case.missing(most), relaxed.worth)
        rounded = Improving(case, fit.run(relaxed.place), fit.active).run()
        better = case.value(rounded)
        if better < value:
            found, value = rounded, better
    return Best(found, value, min(bound, value), "solver" if bound >= value else "none")


def tidied(case: Case, found: Assignment, value: int) -> Assignment:
    """The same with credentials that are alike to the rule in their stated order, the oldest first."""
    place = list(found.place)
    alike: dict[tuple[object, ...], list[int]] = {}
    passing = [
        case.passing(d) for d in range(len(case.prepared.demands)) if case.prepared.demands[d].group >= 0
    ]
    limits = [case.passes(check) for pool in case.prepared.pools for _, check in pool.limits]
    plain = not any(pool.once for pool in case.prepared.pools)
    if plain and not case.rivals:
        for c, options in enumerate(case.options):
            signature = (
                case.atoms[c],
                tuple(options),
                *(p is None or c in p for p in passing),
                *(c in p for p in limits),
                *(
                    c in inside
                    for inside, s in zip(case.eligible, case.prepared.slots, strict=True)
                    if s.shares
                ),
            )
            alike.setdefault(signature, []).append(c)
        for members in alike.values():
            slots = sorted((place[c] for c in members), key=lambda slot: (slot == NOWHERE, slot))
            for c, slot in zip(members, slots, strict=True):
                place[c] = slot
        swapped = Assignment(place, found.out)
        case.fill(swapped)
        if case.value(swapped) == value:
            return swapped
    return found


def certificate_of(case: Case, found: Best, nodes: int = NODES) -> Certificate:
    """The certificate in terms that outlive the case: credits, ids and paths."""
    cut = found.cut or Cut(frozenset(), frozenset(), frozenset())
    prepared = case.prepared
    solver = found.proof in ("solver", "none")
    return Certificate(
        found.proof,
        Missing.of(found.value, case.atoms_of_one),
        Missing.of(found.bound, case.atoms_of_one),
        tuple(case.seen[c].held.id for c in sorted(cut.reached)),
        tuple(prepared.slots[slot].path for slot in sorted(cut.slots)),
        tuple(prepared.nodes[node].path for node in sorted(cut.nodes)),
        VERSION if solver else "",
        nodes if solver else 0,
    )


def bound_proved(case: Case, certificate: Certificate, again: bool) -> int:
    """The bound that a certificate proves by itself, in the terms of the case.

    That of a solver is taken as stated unless `again` says to solve once more.
    """
    most = case.most()
    everywhere = case.missing(most)[0]
    if certificate.proof == "everywhere":
        return everywhere
    if certificate.proof == "cut":
        matching = Matching(case)
        cut = _cut(case, certificate, matching)
        capacity = matching.capacity(cut)
        if capacity is None:
            raise CertificateWrong("the cut leaves a way open")
        return max(everywhere, matching.bound(most, capacity))
    if again:
        return best(case, certificate.nodes).bound
    return certificate.bound.atoms(case.atoms_of_one)


def _cut(case: Case, certificate: Certificate, matching: Matching) -> Cut:
    numbers = {seen.held.id: c for c, seen in enumerate(case.seen)}
    slots = {case.prepared.slots[slot].path: slot for slot in matching.slots}
    nodes = {case.prepared.nodes[node].path: node for node in matching.bundle.values()}
    try:
        return Cut(
            frozenset(numbers[each] for each in certificate.cut_reached),
            frozenset(slots[each] for each in certificate.cut_slots),
            frozenset(nodes[each] for each in certificate.cut_nodes),
        )
    except KeyError as error:
        raise CertificateWrong(f"the cut names {error}") from None
