"""What the rules come to for what was handed in with a case."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from typing import Any

from microcred.platform.admissions import queries
from microcred.platform.admissions.facts import from_json
from microcred.platform.admissions.models import Case, CaseItem
from microcred.rules.evaluate.evaluation import evaluate, write_evaluation
from microcred.rules.facts import HeldCredential, State
from microcred.rules.model.rule import Rule
from microcred.rules.reading import write_rule


def held_of(items: Iterable[CaseItem]) -> list[HeldCredential]:
    """What the rules count of a case: credentials, those that were accepted too, and papers seen."""
    found = []
    for one in items:
        if one.facts is None:
            continue
        held = from_json(one.facts)
        if (one.issuer_open or one.identity_open) and settled(one):
            held = replace(held, state=State.VERIFIED)
        found.append(held)
    return found


def settled(one: CaseItem) -> bool:
    """Whether somebody accepted what was open of a credential: its issuer, and whose it is."""
    return bool(
        (one.issuer_accepted_by or not one.issuer_open)
        and (one.identity_accepted_by or not one.identity_open)
    )


def evaluations(case: Case, now: datetime) -> list[dict[str, Any]]:
    """What each published rule of the programme comes to on the day `now`, as a decision stores it."""
    held = held_of(case.items.order_by("position"))
    found = []
    for what, book, rule in queries.detail(case.programme).rules:
        told = evaluate(rule, held, now.date())
        found.append(
            {
                "what": what,
                "book": book,
                "version": rule.version,
                "rule": rule_digest(rule),
                "at": now.date().isoformat(),
                "result": write_evaluation(told).decode(),
            }
        )
    return found


def rule_digest(rule: Rule) -> str:
    """The hash of a rule as it is written: a version that was changed afterwards has another."""
    return sha256(write_rule(rule)).hexdigest()


def inputs_digest(inputs: Sequence[Mapping[str, Any]]) -> str:
    """The hash of the facts that were counted, whatever order a database gives their names in."""
    text = json.dumps(inputs, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()


def paper_digests(items: Iterable[CaseItem]) -> dict[str, str]:
    """The hash of each paper as it was handed in, by its place; without those that were erased."""
    return {
        str(one.position): sha256(bytes(one.body)).hexdigest()
        for one in items
        if one.paper and one.body is not None
    }


def likeness(case: Case) -> str:
    """Equal for cases of a programme with the same micro-credentials that come to the same."""
    items = list(case.items.defer("body"))
    results = [
        (part["what"], json.loads(part["result"])["outcome"]) for part in evaluations(case, case.submitted_at)
    ]
    earned = sorted(one.facts["achievement"] for one in items if one.facts)
    value = json.dumps([case.programme_id, results, earned, sum(one.paper for one in items)])
    return sha256(value.encode()).hexdigest()
