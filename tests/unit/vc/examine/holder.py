"""A holder of the tests: presents credentials, with a proof or as a token."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

from tests.unit.vc.examine import institution as college

from microcred import vc
from microcred.vc.jsontext import canonical_json
from microcred.vc.keys import PrivateKey
from microcred.vc.multibase import base64url_encode
from microcred.vc.proofs import proof_value
from microcred.vc.signer import KeySigner

KEY = PrivateKey("Ed25519", bytes([7] * 32))
SIGNER = KeySigner.did_key(KEY)
DID = SIGNER.controller
CREATED = "2026-05-20T10:00:00Z"
CONTEXT = "https://www.w3.org/ns/credentials/v2"


def presentation(*inside: Any, **changes: Any) -> dict[str, Any]:
    """The content, not signed. Credentials given as bytes are parsed, tokens put into an envelope."""
    document = {
        "@context": [CONTEXT],
        "type": ["VerifiablePresentation"],
        "holder": DID,
        "verifiableCredential": [_inside(one) for one in inside],
        **changes,
    }
    return {name: value for name, value in document.items() if value is not None}


def _inside(one: Any) -> Any:
    if not isinstance(one, bytes):
        return one
    if one.startswith(b"{"):
        return json.loads(one)
    return envelope(one.decode(), "vc+jwt")


def envelope(token: str, kind: str, of: str = "EnvelopedVerifiableCredential") -> dict[str, Any]:
    return {"@context": CONTEXT, "id": f"data:application/{kind},{token}", "type": of}


def presented(document: dict[str, Any], suite: str = "eddsa-rdfc-2022", **options: Any) -> bytes:
    """The presentation with a proof of authentication; `options` go into the proof."""
    proof = {
        "type": "DataIntegrityProof",
        "cryptosuite": suite,
        "created": CREATED,
        "verificationMethod": SIGNER.verification_method,
        "proofPurpose": "authentication",
        **options,
    }
    config = {"@context": document["@context"], **proof}
    if "jcs" in suite:
        proof = config
        data = b"".join(sha256(canonical_json(one)).digest() for one in (config, document))
    else:
        canoniser = vc.Canoniser()
        data = canoniser.digest(config) + canoniser.digest(document)
    proof["proofValue"] = proof_value(SIGNER.sign(data))
    return json.dumps({**document, "proof": proof}).encode()


def token(payload: dict[str, Any], typ: str = "vp+jwt", signer: KeySigner = SIGNER) -> str:
    head = {"alg": signer.public.jose, "typ": typ, "kid": signer.verification_method}
    parts = [base64url_encode(json.dumps(one).encode()) for one in (head, payload)]
    signed = ".".join(parts)
    return f"{signed}.{base64url_encode(signer.sign(signed.encode()))}"


def badge(number: int = 1, **changes: Any) -> bytes:
    """One of the holder's own; two in one document need two numbers."""
    return college.signed(college.badge(identifier=f"https://alder.example/c/{number}", **changes))
