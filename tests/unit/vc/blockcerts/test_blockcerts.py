"""Blockcerts are recognised and shown; nothing is said of an anchor that was not looked up."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from tests.unit.vc.examine import institution as college

from microcred.vc.checks import Step
from microcred.vc.examine import examine
from microcred.vc.verdicts import Verdict

AT = datetime(2026, 6, 1, tzinfo=UTC)
SECOND = {
    "@context": ["https://w3id.org/openbadges/v2", "https://w3id.org/blockcerts/v2"],
    "type": "Assertion",
    "id": "https://alder.example/b/1",
    "recipient": {"type": "email", "hashed": False, "identity": "maire@example.org"},
    "recipientProfile": {"name": "Máire Ní Bhriain"},
    "badge": {
        "type": "BadgeClass",
        "name": "Presenting",
        "issuer": {"id": "https://alder.example/p", "name": "Alder College"},
    },
    "issuedOn": "2026-01-01T00:00:00Z",
    "verification": {"type": ["MerkleProofVerification2017", "Extension"]},
    "signature": {"type": ["MerkleProof2017", "Extension"], "merkleRoot": "00"},
}


def third(*proofs: dict[str, Any]) -> dict[str, Any]:
    content = college.badge()
    return {**content, "type": [*content["type"], "BlockcertsCredential"], "proof": list(proofs)}


MERKLE = {"type": "MerkleProof2019", "proofValue": "z1", "proofPurpose": "assertionMethod"}
SUITE = {"type": "DataIntegrityProof", "cryptosuite": "merkle-proof-2019", "proofValue": "z1"}
CHAINED = [
    {"type": "EcdsaSecp256k1Signature2019", "jws": "x"},
    {"type": "ChainedProof2021", "previousProof": {}},
]
FORMS = {
    "version 2": SECOND,
    "version 3": third(MERKLE),
    "version 3 with a suite": third(SUITE),
    "version 3 with a chain": third(*CHAINED),
}


@pytest.mark.parametrize("document", FORMS.values(), ids=FORMS.keys())
def test_a_blockcert_is_shown_and_left_open(document: dict[str, Any]) -> None:
    report = examine(json.dumps(document).encode(), at=AT)
    assert report.check(Step.PROOF).code == "blockcerts.anchor-unchecked"
    assert report.verdict is Verdict.UNCHECKED
    assert report.signed is None
    assert report.claimed is not None
    assert report.claimed.issuer_name == "Alder College"
    assert report.claimed.recipient == "Máire Ní Bhriain"
    assert report.claimed.title.startswith("Presenting")


def test_an_anchor_hides_no_wrong_proof() -> None:
    signed = json.loads(college.signed())
    signed["proof"] = [MERKLE, {**signed["proof"], "created": "2026-05-14T09:00:01Z"}]
    report = examine(json.dumps(signed).encode(), at=AT, resolver=college.resolver())
    assert report.check(Step.PROOF).code == "signature.wrong"
