"""Credentials whose hash stands in a blockchain: to look there is more than this verifier does."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from microcred.vc.errors import CredentialError, Undecided
from microcred.vc.openbadges.requirements import listed, types_of
from microcred.vc.openbadges2 import outline as assertion_outline
from microcred.vc.proofs.suites import suite_of

_PROOFS = frozenset({"MerkleProof2017", "MerkleProof2019", "ChainedProof2021"})
_SUITE = "merkle-proof-2019"

Object = Mapping[str, Any]


class AnchorUnchecked(Undecided):
    """A credential anchored in a blockchain."""

    code = "blockcerts.anchor-unchecked"
    sentence = "It is anchored in a blockchain. The anchor could not be checked here."
    remedy = "Check it with a verifier for Blockcerts, such as the issuer's own page."
    section = "Blockcerts 3 verification"


def is_blockcert(document: Object) -> bool:
    """Whether a document has a proof that points into a blockchain, and none that is checked here."""
    stated = [*listed(document.get("proof")), *listed(document.get("signature"))]
    proofs = [one for one in stated if isinstance(one, Mapping)]
    return any(_anchored(one) for one in proofs) and not any(_checked_here(one) for one in proofs)


def _anchored(proof: Object) -> bool:
    return not _PROOFS.isdisjoint(types_of(proof)) or proof.get("cryptosuite") == _SUITE


def _checked_here(proof: Object) -> bool:
    try:
        suite_of(proof)
    except CredentialError:
        return False
    return True


def outline(document: Object) -> dict[str, Any]:
    """The outline of a version 2 document, which is an assertion of Open Badges 2.0; else empty."""
    if "Assertion" not in types_of(document):
        return {}
    try:
        found = assertion_outline(document)
    except CredentialError:
        return {}
    profile = document.get("recipientProfile")
    name = profile.get("name") if isinstance(profile, Mapping) else None
    if isinstance(name, str):
        identity = {"type": "IdentityObject", "hashed": False, "identityType": "name", "identityHash": name}
        found["credentialSubject"]["identifier"].append(identity)
    return found
