"""The one spelling of JSON, and the proofs over it, against the published values."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from hashlib import new
from pathlib import Path
from typing import Any

import pytest

from microcred.vc.errors import CredentialError
from microcred.vc.jsontext import JsonNumberRefused, JsonSurrogate, JsonUnwritable
from microcred.vc.jsontext.jcs import canonical_json
from microcred.vc.keys import PrivateKey, PublicKey, SignatureWrong
from microcred.vc.proofs import ProofKeyWrong, ProofMalformed, add_proof, check_proof, covered, proofs_of
from microcred.vc.signer import KeySigner

FOLDER = Path(__file__).parents[3] / "cases"
SPELLINGS = sorted((FOLDER / "jcs").iterdir())
PROOFS = sorted((FOLDER / "proofs-jcs").iterdir())
MADE = datetime(2026, 5, 1, tzinfo=UTC)


class NeverAsked:
    """These suites read no JSON-LD."""

    def digest(self, document: dict[str, Any], hash_name: str = "sha256") -> bytes:
        raise AssertionError("canonical N-Quads of a document that is signed as JSON")


@pytest.mark.parametrize("case", SPELLINGS, ids=lambda case: case.name)
def test_a_document_is_spelled_as_published(case: Path) -> None:
    value = json.loads((case / "input.json").read_bytes())
    assert canonical_json(value) == (case / "output.json").read_bytes()


NUMBERS = [
    ("0000000000000000", "0"),
    ("8000000000000000", "0"),
    ("0000000000000001", "5e-324"),
    ("8000000000000001", "-5e-324"),
    ("7fefffffffffffff", "1.7976931348623157e+308"),
    ("ffefffffffffffff", "-1.7976931348623157e+308"),
    ("4340000000000000", "9007199254740992"),
    ("c340000000000000", "-9007199254740992"),
    ("4430000000000000", "295147905179352830000"),
    ("44b52d02c7e14af5", "9.999999999999997e+22"),
    ("44b52d02c7e14af6", "1e+23"),
    ("44b52d02c7e14af7", "1.0000000000000001e+23"),
    ("444b1ae4d6e2ef4e", "999999999999999700000"),
    ("444b1ae4d6e2ef4f", "999999999999999900000"),
    ("444b1ae4d6e2ef50", "1e+21"),
    ("3eb0c6f7a0b5ed8c", "9.999999999999997e-7"),
    ("3eb0c6f7a0b5ed8d", "0.000001"),
    ("41b3de4355555553", "333333333.3333332"),
    ("41b3de4355555554", "333333333.33333325"),
    ("41b3de4355555555", "333333333.3333333"),
    ("41b3de4355555556", "333333333.3333334"),
    ("41b3de4355555557", "333333333.33333343"),
    ("becbf647612f3696", "-0.0000033333333333333333"),
    ("43143ff3c1cb0959", "1424953923781206.2"),
]


@pytest.mark.parametrize(("bits", "text"), NUMBERS)
def test_a_number_is_spelled_as_ecmascript_does(bits: str, text: str) -> None:
    import struct

    (value,) = struct.unpack(">d", bytes.fromhex(bits))
    assert canonical_json(value) == text.encode()


@pytest.mark.parametrize(
    ("value", "error"),
    [
        (float("nan"), JsonNumberRefused),
        (float("inf"), JsonNumberRefused),
        (2**53, JsonNumberRefused),
        ("\ud800", JsonSurrogate),
        ({"\udc00": 1}, JsonSurrogate),
        ({1: 2}, JsonUnwritable),
        ({"a": {1, 2}}, JsonUnwritable),
        (b"bytes", JsonUnwritable),
    ],
)
def test_what_has_no_one_spelling_is_refused(value: Any, error: type[CredentialError]) -> None:
    with pytest.raises(error):
        canonical_json(value)


def load(case: Path) -> tuple[dict[str, Any], dict[str, str]]:
    return json.loads((case / "signed.json").read_text()), json.loads((case / "expected.json").read_text())


@pytest.mark.parametrize("case", PROOFS, ids=lambda case: case.name)
def test_a_published_proof_verifies(case: Path) -> None:
    signed, expected = load(case)
    (proof,) = proofs_of(signed)
    unsecured = covered(signed, proof)
    config = {name: value for name, value in proof.items() if name != "proofValue"}
    hashed = "sha384" if "p384" in case.name else "sha256"
    assert canonical_json(unsecured).decode() == expected["canonical_document"]
    assert canonical_json(config).decode() == expected["canonical_proof"]
    assert new(hashed, canonical_json(config)).hexdigest() == expected["proof_hash"]
    key = PublicKey.from_multikey(expected["public_key"])
    assert check_proof(signed, proof, key, NeverAsked()) == expected["document_hash"]


@pytest.mark.parametrize("case", PROOFS, ids=lambda case: case.name)
def test_a_published_proof_holds_for_nothing_else(case: Path) -> None:
    signed, expected = load(case)
    (proof,) = proofs_of(signed)
    key = PublicKey.from_multikey(expected["public_key"])
    changed = {**signed, "name": "Another"}
    with pytest.raises(SignatureWrong):
        check_proof(changed, proof, key, NeverAsked())
    with pytest.raises(SignatureWrong):
        check_proof(signed, {**proof, "created": "2023-02-24T23:36:39Z"}, key, NeverAsked())
    with pytest.raises(ProofMalformed):
        check_proof({**signed, "@context": signed["@context"][::-1]}, proof, key, NeverAsked())


def test_contexts_after_those_that_were_signed_are_not_shown_as_signed() -> None:
    signed, expected = load(PROOFS[-1])
    longer = {**signed, "@context": [*signed["@context"], "https://evil.example/"]}
    (proof,) = proofs_of(signed)
    check_proof(longer, proof, PublicKey.from_multikey(expected["public_key"]), NeverAsked())
    assert covered(longer, proof)["@context"] == signed["@context"]


@pytest.mark.parametrize(
    ("kind", "suite"),
    [("Ed25519", "eddsa-jcs-2022"), ("P-256", "ecdsa-jcs-2019"), ("P-384", "ecdsa-jcs-2019")],
)
def test_what_is_signed_verifies(kind: str, suite: str) -> None:
    signer = KeySigner.did_key(PrivateKey.generate(kind))
    document = {"@context": ["https://www.w3.org/ns/credentials/v2"], "id": "urn:a", "n": 4.5, "l": [2, 1]}
    signed = add_proof(document, signer, created=MADE, canoniser=NeverAsked(), suite=suite)
    check_proof(signed, signed["proof"], signer.public, NeverAsked())
    with pytest.raises(SignatureWrong):
        check_proof({**signed, "l": [1, 2]}, signed["proof"], signer.public, NeverAsked())


def test_a_suite_takes_its_own_kind_of_key_only() -> None:
    signed, _ = load(PROOFS[-1])
    (proof,) = proofs_of(signed)
    with pytest.raises(ProofKeyWrong):
        check_proof(signed, proof, PrivateKey.generate("P-256").public, NeverAsked())
