"""Where secrets are: a key service makes keys and signs with them, and never gives one away.

A KMS or an HSM is joined by a class that fills `KeyService`, named by `settings.KEY_SERVICE`; keys made
before stay where they are. The service here keeps them encrypted in the database.
"""

from __future__ import annotations

from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string

from microcred.platform.institutions.errors import KeyUnknown
from microcred.platform.institutions.models import SealedKey
from microcred.platform.institutions.sealing import Seal, current_seal
from microcred.vc.keys import PrivateKey, PublicKey


class KeyService(Protocol):
    """What a store of keys can do. A key is named by an id that the caller has chosen."""

    def generate(self, key_id: str, kind: str) -> PublicKey:
        """Makes a key of a kind ("Ed25519", "P-256", "P-384", "RSA") under a new id; its public half."""

    def sign(self, key_id: str, data: bytes) -> bytes:
        """The signature over `data`, as `vc.keys.PrivateKey.sign` gives it; raises `KeyUnknown`."""

    def forget(self, key_id: str) -> None:
        """Destroys the secret; does nothing where there is none."""


class DatabaseKeys:
    """Secrets encrypted in the database, opened once for each object of this class."""

    def __init__(self, seal: Seal | None = None) -> None:
        self._seal = seal
        self._opened: dict[str, PrivateKey] = {}

    def generate(self, key_id: str, kind: str) -> PublicKey:
        """Makes and seals a key; raises `KeyUnsupported` or `KeyStoreLocked`."""
        private = PrivateKey.generate(kind)
        seal = self._current()
        SealedKey.objects.create(
            key=key_id, kind=kind, sealed=seal.seal(key_id, private.secret), sealed_with=seal.name
        )
        return private.public

    def sign(self, key_id: str, data: bytes) -> bytes:
        """Raises `KeyUnknown` or `KeyStoreLocked`."""
        private = self._opened.get(key_id)
        if private is None:
            row = SealedKey.objects.filter(pk=key_id).first()
            if row is None:
                raise KeyUnknown(key_id[:40])
            private = PrivateKey(row.kind, self._current().open(key_id, bytes(row.sealed)))
            self._opened[key_id] = private
        return private.sign(data)

    def forget(self, key_id: str) -> None:
        """Deletes the sealed secret."""
        self._opened.pop(key_id, None)
        SealedKey.objects.filter(pk=key_id).delete()

    def _current(self) -> Seal:
        self._seal = self._seal or current_seal()
        return self._seal


class ServiceSigner:
    """A `vc.signer.Signer` whose key stays with its service."""

    def __init__(self, service: KeyService, key_id: str, public: PublicKey, verification_method: str) -> None:
        self.verification_method = verification_method
        self.kind = public.kind
        self.public = public
        self._service = service
        self._key_id = key_id

    def sign(self, data: bytes) -> bytes:
        """The signature over `data`."""
        return self._service.sign(self._key_id, data)

    def __repr__(self) -> str:
        return f"ServiceSigner({self.verification_method})"


def service_of_new_keys() -> str:
    """The name of the service in which new keys are made."""
    return str(getattr(settings, "KEY_SERVICE", ""))


def key_service(name: str) -> KeyService:
    """The service of that dotted name; the database's own for an empty one."""
    made: KeyService = import_string(name)() if name else DatabaseKeys()
    return made
