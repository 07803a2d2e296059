"""Who issues in the interop tests: a key for each suite, as did:key and as did:web by a test resolver."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from microcred.vc.dids import ControllerDocument, StaticResolver
from microcred.vc.keys import PrivateKey, PublicKey
from microcred.vc.proofs import check_proof, proofs_of, read_options
from microcred.vc.proofs.dataintegrity import Digester
from microcred.vc.signer import KeySigner

MADE = datetime(2026, 5, 1, 10, tzinfo=UTC)
SUITES = {"eddsa-rdfc-2022": "Ed25519", "ecdsa-rdfc-2019": "P-256"}


@dataclass(frozen=True)
class Actor:
    """An issuer: its signer, its suite, its secret for the peer, its document for a resolver."""

    signer: KeySigner
    suite: str
    key: PrivateKey

    @property
    def for_node(self) -> dict[str, str]:
        """The key pair as the peer's libraries read it."""
        return {
            "id": self.signer.verification_method,
            "controller": self.signer.controller,
            "type": "Multikey",
            "publicKeyMultibase": self.key.public.multikey,
            "secretKeyMultibase": self.key.secret_multikey,
        }

    @property
    def document(self) -> dict[str, Any]:
        """The did:web document."""
        return {
            "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"],
            "id": self.signer.controller,
            "verificationMethod": [
                {name: value for name, value in self.for_node.items() if name != "secretKeyMultibase"}
            ],
            "assertionMethod": [self.signer.verification_method],
        }


def _actor(method: str, suite: str) -> Actor:
    kind = SUITES[suite]
    key = PrivateKey(kind, bytes(range(1, 33)))
    if method == "did:key":
        return Actor(KeySigner.did_key(key), suite, key)
    return Actor(KeySigner(key, f"did:web:{kind.lower()}.north.example#key-1"), suite, key)


ACTORS = {(method, suite): _actor(method, suite) for method in ("did:key", "did:web") for suite in SUITES}
DOCUMENTS = {
    actor.signer.controller: actor.document for (method, _), actor in ACTORS.items() if method == "did:web"
}
RESOLVER = StaticResolver(DOCUMENTS)


def verified_here(signed: dict[str, Any], canoniser: Digester) -> str:
    """The canonical hash of a document whose one proof is by its issuer; raises what is wrong."""
    (proof,) = proofs_of(signed)
    options = read_options(proof)
    issuer = signed["issuer"] if isinstance(signed["issuer"], str) else signed["issuer"]["id"]
    document: ControllerDocument = RESOLVER.resolve(issuer)
    key: PublicKey = document.key_for(options.verification_method, at=MADE)
    return check_proof(signed, proof, key, canoniser)


def _subject_changed(signed: dict[str, Any]) -> None:
    signed["credentialSubject"]["achievement"]["name"] += "!"


def _date_changed(signed: dict[str, Any]) -> None:
    signed["validFrom"] = "2025-05-01T09:00:00Z"


def _proof_date_changed(signed: dict[str, Any]) -> None:
    signed["proof"]["created"] = "2026-05-01T10:00:01Z"


def _signature_changed(signed: dict[str, Any]) -> None:
    value = signed["proof"]["proofValue"]
    signed["proof"]["proofValue"] = value[:-2] + ("23" if value[-2:] != "23" else "32")


def _claim_added(signed: dict[str, Any]) -> None:
    signed["credentialSubject"]["licenseNumber"] = "1"


def _undefined_term_added(signed: dict[str, Any]) -> None:
    signed["credentialSubject"]["grade"] = "A"


TAMPERINGS: dict[str, Callable[[dict[str, Any]], None]] = {
    "subject changed": _subject_changed,
    "date changed": _date_changed,
    "proof date changed": _proof_date_changed,
    "signature changed": _signature_changed,
    "claim added": _claim_added,
    "undefined term added": _undefined_term_added,
}
