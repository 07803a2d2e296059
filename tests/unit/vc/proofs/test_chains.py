"""Proofs that build on others, proofs that answer somebody, and proofs of older kinds."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from microcred.vc.errors import CredentialError
from microcred.vc.jsontext.jcs import canonical_json
from microcred.vc.keys import PrivateKey, PublicKey, SignatureWrong
from microcred.vc.proofs import (
    Challenge,
    ProofChainBroken,
    ProofChallengeWrong,
    ProofDomainWrong,
    ProofMalformed,
    add_proof,
    check_chains,
    check_proof,
    previous_of,
    proofs_of,
    read_options,
)
from microcred.vc.signer import KeySigner

FOLDER = Path(__file__).parents[3] / "cases"
MADE = datetime(2026, 5, 1, tzinfo=UTC)


class AsJson:
    """Hashes JSON where a canoniser would hash N-Quads: enough to see what is hashed."""

    def digest(self, document: dict[str, Any], hash_name: str = "sha256") -> bytes:
        return sha256(canonical_json(document)).digest()


def proof(name: str, *before: str) -> dict[str, Any]:
    return {"id": name, "previousProof": list(before)} if before else {"id": name}


GOOD: dict[str, list[dict[str, Any]]] = {
    "one proof without a name": [{}],
    "a set": [proof("a"), proof("b")],
    "a chain": [proof("a"), proof("b", "a"), proof("c", "b")],
    "a chain in another order": [proof("c", "b"), proof("b", "a"), proof("a")],
    "one upon two": [proof("a"), proof("b"), {"previousProof": ["a", "b"]}],
    "a single name": [proof("a"), {"previousProof": "a"}],
}
BROKEN: dict[str, tuple[list[dict[str, Any]], type[CredentialError]]] = {
    "nothing before": ([proof("b", "a")], ProofChainBroken),
    "one of two before": ([proof("a"), proof("c", "a", "b")], ProofChainBroken),
    "on itself": ([proof("a", "a")], ProofChainBroken),
    "in a circle": ([proof("a", "b"), proof("b", "a")], ProofChainBroken),
    "two of that name": ([proof("a"), proof("a"), proof("b", "a")], ProofChainBroken),
    "a number": ([{"previousProof": 7}], ProofMalformed),
    "a name that is an object": ([{"id": {"id": "a"}}], ProofMalformed),
    "a name that is a list": ([proof("a"), {"id": ["a"], "previousProof": "a"}], ProofMalformed),
    "an object": ([{"previousProof": [{"id": "a"}]}], ProofMalformed),
}


@pytest.mark.parametrize("proofs", GOOD.values(), ids=GOOD.keys())
def test_whole_chains_are_accepted(proofs: list[dict[str, Any]]) -> None:
    check_chains(proofs)


@pytest.mark.parametrize(("proofs", "error"), BROKEN.values(), ids=BROKEN.keys())
def test_broken_chains_are_refused(proofs: list[dict[str, Any]], error: type[CredentialError]) -> None:
    with pytest.raises(error):
        check_chains(proofs)


def test_the_published_chain_is_whole() -> None:
    proofs = proofs_of(json.loads((FOLDER / "proof-chains/alumni-four-parties/signed.json").read_text()))
    check_chains(proofs)
    assert previous_of(proofs[2], proofs) == proofs[:2]
    assert previous_of(proofs[3], proofs) == [proofs[2]]


def test_a_proof_signs_the_proofs_it_names() -> None:
    first, second = (KeySigner.did_key(PrivateKey.generate()) for _ in range(2))
    document = {"@context": ["https://www.w3.org/ns/credentials/v2"], "id": "urn:a"}
    made = add_proof(document, first, created=MADE, canoniser=AsJson(), suite="eddsa-jcs-2022")
    earlier = {**made["proof"], "id": "urn:p"}
    again = add_proof(
        {**document, "ignored": 1}, second, created=MADE, canoniser=AsJson(), suite="eddsa-jcs-2022"
    )["proof"]
    config = {name: value for name, value in again.items() if name != "proofValue"}
    config["previousProof"] = "urn:p"
    data = sha256(canonical_json(config)).digest()
    data += sha256(canonical_json({**document, "proof": [earlier]})).digest()
    later = {**config, "proofValue": add_value(second, data)}
    check_proof(document, later, second.public, AsJson(), previous=[earlier])
    with pytest.raises(SignatureWrong):
        check_proof(document, later, second.public, AsJson())
    with pytest.raises(SignatureWrong):
        other = {**earlier, "created": "2020-01-01T00:00:00Z"}
        check_proof(document, later, second.public, AsJson(), previous=[other])


def add_value(signer: KeySigner, data: bytes) -> str:
    from microcred.vc.proofs import proof_value

    return proof_value(signer.sign(data))


BASE = {
    "type": "DataIntegrityProof",
    "cryptosuite": "eddsa-rdfc-2022",
    "proofPurpose": "authentication",
    "verificationMethod": "did:web:a.example#k",
}


@pytest.mark.parametrize(
    ("stated", "asked", "error"),
    [
        ({"challenge": "x"}, Challenge("x"), None),
        ({"challenge": "x", "domain": "a.example"}, Challenge("x", "a.example"), None),
        ({"domain": ["b.example", "a.example"]}, Challenge(domain="a.example"), None),
        ({"challenge": "x"}, Challenge(), None),
        ({"challenge": "y"}, Challenge("x"), ProofChallengeWrong),
        ({}, Challenge("x"), ProofChallengeWrong),
        ({"challenge": "x"}, Challenge("x", "a.example"), ProofDomainWrong),
        ({"domain": "b.example"}, Challenge(domain="a.example"), ProofDomainWrong),
        ({"challenge": 7}, Challenge("7"), ProofMalformed),
        ({"challenge": ["x"]}, Challenge("x"), ProofMalformed),
        ({"domain": []}, Challenge(), ProofMalformed),
        ({"domain": [7]}, Challenge(), ProofMalformed),
    ],
)
def test_a_proof_answers_the_challenge_that_was_set(
    stated: dict[str, Any], asked: Challenge, error: type[CredentialError] | None
) -> None:
    def ask() -> None:
        read_options({**BASE, **stated}, purpose="authentication").check_challenge(asked)

    if error is None:
        ask()
    else:
        with pytest.raises(error):
            ask()


def test_the_older_proof_type_takes_the_same_steps() -> None:
    case = FOLDER / "proofs-old" / "ed25519-signature-2020-alumni"
    signed, expected = (json.loads((case / name).read_text()) for name in ("signed.json", "expected.json"))

    class Published:
        def digest(self, document: dict[str, Any], hash_name: str = "sha256") -> bytes:
            kind = "proof_hash" if document["type"] == "Ed25519Signature2020" else "document_hash"
            return bytes.fromhex(expected[kind])

    key = PublicKey.from_multikey(expected["public_key"])
    assert check_proof(signed, signed["proof"], key, Published()) == expected["document_hash"]
