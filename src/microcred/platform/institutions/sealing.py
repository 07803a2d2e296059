"""Encrypts the secrets of signing keys, with a secret that serves for nothing else.

AES-256-GCM; the key is derived from `settings.KEY_ENCRYPTION_KEY` by HKDF, and the id of the signing key is
bound to what is sealed, so that no row can stand in for another.
"""

from __future__ import annotations

import os
from hashlib import sha256

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from microcred.platform.institutions.errors import KeyStoreLocked

SHORTEST = 32
"""Characters of the secret. `serve` makes one of 43, which are 256 random bits."""
_NONCE = 12


class Seal:
    """Seals and opens with one secret. The secret shows in no repr."""

    def __init__(self, secret: str) -> None:
        """Raises `KeyStoreLocked` for a secret that is missing, short or the web's own."""
        if len(secret) < SHORTEST:
            raise KeyStoreLocked("it is missing or short")
        if secret == settings.SECRET_KEY:
            raise KeyStoreLocked("it must not be the web secret")
        derive = HKDF(SHA256(), 32, None, b"microcred signing keys 1")
        self._cipher = AESGCM(derive.derive(secret.encode()))
        self.name = sha256(b"microcred seal" + secret.encode()).hexdigest()[:16]
        """Tells two secrets apart without telling either."""

    def seal(self, key_id: str, secret: bytes) -> bytes:
        """`secret`, encrypted for the key of that id."""
        nonce = os.urandom(_NONCE)
        return nonce + self._cipher.encrypt(nonce, secret, key_id.encode())

    def open(self, key_id: str, sealed: bytes) -> bytes:
        """What was sealed for that id; raises `KeyStoreLocked` for another secret or altered bytes."""
        try:
            return self._cipher.decrypt(sealed[:_NONCE], sealed[_NONCE:], key_id.encode())
        except (InvalidTag, ValueError):
            raise KeyStoreLocked("it is another one, or a stored key was altered") from None


def current_seal() -> Seal:
    """The seal of this installation; raises `KeyStoreLocked`."""
    return Seal(settings.KEY_ENCRYPTION_KEY)
