"""Data Integrity proofs over published hashes: the steps around the canonicalisation."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from microcred.vc.errors import CredentialError
from microcred.vc.keys import PrivateKey, PublicKey, SignatureWrong
from microcred.vc.multibase import MultibaseInvalid, base58_encode
from microcred.vc.proofs import (
    ProofExpired,
    ProofFromFuture,
    ProofKeyWrong,
    ProofMalformed,
    ProofMissing,
    ProofPresent,
    ProofPurposeWrong,
    ProofUnsupported,
    TooManyProofs,
    add_proof,
    check_proof,
    proof_options,
    proofs_of,
    read_options,
)
from microcred.vc.signer import KeySigner
from microcred.vc.timestamps import TimestampInvalid, parse_timestamp

CASES = sorted((Path(__file__).parents[3] / "cases" / "proofs").iterdir())


class PublishedHashes:
    """The two hashes that a specification printed, for the documents it printed them of."""

    def __init__(self, expected: dict[str, str]) -> None:
        self.expected = expected
        self.asked: list[tuple[dict[str, Any], str]] = []

    def digest(self, document: dict[str, Any], hash_name: str = "sha256") -> bytes:
        self.asked.append((document, hash_name))
        which = "proof_hash" if document.get("type") == "DataIntegrityProof" else "document_hash"
        return bytes.fromhex(self.expected[which])


def load(case: Path) -> tuple[dict[str, Any], dict[str, str]]:
    return json.loads((case / "signed.json").read_text()), json.loads((case / "expected.json").read_text())


ALUMNI = load(next(case for case in CASES if case.name == "eddsa-rdfc-2022-alumni"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_published_signature_verifies_over_the_published_hashes(case: Path) -> None:
    signed, expected = load(case)
    canoniser = PublishedHashes(expected)
    proof = proofs_of(signed)[0]
    key = PublicKey.from_multikey(expected["public_key"])
    assert check_proof(signed, proof, key, canoniser) == expected["document_hash"]
    (config, first_hash), (document, _) = canoniser.asked
    assert config == {"@context": signed["@context"]} | {k: v for k, v in proof.items() if k != "proofValue"}
    assert document == {k: v for k, v in signed.items() if k != "proof"}
    assert first_hash == ("sha384" if "p384" in case.name else "sha256")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_signing_again_gives_the_published_proof(case: Path) -> None:
    signed, expected = load(case)
    proof = proofs_of(signed)[0]
    signer = KeySigner(PrivateKey.from_multikey(expected["secret_key"]), proof["verificationMethod"])
    created = parse_timestamp(proof["created"])
    unsigned = {k: v for k, v in signed.items() if k != "proof"}
    again = add_proof(unsigned, signer, created=created, canoniser=PublishedHashes(expected))
    assert "proof" not in unsigned
    if signer.kind == "Ed25519":
        assert again == {**signed, "proof": proof}
    else:
        assert {**again["proof"], "proofValue": ""} == {**proof, "proofValue": ""}
        check_proof(again, again["proof"], signer.public, PublishedHashes(expected))


@pytest.mark.parametrize("which", ["document_hash", "proof_hash"])
def test_a_proof_over_other_content_fails(which: str) -> None:
    signed, expected = ALUMNI
    key = PublicKey.from_multikey(expected["public_key"])
    with pytest.raises(SignatureWrong):
        check_proof(signed, signed["proof"], key, PublishedHashes({**expected, which: "00" * 32}))
    with pytest.raises(SignatureWrong):
        other = PrivateKey.generate().public
        check_proof(signed, signed["proof"], other, PublishedHashes(expected))


VALUE = ALUMNI[0]["proof"]["proofValue"]


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"type": "Ed25519Signature2020"}, ProofUnsupported),
        ({"type": None}, ProofUnsupported),
        ({"type": ["DataIntegrityProof"]}, ProofUnsupported),
        ({"cryptosuite": "bbs-2023"}, ProofUnsupported),
        ({"cryptosuite": "eddsa-jcs-2022"}, SignatureWrong),
        ({"cryptosuite": None}, ProofUnsupported),
        ({"cryptosuite": ["eddsa-rdfc-2022"]}, ProofUnsupported),
        ({"cryptosuite": "ecdsa-rdfc-2019"}, ProofKeyWrong),
        ({"proofPurpose": "authentication"}, ProofPurposeWrong),
        ({"proofPurpose": None}, ProofPurposeWrong),
        ({"verificationMethod": None}, ProofMalformed),
        ({"verificationMethod": "#key-1"}, ProofMalformed),
        ({"verificationMethod": "did:web:example.org"}, ProofMalformed),
        ({"verificationMethod": "key-1#a"}, ProofMalformed),
        ({"verificationMethod": "did:web:example.org#a b"}, ProofMalformed),
        ({"verificationMethod": {"id": "did:web:example.org#a"}}, ProofMalformed),
        ({"created": "2023-02-24"}, TimestampInvalid),
        ({"created": "2023-02-24T23:36:38"}, TimestampInvalid),
        ({"expires": 7}, TimestampInvalid),
        ({"proofValue": None}, ProofMalformed),
        ({"proofValue": "u" + VALUE[1:]}, ProofMalformed),
        ({"proofValue": "z"}, ProofMalformed),
        ({"proofValue": "z" + base58_encode(bytes(63))}, ProofMalformed),
        ({"proofValue": "z" + base58_encode(bytes(65))}, ProofMalformed),
        ({"proofValue": VALUE + "0"}, MultibaseInvalid),
        ({"proofValue": "z" + "1" * 300}, MultibaseInvalid),
        ({"proofValue": "z" + base58_encode(bytes(64))}, SignatureWrong),
        ({"@context": "https://www.w3.org/ns/credentials/v2"}, ProofMalformed),
    ],
)
def test_a_bad_proof_says_what_is_wrong(changes: dict[str, Any], error: type[CredentialError]) -> None:
    signed, expected = ALUMNI
    key = PublicKey.from_multikey(expected["public_key"])
    proof = {**signed["proof"], **changes}
    with pytest.raises(error):
        check_proof(signed, proof, key, PublishedHashes(expected))


def test_a_proof_with_the_documents_own_context_is_accepted() -> None:
    signed, expected = ALUMNI
    key = PublicKey.from_multikey(expected["public_key"])
    proof = {**signed["proof"], "@context": signed["@context"]}
    assert check_proof(signed, proof, key, PublishedHashes(expected)) == expected["document_hash"]


def test_a_document_without_context_is_refused() -> None:
    signed, expected = ALUMNI
    bare = {k: v for k, v in signed.items() if k != "@context"}
    with pytest.raises(ProofMalformed):
        check_proof(
            bare, signed["proof"], PublicKey.from_multikey(expected["public_key"]), PublishedHashes(expected)
        )


def test_times_of_a_proof_are_checked_when_asked() -> None:
    made = datetime(2026, 5, 1, tzinfo=UTC)
    signer = KeySigner.did_key(PrivateKey.generate())
    proof = {**proof_options(signer, created=made), "expires": "2026-06-01T00:00:00Z"}
    options = read_options(proof)
    assert options.controller == signer.controller
    options.check_times(made)
    options.check_times(made - timedelta(minutes=5))
    with pytest.raises(ProofFromFuture):
        options.check_times(made - timedelta(minutes=6))
    with pytest.raises(ProofExpired):
        options.check_times(datetime(2026, 6, 1, tzinfo=UTC))


@pytest.mark.parametrize(
    ("value", "error"),
    [
        (None, ProofMissing),
        ([], ProofMissing),
        ("text", ProofMalformed),
        ([{}] * 9, TooManyProofs),
        ([[]], ProofMalformed),
    ],
)
def test_what_is_no_proof_is_refused(value: object, error: type[CredentialError]) -> None:
    with pytest.raises(error):
        proofs_of({"proof": value})
    with pytest.raises(ProofMissing):
        proofs_of({})


def test_a_set_of_proofs_is_listed() -> None:
    assert proofs_of({"proof": [{"a": 1}, {"b": 2}]}) == [{"a": 1}, {"b": 2}]


def test_signing_refuses_what_no_verifier_would_accept() -> None:
    signed, expected = ALUMNI
    made = datetime(2026, 5, 1, tzinfo=UTC)
    signer = KeySigner.did_key(PrivateKey.generate())
    with pytest.raises(ProofPresent):
        add_proof(signed, signer, created=made, canoniser=PublishedHashes(expected))
    with pytest.raises(ProofUnsupported):
        proof_options(KeySigner.did_key(PrivateKey.generate("RSA")), created=made)
    with pytest.raises(ProofUnsupported):
        proof_options(signer, created=made, suite="bbs-2023")
    with pytest.raises(ProofKeyWrong):
        proof_options(signer, created=made, suite="ecdsa-rdfc-2019")
