"""The specifications' own signed examples, through the whole examination."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from microcred import vc
from microcred.vc.checks import Step
from microcred.vc.outcomes import Outcome
from microcred.vc.verdicts import Verdict

CASES = Path(__file__).parents[2] / "cases" / "proofs"
AT = datetime(2026, 6, 1, tzinfo=UTC)
BADGES = ["open-badges-3-teamwork", "clr-2"]
OTHERS = sorted(path.name for path in CASES.iterdir() if path.name not in BADGES)


def load(case: str) -> tuple[dict[str, Any], dict[str, Any]]:
    folder = CASES / case
    return json.loads((folder / "signed.json").read_text()), json.loads(
        (folder / "expected.json").read_text()
    )


def issuer_of(document: dict[str, Any], public_key: str, method: str) -> vc.StaticResolver:
    issuer = document["issuer"]["id"]
    listed = {
        "id": issuer,
        "verificationMethod": [
            {"id": method, "type": "Multikey", "controller": issuer, "publicKeyMultibase": public_key}
        ],
        "assertionMethod": [method],
    }
    return vc.StaticResolver({issuer: listed})


def method_of(document: dict[str, Any]) -> str:
    proof = document["proof"][0] if isinstance(document["proof"], list) else document["proof"]
    return str(proof["verificationMethod"])


@pytest.mark.parametrize("case", BADGES)
def test_1edtechs_example_holds_where_its_issuer_lists_the_key(case: str) -> None:
    document, expected = load(case)
    resolver = issuer_of(document, expected["public_key"], method_of(document))
    report = vc.examine(
        json.dumps(document).encode(),
        at=AT,
        resolver=resolver,
        policy=vc.IssuerIn({document["issuer"]["id"]: "Example Corp"}),
    )
    assert report.verdict is Verdict.HOLDS, report.as_json()
    assert report.signed is not None
    assert report.signed.fingerprint == expected["document_hash"]


@pytest.mark.parametrize("case", BADGES)
def test_without_the_issuers_document_it_is_undecided_with_the_proof_passed(case: str) -> None:
    document, _ = load(case)
    report = vc.examine(json.dumps(document).encode(), at=AT)
    assert report.check(Step.PROOF).code == "proof.integrity-only"
    assert report.outcome is Outcome.UNDECIDED


@pytest.mark.parametrize("case", BADGES)
def test_a_changed_example_fails(case: str) -> None:
    document, expected = load(case)
    resolver = issuer_of(document, expected["public_key"], method_of(document))
    document["validFrom"] = "2011-01-01T00:00:00Z"
    report = vc.examine(json.dumps(document).encode(), at=AT, resolver=resolver)
    assert report.check(Step.PROOF).code == "signature.wrong"


@pytest.mark.parametrize("case", OTHERS)
def test_w3cs_examples_use_contexts_that_production_does_not_carry(case: str) -> None:
    document, _ = load(case)
    report = vc.examine(json.dumps(document).encode(), at=AT)
    assert report.check(Step.PROOF).outcome is Outcome.UNDECIDED, report.as_json()
    assert not report.verified
