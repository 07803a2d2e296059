"""The derived proof: made by a holder of a base proof, checked by anybody (VC-DI-ECDSA 3.6.6, 3.6.7)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any

from microcred.vc.keys import PublicKey
from microcred.vc.proofs.errors import (
    DisclosureNoBase,
    DisclosureNothing,
    ProofMalformed,
    ProofMissing,
)
from microcred.vc.proofs.selective.base import signed_data
from microcred.vc.proofs.selective.statements import Statements, Stating, stated
from microcred.vc.proofs.selective.values import BaseValue, DerivedValue, key_bytes
from microcred.vc.proofs.suites import ECDSA_SD_2023

Document = dict[str, Any]


def derive(document: Mapping[str, Any], pointers: Sequence[str], canoniser: Stating) -> Document:
    """The part of `document` that its issuer made mandatory or `pointers` select, with a derived proof.

    Nothing is verified here. Raises `ProofMissing`, `DisclosureNoBase` where no base proof is on it,
    `DisclosureNothing`, `DisclosurePointerWrong`, what reading a base proof raises, or the canoniser.
    """
    proof = _base_proof(document)
    base = BaseValue.read(proof.get("proofValue"))
    unsecured = {name: value for name, value in document.items() if name != "proof"}
    statements = Statements(unsecured, base.hmac_key, canoniser)
    mandatory = statements.part(base.mandatory)[2]
    chosen = statements.part(list(pointers))[2]
    part, quads, combined = statements.part([*base.mandatory, *pointers])
    if not part:
        raise DisclosureNothing
    others = [place for place in range(len(statements.lines)) if place not in mandatory]
    if len(others) != len(base.signatures):
        raise ProofMalformed("the base proof was made for another document")
    labels = {
        int(label.removeprefix("c14n")): statements.digests[node]
        for node, label in canoniser.canonical(quads).labels.items()
    }
    value = DerivedValue(
        base.base_signature,
        base.key,
        [signature for place, signature in zip(others, base.signatures, strict=True) if place in chosen],
        labels,
        [at for at, place in enumerate(sorted(combined)) if place in mandatory],
    )
    return {**part, "proof": {**proof, "proofValue": value.text}}


def check_derived(
    unsecured: Document, proof: Mapping[str, Any], public_key: PublicKey, canoniser: Stating
) -> str:
    """Returns the hex hash of the canonical part if all of it was signed by `public_key` with this proof.

    Raises `SignatureWrong`, `ProofBaseOnly`, `ProofMalformed`, `ProofTooCostly`, `MultibaseInvalid`,
    `KeyUnreadable`, or what the canoniser raises.
    """
    value = DerivedValue.read(proof.get("proofValue"))
    try:
        lines, nquads = stated(unsecured, value.labels, canoniser)
    except KeyError:
        raise ProofMalformed("the labels are not those of the document") from None
    places = set(value.mandatory)
    if any(place >= len(lines) for place in places):
        raise ProofMalformed("a place that the document does not have")
    shown = [line for place, line in enumerate(lines) if place in places]
    others = [line for place, line in enumerate(lines) if place not in places]
    if len(others) != len(value.signatures):
        raise ProofMalformed("another number of signatures than of statements")
    config = {name: one for name, one in proof.items() if name != "proofValue"}
    options_hash = canoniser.digest({"@context": unsecured.get("@context"), **config})
    public_key.verify(value.base_signature, signed_data(options_hash, key_bytes(value.key), shown))
    for line, signature in zip(others, value.signatures, strict=True):
        value.key.verify(signature, line.encode())
    return sha256(nquads.encode()).hexdigest()


def _base_proof(document: Mapping[str, Any]) -> Document:
    """The one proof of this suite on a document."""
    found = document.get("proof")
    if found is None:
        raise ProofMissing
    proofs = [
        one
        for one in (found if isinstance(found, list) else [found])
        if isinstance(one, dict) and one.get("cryptosuite") == ECDSA_SD_2023.name
    ]
    if len(proofs) != 1:
        raise DisclosureNoBase
    return dict(proofs[0])
