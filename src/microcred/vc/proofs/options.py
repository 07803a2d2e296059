"""What a proof says of itself, read strictly (VC-DATA-INTEGRITY 2.1)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from microcred.vc.proofs.errors import (
    ProofChallengeWrong,
    ProofDomainWrong,
    ProofExpired,
    ProofFromFuture,
    ProofMalformed,
    ProofMissing,
    ProofPurposeWrong,
    TooManyProofs,
)
from microcred.vc.proofs.suites import Suite, suite_for, suite_named, suite_of
from microcred.vc.signer import Signer
from microcred.vc.timestamps import CLOCK_SKEW, parse_timestamp, write_timestamp

MOST_PROOFS = 8
"""Proofs on one document: each costs a canonicalisation and a signature check."""

_SPACE = re.compile(r"[\x00-\x20]")


@dataclass(frozen=True)
class Challenge:
    """What a verifier asked of a holder: text that is used once, and who asks. Empty is not asked."""

    challenge: str = ""
    domain: str = ""


@dataclass(frozen=True)
class ProofOptions:
    """A Data Integrity proof without its value. `verification_method` is an absolute URL."""

    suite: Suite
    verification_method: str
    purpose: str
    created: datetime | None
    expires: datetime | None
    challenge: str = ""
    domains: tuple[str, ...] = ()

    @property
    def controller(self) -> str:
        """The identifier whose document lists the key: the method's URL without its fragment."""
        return self.verification_method.partition("#")[0]

    def check_times(self, at: datetime) -> None:
        """Raises `ProofExpired` from `expires` on, `ProofFromFuture` before `created`, less clock skew."""
        if self.expires is not None and at >= self.expires:
            raise ProofExpired(str(self.expires))
        if self.created is not None and at < self.created - CLOCK_SKEW:
            raise ProofFromFuture(str(self.created))

    def check_challenge(self, asked: Challenge) -> None:
        """Raises `ProofChallengeWrong` or `ProofDomainWrong` where the proof answers somebody else."""
        if asked.challenge and self.challenge != asked.challenge:
            raise ProofChallengeWrong
        if asked.domain and asked.domain not in self.domains:
            raise ProofDomainWrong(", ".join(self.domains)[:200])


def proofs_of(document: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The proofs on a document, one or a set; raises `ProofMissing` or `ProofMalformed`."""
    value = document.get("proof")
    if value is None or value == []:
        raise ProofMissing
    proofs = value if isinstance(value, list) else [value]
    if len(proofs) > MOST_PROOFS:
        raise TooManyProofs(f"{len(proofs)}, of which {MOST_PROOFS} are looked at")
    for proof in proofs:
        if not isinstance(proof, dict):
            raise ProofMalformed("a proof is an object")
    return proofs


def read_options(proof: Mapping[str, Any], *, purpose: str = "assertionMethod") -> ProofOptions:
    """Reads and checks the fields of a proof.

    Raises `ProofUnsupported` (another type or suite), `ProofMalformed`, `ProofPurposeWrong` or
    `TimestampInvalid`.
    """
    suite = suite_of(proof)
    if proof.get("proofPurpose") != purpose:
        raise ProofPurposeWrong(str(proof.get("proofPurpose"))[:60])
    return ProofOptions(
        suite=suite,
        verification_method=_method(proof.get("verificationMethod")),
        purpose=purpose,
        created=parse_timestamp(proof["created"]) if "created" in proof else None,
        expires=parse_timestamp(proof["expires"]) if "expires" in proof else None,
        challenge=_texts(proof, "challenge")[0] if "challenge" in proof else "",
        domains=_texts(proof, "domain") if "domain" in proof else (),
    )


def proof_options(signer: Signer, *, created: datetime, suite: str | None = None) -> dict[str, Any]:
    """The proof that `signer` will make, without its value and `@context`.

    `suite` defaults to the one of the signer's kind of key; raises `ProofUnsupported` or `ProofKeyWrong`.
    """
    chosen = suite_for(signer.kind) if suite is None else suite_named(suite)
    chosen.hash_for(signer.kind)
    return {
        "type": "DataIntegrityProof",
        "created": write_timestamp(created),
        "verificationMethod": signer.verification_method,
        "cryptosuite": chosen.name,
        "proofPurpose": "assertionMethod",
    }


def _texts(proof: Mapping[str, Any], name: str) -> tuple[str, ...]:
    values = proof[name] if isinstance(proof[name], list) and name == "domain" else [proof[name]]
    if not values or not all(isinstance(one, str) for one in values):
        raise ProofMalformed(name)
    return tuple(values)


def _method(value: object) -> str:
    if not isinstance(value, str) or len(value) > 4_096:
        raise ProofMalformed("verificationMethod")
    start, _, fragment = value.partition("#")
    if not fragment or not start.startswith(("did:", "https://", "http://")) or _SPACE.search(value):
        raise ProofMalformed("verificationMethod is no absolute address of a key")
    return value
