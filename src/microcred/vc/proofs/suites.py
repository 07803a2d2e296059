"""The supported cryptosuites: which key each takes, and which hash (VC-DI-EDDSA 3.2, VC-DI-ECDSA 3.2)."""

from __future__ import annotations

from dataclasses import dataclass

from microcred.vc.proofs.errors import ProofKeyWrong, ProofUnsupported


@dataclass(frozen=True)
class Suite:
    """A cryptosuite over canonical N-Quads; `hashes` maps each kind of key to its hash."""

    name: str
    hashes: dict[str, str]
    signature_bytes: dict[str, int]

    def hash_for(self, kind: str) -> str:
        """The hash used with a kind of key; raises `ProofKeyWrong`."""
        try:
            return self.hashes[kind]
        except KeyError:
            raise ProofKeyWrong(f"{self.name} with a {kind} key") from None


EDDSA_RDFC_2022 = Suite("eddsa-rdfc-2022", {"Ed25519": "sha256"}, {"Ed25519": 64})
ECDSA_RDFC_2019 = Suite("ecdsa-rdfc-2019", {"P-256": "sha256", "P-384": "sha384"}, {"P-256": 64, "P-384": 96})
SUITES = {suite.name: suite for suite in (EDDSA_RDFC_2022, ECDSA_RDFC_2019)}


def suite_named(name: object) -> Suite:
    """The suite of that name; raises `ProofUnsupported`."""
    found = SUITES.get(name) if isinstance(name, str) else None
    if found is None:
        raise ProofUnsupported(f"cryptosuite {str(name)[:60]}")
    return found


def suite_for(kind: str) -> Suite:
    """The suite that signs with a kind of key; raises `ProofUnsupported`, as for RSA."""
    for suite in SUITES.values():
        if kind in suite.hashes:
            return suite
    raise ProofUnsupported(f"no embedded proof is made with a {kind} key")
