"""The base proof, which an issuer makes and only the holder gets (VC-DI-ECDSA 3.6.1 to 3.6.5)."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any

from microcred.vc.keys import PrivateKey
from microcred.vc.proofs.errors import ProofPresent
from microcred.vc.proofs.options import proof_options
from microcred.vc.proofs.selective.statements import Statements, Stating
from microcred.vc.proofs.selective.values import BaseValue, key_bytes
from microcred.vc.proofs.suites import ECDSA_SD_2023
from microcred.vc.signer import Signer

ALWAYS_SHOWN = (
    "issuer",
    "validFrom",
    "validUntil",
    "issuanceDate",
    "expirationDate",
    "credentialStatus",
    "credentialSchema",
    "termsOfUse",
    "refreshService",
)
"""Fields that protect the reader: a holder who could leave them out could hide an end or a withdrawal."""


def mandatory_pointers(document: Mapping[str, Any], wanted: Sequence[str]) -> list[str]:
    """The pointers asked for, and those to what protects the reader, each once."""
    protecting = [f"/{name}" for name in ALWAYS_SHOWN if name in document]
    return list(dict.fromkeys([*wanted, *protecting]))


def add_base_proof(
    document: Mapping[str, Any],
    signer: Signer,
    *,
    created: datetime,
    canoniser: Stating,
    mandatory: Sequence[str] = (),
) -> dict[str, Any]:
    """A copy of `document` with a base proof by `signer`, whose key is a P-256 one.

    `mandatory` points at what every part must disclose, beside the fields of `ALWAYS_SHOWN`. Raises
    `ProofPresent`, `ProofKeyWrong`, `DisclosurePointerWrong`, `ProofTooCostly`, or what the canoniser raises.
    """
    if "proof" in document:
        raise ProofPresent
    proof = proof_options(signer, created=created, suite=ECDSA_SD_2023.name)
    pointers = mandatory_pointers(document, mandatory)
    hmac_key, own = secrets.token_bytes(32), PrivateKey.generate("P-256")
    statements = Statements(document, hmac_key, canoniser, for_peers=True)
    places = statements.part(pointers)[2]
    signatures = [
        own.sign(line.encode()) for place, line in enumerate(statements.lines) if place not in places
    ]
    shown = [statements.lines[place] for place in sorted(places)]
    options_hash = canoniser.digest({"@context": document["@context"], **proof})
    base_signature = signer.sign(signed_data(options_hash, key_bytes(own.public), shown))
    value = BaseValue(base_signature, own.public, hmac_key, signatures, pointers)
    return {**document, "proof": {**proof, "proofValue": value.text}}


def signed_data(options_hash: bytes, own_key: bytes, mandatory: Sequence[str]) -> bytes:
    """What the issuer's key signs (VC-DI-ECDSA 3.5.1)."""
    return options_hash + own_key + sha256("".join(mandatory).encode()).digest()
