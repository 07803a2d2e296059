"""Rules: a register of median learners, and large cases in which credentials contend for requirements

All cases are generated from seeds. Nothing is read from files; each figure is of one core unless it says two.
Times of large cases and of the register are of CPU: one thread works, and others may share the cores.
"""

from __future__ import annotations

import os
import random
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import numpy as np

from benches.results import Row
from microcred.rules.evaluate.certificate import QUICK
from microcred.rules.evaluate.evaluation import Evaluator, check_certificate
from microcred.rules.evaluate.solver import NODES
from microcred.rules.facts import HeldCredential
from microcred.rules.model.rule import Rule
from microcred.rules.prose.telling import prose
from microcred.rules.reading import read_rule, rule_from, write_rule

AT = date(2026, 1, 1)
FIELDS = ("0311", "0411", "0611", "0612", "0613", "0711", "0913", "1015")
LEARNERS = 4_000
REGISTER = 20_000
"""Of the register of 100,000: a learner costs the same whatever the number of others, so a fifth will do."""
CORES = 2
CASES = 1_000
OVERLAP = "a credential fits about 13 requirements; demand exceeds what is held"


def run() -> list[Row]:
    """Every figure of this part."""
    return [*register(), *whole_register(), *large(), *language()]


def median_rule() -> Rule:
    """30 requirements: a core, two electives of five, a choice of tracks, credit rules over all of it."""
    given = [named(f"core-{n}") for n in range(4)]
    electives = [named(f"elective-{n}") for n in range(9)]
    tracks = [
        {
            "kind": "all-of",
            "parts": [
                {
                    "kind": "micro-credential",
                    "microCredential": f"track-{t}-{n}",
                    "where": {"levelAtLeast": 5},
                }
                for n in range(3)
            ],
        }
        for t in range(3)
    ]
    parts = [
        {"kind": "all-of", "parts": given},
        {"kind": "n-of", "n": 2, "parts": electives},
        {"kind": "any-of", "parts": tracks},
        {"kind": "not-held", "where": {"microCredentials": ["degree"]}},
    ]
    group = {
        "kind": "group",
        "parts": parts,
        "others": {"levelAtLeast": 4, "notOlderThanMonths": 120},
        "credits": 30,
        "sharesOf": [{"percent": 50, "where": {"home": True}}],
        "minimums": [{"atLeast": 10, "where": {"levelAtLeast": 6}}],
    }
    rule = rule_from({"id": "median", "version": 1, "title": "Median", "requirement": group})
    assert sum(1 for _ in rule.walk()) == 30
    return rule


def named(name: str) -> dict[str, Any]:
    """One given micro-credential."""
    return {"kind": "micro-credential", "microCredential": name}


def median_learner(number: int) -> list[HeldCredential]:
    """Eight credentials, of which about six are named in the rule."""
    chance = random.Random(number)
    names = [f"core-{n}" for n in range(4)] + [f"elective-{n}" for n in range(9)]
    names += [f"track-{t}-{n}" for t in range(3) for n in range(3)] + [f"other-{n}" for n in range(9)]
    return [held(chance, name, f"{number}-{n}") for n, name in enumerate(chance.sample(names, 8))]


def held(chance: random.Random, name: str, number: str) -> HeldCredential:
    """One credential of some credit, level and field."""
    return HeldCredential(
        number,
        name,
        f"institution-{chance.randrange(5)}",
        AT - timedelta(days=chance.randrange(2000)),
        credits=Fraction(chance.choice([2, 3, 3, 4, 5, 5, 6]), chance.choice([1, 1, 1, 2])),
        level=chance.choice([4, 5, 6, 6, 7]),
        field=chance.choice(FIELDS),
        home=chance.random() < 0.6,
        skills=tuple((f"skill-{s}", chance.randrange(3, 8)) for s in chance.sample(range(40), 3)),
    )


def register() -> Iterator[Row]:
    """Median learners, one after another."""
    evaluator = Evaluator(median_rule(), AT)
    learners = [median_learner(number) for number in range(LEARNERS)]
    for what, one in (("outcome only", evaluator.outcome), ("with all progress", evaluator.evaluate)):
        start = time.perf_counter()
        for mine in learners:
            one(mine)
        each = LEARNERS / (time.perf_counter() - start)
        figure = f"{each:,.0f} evaluations/s"
        yield Row(
            f"8 credentials, 30 requirements, {what}", figure, "over 1,000/s a core", f"{LEARNERS} learners"
        )
    proofs = Counter(evaluator.evaluate(mine).certificate.proof for mine in learners[:1000])
    yield Row("the proofs of those", told(proofs), note="first 1,000 learners")


def whole_register() -> Iterator[Row]:
    """The register on two cores, each core its half."""
    for what in ("outcome", "evaluate"):
        with ProcessPoolExecutor(CORES) as pool:
            took = list(pool.map(evaluate_part, range(CORES), [what] * CORES))
        slowest, busiest = (max(each) for each in zip(*took, strict=True))
        words = "outcome only" if what == "outcome" else "with all progress"
        clock = f"by the clock {REGISTER / slowest:,.0f}/s, {load()}"
        note = f"measured on {REGISTER:,} of them, CPU time; {clock}"
        yield Row(
            f"a register of 100,000 learners re-evaluated on two cores, {words}",
            f"{REGISTER / busiest:,.0f} learners/s",
            "over 2,000/s",
            note,
        )


def load() -> str:
    """How busy the machine was meanwhile: above two, each core had other work too."""
    return f"the machine at a load of {os.getloadavg()[0]:.1f}"


