"""Whom to trust is a value; with none, nobody is."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from microcred.vc.outcomes import Outcome
from microcred.vc.policy import AllOf, AnyOf, IssuerIn, NobodyTrusted, Policy, Question

COLLEGE = "did:web:college.example"
ASKED = Question(COLLEGE, {"issuer": COLLEGE}, datetime(2026, 5, 14, tzinfo=UTC))
KNOWN = IssuerIn({COLLEGE: "The College"})
OTHER = IssuerIn(frozenset({"did:web:other.example"}))

CASES = [
    ("nobody", NobodyTrusted(), "issuer.nobody-trusted", ""),
    ("listed by name", KNOWN, "issuer.trusted", "The College"),
    ("listed without a name", IssuerIn({COLLEGE}), "issuer.trusted", COLLEGE),
    ("not listed", OTHER, "issuer.unknown", ""),
    ("another spelling", IssuerIn([COLLEGE.upper()]), "issuer.unknown", ""),
    ("any of, second knows", AnyOf(OTHER, KNOWN), "issuer.trusted", "The College"),
    ("any of, none knows", AnyOf(OTHER, OTHER), "issuer.unknown", ""),
    ("any of nothing", AnyOf(), "issuer.nobody-trusted", ""),
    ("all of, all know", AllOf(KNOWN, IssuerIn({COLLEGE})), "issuer.trusted", "The College"),
    ("all of, one does not", AllOf(KNOWN, OTHER), "issuer.unknown", ""),
    ("all of nothing", AllOf(), "issuer.nobody-trusted", ""),
    ("nested", AnyOf(AllOf(KNOWN, OTHER), AllOf(KNOWN)), "issuer.trusted", "The College"),
]


@pytest.mark.parametrize(("name", "policy", "code", "known_as"), CASES, ids=[case[0] for case in CASES])
def test_a_policy_passes_or_leaves_undecided(name: str, policy: Policy, code: str, known_as: str) -> None:
    decision = policy.decide(ASKED)
    assert decision.finding.code == code
    assert decision.trusted_as == known_as
    assert decision.finding.outcome in (Outcome.PASSED, Outcome.UNDECIDED)
    assert decision.trusted == (code == "issuer.trusted")


def test_the_list_of_a_policy_cannot_be_changed_afterwards() -> None:
    names = {COLLEGE: "The College"}
    policy = IssuerIn(names)
    names["did:web:other.example"] = "Other"
    assert "did:web:other.example" not in policy.names
