"""Embedded proofs, made and checked (VC-DATA-INTEGRITY 4.2, 4.4).

What is signed is hash(canonical proof options) followed by hash(canonical document). In the -rdfc- suites
the options are the proof without its value, read with the document's own `@context`; in the -jcs- suites
both are hashed as they stand.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol, cast

from microcred.vc.jsontext.jcs import canonical_json
from microcred.vc.keys import PublicKey
from microcred.vc.multibase import base58_decode, base58_encode
from microcred.vc.proofs.errors import ProofMalformed, ProofPresent, ProofUnsupported
from microcred.vc.proofs.options import ProofOptions, proof_options, read_options
from microcred.vc.proofs.selective import check_derived
from microcred.vc.proofs.selective.statements import Stating
from microcred.vc.proofs.suites import Form, Suite, suite_of
from microcred.vc.signer import Signer


class Digester(Protocol):
    """The part of a canoniser that proofs need."""

    def digest(self, document: dict[str, Any], hash_name: str = "sha256") -> bytes:
        """The hash of the canonical N-Quads of `document`."""


def proof_value(signature: bytes) -> str:
    """`proofValue` as both suites write it: multibase base58btc."""
    return "z" + base58_encode(signature)


def add_proof(
    document: Mapping[str, Any],
    signer: Signer,
    *,
    created: datetime,
    canoniser: Digester,
    suite: str | None = None,
) -> dict[str, Any]:
    """A copy of `document` with a proof by `signer`, made at `created` (a time with a zone).

    Raises `ProofPresent`, `ProofUnsupported`, `ProofKeyWrong`, or what the canoniser raises for a document
    that would lose content.
    """
    if "proof" in document:
        raise ProofPresent
    proof = proof_options(signer, created=created, suite=suite)
    unsecured, chosen = dict(document), suite_of(proof)
    if chosen.form is Form.STATEMENTS:
        raise ProofUnsupported("a base proof is made by add_base_proof")
    if chosen.form is Form.JCS and "@context" in document:
        proof = {"@context": document["@context"], **proof}
    options_hash, document_hash = _hashes(unsecured, proof, canoniser, chosen, signer.kind)
    return {
        **unsecured,
        "proof": {**proof, "proofValue": proof_value(signer.sign(options_hash + document_hash))},
    }


def check_proof(
    document: Mapping[str, Any],
    proof: Mapping[str, Any],
    public_key: PublicKey,
    canoniser: Digester,
    *,
    purpose: str = "assertionMethod",
    previous: Sequence[Mapping[str, Any]] = (),
    options: ProofOptions | None = None,
) -> str:
    """Returns the hex hash of the canonical document if `public_key` signed it with `proof`.

    `document` may carry its proofs still; `previous` are those that the proof names, which it signs too
    and which the caller checks by themselves; `options` is what `read_options` made of it, if that was
    asked already. Times are not asked about here: `read_options(proof)` has them.
    Raises `SignatureWrong`, `ProofMalformed`, `ProofUnsupported`, `ProofPurposeWrong`, `ProofKeyWrong`,
    `ProofBaseOnly`, `ProofTooCostly`, `TimestampInvalid`, `MultibaseInvalid`, or what the canoniser raises.
    """
    options = options or read_options(proof, purpose=purpose)
    options.suite.hash_for(public_key.kind)
    if options.suite.form is Form.STATEMENTS:
        if previous:
            raise ProofUnsupported("a proof of single statements that builds on another proof")
        # Single statements need the quads themselves, which every canoniser but those of tests has.
        return check_derived(covered(document, proof), proof, public_key, cast("Stating", canoniser))
    signature = _signature(proof, options.suite.signature_bytes[public_key.kind])
    unsecured = covered(document, proof)
    if previous:
        unsecured["proof"] = [dict(one) for one in previous]
    config = {name: value for name, value in proof.items() if name != "proofValue"}
    options_hash, document_hash = _hashes(unsecured, config, canoniser, options.suite, public_key.kind)
    public_key.verify(signature, options_hash + document_hash)
    return document_hash.hex()


def covered(document: Mapping[str, Any], proof: Mapping[str, Any]) -> dict[str, Any]:
    """What `proof` signs of `document`: all but the proofs.

    In the -jcs- suites the contexts are those that the proof names, which the document's must begin with
    (VC-DI-EDDSA 3.3.2); else both must be the same. Raises `ProofMalformed` or `ProofUnsupported`.
    """
    unsecured = {name: value for name, value in document.items() if name != "proof"}
    if "@context" not in proof:
        return unsecured
    stated, named = document.get("@context"), proof["@context"]
    if suite_of(proof).form is Form.JCS:
        if _listed(stated)[: len(_listed(named))] != _listed(named):
            raise ProofMalformed("the proof was made for another @context")
        return {**unsecured, "@context": named}
    if named != stated:
        raise ProofMalformed("the proof has an @context of its own")
    return unsecured


def _hashes(
    unsecured: dict[str, Any], config: dict[str, Any], canoniser: Digester, suite: Suite, kind: str
) -> tuple[bytes, bytes]:
    hash_name = suite.hash_for(kind)
    if suite.form is Form.JCS:
        options_hash, document_hash = (
            hashlib.new(hash_name, canonical_json(one)).digest() for one in (config, unsecured)
        )
        return options_hash, document_hash
    if "@context" not in unsecured:
        raise ProofMalformed("the document has no @context")
    config = {"@context": unsecured["@context"], **config}
    return canoniser.digest(config, hash_name), canoniser.digest(unsecured, hash_name)


def _listed(value: object) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _signature(proof: Mapping[str, Any], size: int) -> bytes:
    value = proof.get("proofValue")
    if not isinstance(value, str) or value[:1] != "z":
        raise ProofMalformed("proofValue is not base58btc")
    signature = base58_decode(value[1:], characters=200)
    if len(signature) != size:
        raise ProofMalformed(f"a signature of {len(signature)} bytes, where {size} were expected")
    return signature
