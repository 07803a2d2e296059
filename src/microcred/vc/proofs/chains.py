"""Sets and chains of proofs: a proof that names earlier ones signs them too (VC-DATA-INTEGRITY 2.1)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from microcred.vc.proofs.errors import ProofChainBroken, ProofMalformed

Proof = Mapping[str, Any]


def previous_of(proof: Proof, proofs: Sequence[Proof]) -> list[Proof]:
    """The proofs that `proof` names in `previousProof`, in the order in which the document has them.

    Proofs of other types have rules of their own. Raises `ProofMalformed` for names that are no text,
    `ProofChainBroken` for a name that no proof, or more than one, has.
    """
    if proof.get("type", "DataIntegrityProof") != "DataIntegrityProof":
        return []
    names = _names(proof.get("previousProof"))
    found = [one for one in proofs if _name(one) in names]
    if len(found) != len(names):
        raise ProofChainBroken(", ".join(sorted(names))[:200])
    return found


def check_chains(proofs: Sequence[Proof]) -> None:
    """Raises `ProofChainBroken` unless every named proof is there and none leads back to itself."""
    rest = list(proofs)
    settled: list[int] = []
    while rest:
        ready = [one for one in rest if all(id(earlier) in settled for earlier in previous_of(one, proofs))]
        if not ready:
            raise ProofChainBroken("a circle")
        settled += [id(one) for one in ready]
        rest = [one for one in rest if id(one) not in settled]


def _name(proof: Proof) -> str | None:
    name = proof.get("id")
    if name is not None and not isinstance(name, str):
        raise ProofMalformed("id")
    return name


def _names(value: object) -> set[str]:
    names = value if isinstance(value, list) else [] if value is None else [value]
    if not all(isinstance(name, str) for name in names):
        raise ProofMalformed("previousProof")
    return set(names)
