"""The worked examples of the specifications, from the document to the signature."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from microcred.vc.canonical import Canoniser
from microcred.vc.dids import LocalResolver
from microcred.vc.keys import PrivateKey, PublicKey
from microcred.vc.proofs import add_proof, check_proof, proofs_of, read_options
from microcred.vc.signer import KeySigner

FOLDER = Path(__file__).parents[2] / "cases" / "proofs"
WHOLE = ["open-badges-3-teamwork", "clr-2"]


def load(name: str) -> tuple[dict[str, Any], dict[str, str]]:
    case = FOLDER / name
    return json.loads((case / "signed.json").read_text()), json.loads((case / "expected.json").read_text())


@pytest.mark.parametrize("name", WHOLE)
def test_a_worked_example_verifies_and_is_signed_alike(name: str) -> None:
    signed, expected = load(name)
    canoniser = Canoniser()
    (proof,) = proofs_of(signed)
    key = PublicKey.from_multikey(expected["public_key"])
    unsigned = {field: value for field, value in signed.items() if field != "proof"}
    assert canoniser.nquads(unsigned) == expected["canonical_document"]
    assert check_proof(signed, proof, key, canoniser) == expected["document_hash"]
    options = read_options(proof)
    assert options.created is not None
    signer = KeySigner(PrivateKey.from_multikey(expected["secret_key"]), options.verification_method)
    again = add_proof(unsigned, signer, created=options.created, canoniser=canoniser)
    assert again["proof"] == proof


@pytest.mark.parametrize("name", sorted(case.name for case in FOLDER.iterdir() if case.name not in WHOLE))
def test_the_key_of_a_worked_example_is_found_by_its_did_key(name: str) -> None:
    signed, expected = load(name)
    options = read_options(proofs_of(signed)[0])
    key = LocalResolver().resolve(options.controller).key_for(options.verification_method)
    assert key == PublicKey.from_multikey(expected["public_key"])
    combined = bytes.fromhex(expected["proof_hash"] + expected["document_hash"])
    key.verify(bytes.fromhex(expected["signature"]), combined)