def evaluate_part(part: int, what: str) -> tuple[float, float]:
    """One core's learners; seconds by the clock and of CPU, making the learners up left aside."""
    learners = [median_learner(number) for number in range(part, REGISTER, CORES)]
    one = getattr(Evaluator(median_rule(), AT), what)
    start, busy = time.perf_counter(), time.process_time()
    for mine in learners:
        one(mine)
    return time.perf_counter() - start, time.process_time() - busy


def told(proofs: Mapping[Any, int]) -> str:
    """Counts by proof."""
    return ", ".join(f"{name} {count}" for name, count in sorted(proofs.items()))


def conditions(chance: random.Random) -> dict[str, Any]:
    """Conditions that some of the credentials fulfil, so that requirements overlap."""
    skill = {"skill": f"skill-{chance.randrange(40)}", "level": chance.choice([3, 4, 5])}
    narrow = chance.choice(FIELDS)
    return chance.choice(
        [
            {"fields": [narrow[:3]], "levelAtLeast": chance.choice([6, 7])},
            {"skills": [skill]},
            {"issuers": [f"institution-{chance.randrange(5)}"], "fields": [narrow]},
            {"fields": [narrow], "home": True},
        ]
    )


def large_rule(number: int) -> Rule:
    """300 requirements with overlapping slots: groups of leaves, choices, credit rules, a limit."""
    chance = random.Random(number)
    names = [f"named-{n}" for n in range(150)]
    parts: list[dict[str, Any]] = []
    count = 1
    while count < 300:
        size = min(chance.choice([4, 6, 9]), 299 - count)
        if size <= 0:
            parts.append(leaf(chance, names))
            count += 1
            continue
        leaves = [leaf(chance, names) for _ in range(size)]
        kind = chance.choice(["all-of", "n-of", "n-of", "group"])
        part: dict[str, Any] = {"kind": kind, "parts": leaves}
        if kind == "n-of":
            part["n"] = chance.randrange(1, max(2, size // 2))
        if kind == "group":
            part |= {"credits": chance.choice([10, 15]), "others": conditions(chance)}
            if chance.random() < 0.2:
                part["limits"] = [{"atMost": 6, "where": conditions(chance)}]
        parts.append(part)
        count += 1 + size
    requirement = {"kind": "all-of", "parts": parts}
    return rule_from({"id": "large", "version": 1, "title": "Large", "requirement": requirement})


def leaf(chance: random.Random, names: list[str]) -> dict[str, Any]:
    """One requirement that counts: mostly by conditions, at times a given micro-credential."""
    kind = chance.choice(["micro-credential", "credentials", "credits", "credits"])
    if kind == "micro-credential":
        return named(chance.choice(names))
    if kind == "credentials":
        return {"kind": kind, "atLeast": chance.choice([1, 1, 2]), "where": conditions(chance)}
    return {"kind": kind, "atLeast": chance.choice([3, 5, 6, "7.5"]), "where": conditions(chance)}


def large() -> Iterator[Row]:
    """200 credentials against 300 requirements with overlapping slots: with a bound at once, and proved."""
    cases = [large_case(number) for number in range(CASES)]
    for what, nodes, goal, count in (
        ("answer with a bound", QUICK, "p95 under 100 ms", CASES),
        ("proved best", NODES, "", CASES // 10),
    ):
        times, clock, proofs, gaps = [], [], Counter[str](), [0.0]
        for rule, mine in cases[:count]:
            evaluator = Evaluator(rule, AT, nodes=nodes)
            start, busy = time.perf_counter(), time.process_time()
            answer = evaluator.evaluate(mine)
            times.append(1000 * (time.process_time() - busy))
            clock.append(1000 * (time.perf_counter() - start))
            proofs[answer.certificate.proof] += 1
            gaps.append(float(answer.certificate.missing.open - answer.certificate.bound.open))
        p50, p95 = np.quantile(times, 0.5), np.quantile(times, 0.95)
        figure = f"p50 {p50:.0f} ms, p95 {p95:.0f} ms, slowest {max(times):.0f} ms"
        name = f"200 credentials, 300 requirements that overlap, {what}"
        note = f"{count} cases, {OVERLAP}; by the clock p95 {np.quantile(clock, 0.95):.0f} ms, {load()}"
        yield Row(name, figure, goal, note)
        distance = f"from the bound: median {np.median(gaps):.1f}, most {max(gaps):.1f} credits"
        share = f"{told(proofs)}: {100 * proofs['none'] / count:.1f} % end with a bound"
        yield Row(f"the proofs of those, {what}", share, "else the bound", distance)


def large_case(number: int) -> tuple[Rule, list[HeldCredential]]:
    """One of 50 rules and a learner of 200 credentials."""
    chance = random.Random(f"held {number}")
    mine = [held(chance, f"named-{chance.randrange(150)}", f"{n}") for n in range(200)]
    return large_rule(number % 50), mine


def language() -> Iterator[Row]:
    """Reading, writing and telling the large rule, and checking a certificate."""
    rule = large_rule(1)
    data = write_rule(rule)
    start = time.perf_counter()
    for _ in range(20):
        read_rule(data)
    yield Row(
        "read a rule of 300 requirements",
        f"{50 * (time.perf_counter() - start):.1f} ms",
        "",
        f"{len(data)} bytes",
    )
    start = time.perf_counter()
    for _ in range(20):
        prose(rule)
    yield Row("tell it in words", f"{50 * (time.perf_counter() - start):.1f} ms")
    learner = median_learner(1)
    answer = Evaluator(median_rule(), AT).evaluate(learner)
    small = median_rule()
    start = time.perf_counter()
    for _ in range(20):
        check_certificate(small, learner, answer)
    yield Row("check a stored certificate, median learner", f"{50 * (time.perf_counter() - start):.1f} ms")
