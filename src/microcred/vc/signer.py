"""Who signs: a key together with the address under which its public half is found."""

from __future__ import annotations

from typing import Protocol

from microcred.vc.keys import PrivateKey, PublicKey


class Signer(Protocol):
    """Signs for one verification method. A key service fills this without giving its secret away."""

    @property
    def verification_method(self) -> str:
        """Absolute URL of the public key, such as `did:web:example.org#key-1`."""

    @property
    def kind(self) -> str:
        """ "Ed25519", "P-256", "P-384" or "RSA"."""

    @property
    def public(self) -> PublicKey:
        """The public key that verifies what `sign` returns."""

    def sign(self, data: bytes) -> bytes:
        """The signature over `data`."""


class KeySigner:
    """A signer around a private key in memory."""

    def __init__(self, private: PrivateKey, verification_method: str) -> None:
        self.verification_method = verification_method
        self.kind = private.kind
        self.public = private.public
        self.sign = private.sign

    @classmethod
    def did_key(cls, private: PrivateKey) -> KeySigner:
        """The signer whose issuer is the `did:key` of `private`."""
        multikey = private.public.multikey
        return cls(private, f"did:key:{multikey}#{multikey}")

    @property
    def controller(self) -> str:
        """The DID or URL before the fragment."""
        return self.verification_method.partition("#")[0]

    def __repr__(self) -> str:
        return f"KeySigner({self.verification_method})"
