"""The supported cryptosuites: which key each takes, which hash, and over which form of the document.

VC-DI-EDDSA 3.2 to 3.4, VC-DI-ECDSA 3.2, 3.3 and 3.6, and `Ed25519Signature2020`, whose proof has a type of
its own and no `cryptosuite`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from microcred.vc.proofs.errors import ProofKeyWrong, ProofUnsupported


class Form(StrEnum):
    """What is hashed: canonical N-Quads, the document's JSON in its one spelling, or each statement."""

    RDFC = "rdfc"
    JCS = "jcs"
    STATEMENTS = "statements"


@dataclass(frozen=True)
class Suite:
    """A cryptosuite; `hashes` and `signature_bytes` are by kind of key."""

    name: str
    hashes: dict[str, str]
    signature_bytes: dict[str, int]
    form: Form = Form.RDFC

    def hash_for(self, kind: str) -> str:
        """The hash used with a kind of key; raises `ProofKeyWrong`."""
        try:
            return self.hashes[kind]
        except KeyError:
            raise ProofKeyWrong(f"{self.name} with a {kind} key") from None


_EDDSA = ({"Ed25519": "sha256"}, {"Ed25519": 64})
_ECDSA = ({"P-256": "sha256", "P-384": "sha384"}, {"P-256": 64, "P-384": 96})
EDDSA_RDFC_2022 = Suite("eddsa-rdfc-2022", *_EDDSA)
ECDSA_RDFC_2019 = Suite("ecdsa-rdfc-2019", *_ECDSA)
EDDSA_JCS_2022 = Suite("eddsa-jcs-2022", *_EDDSA, Form.JCS)
ECDSA_JCS_2019 = Suite("ecdsa-jcs-2019", *_ECDSA, Form.JCS)
ECDSA_SD_2023 = Suite("ecdsa-sd-2023", {"P-256": "sha256"}, {"P-256": 64}, Form.STATEMENTS)
_ALL = (EDDSA_RDFC_2022, ECDSA_RDFC_2019, EDDSA_JCS_2022, ECDSA_JCS_2019, ECDSA_SD_2023)
SUITES = {suite.name: suite for suite in _ALL}
"""By name; a signer's kind of key takes the first that fits."""

_OLD_NAMES = {"eddsa-2022": EDDSA_RDFC_2022}
"""Names of drafts that documents still carry, with the suite that they became."""
_OLD_TYPES = {"Ed25519Signature2020": EDDSA_RDFC_2022}
"""Proofs of a type of their own: the same steps under another name (VC-DI-EDDSA 3.4)."""


def suite_named(name: object) -> Suite:
    """The suite of that name; raises `ProofUnsupported`."""
    found = (SUITES | _OLD_NAMES).get(name) if isinstance(name, str) else None
    if found is None:
        raise ProofUnsupported(f"cryptosuite {str(name)[:60]}")
    return found


def suite_of(proof: Mapping[str, Any]) -> Suite:
    """The suite that made a proof; raises `ProofUnsupported`."""
    kind = proof.get("type")
    if isinstance(kind, str) and kind in _OLD_TYPES and "cryptosuite" not in proof:
        return _OLD_TYPES[kind]
    if kind != "DataIntegrityProof":
        raise ProofUnsupported(f"proof of type {str(kind)[:60]}")
    return suite_named(proof.get("cryptosuite"))


def suite_for(kind: str) -> Suite:
    """The suite that signs with a kind of key; raises `ProofUnsupported`, as for RSA."""
    for suite in SUITES.values():
        if kind in suite.hashes:
            return suite
    raise ProofUnsupported(f"no embedded proof is made with a {kind} key")
