"""The installation as a registry and as the keeper of the log: its key, listed for good."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from microcred.platform.institutions.keystore import ServiceSigner, key_service, service_of_new_keys
from microcred.platform.institutions.queries import origin
from microcred.platform.network.models import RegistryKey
from microcred.platform.network.scope import tokens
from microcred.ports.identifiers import new_public_id
from microcred.vc.keys import PublicKey


def sign(claims: dict[str, Any], kind: str, now: datetime) -> str:
    """The compact JWS of this installation over `claims`; the key is made when first needed.

    Raises `KeyStoreLocked`.
    """
    row = _latest(now)
    public = PublicKey.from_multikey(row.public_key)
    signer = ServiceSigner(key_service(row.service), row.key_id, public, f"{origin()}#{row.public_key}")
    return tokens.signed(claims, kind, signer, row.public_key)


def keys(now: datetime) -> list[dict[str, Any]]:
    """The keys of this installation as statements list them, the latest first."""
    _latest(now)
    rows = RegistryKey.objects.order_by("-pk").values_list("public_key", flat=True)
    return [tokens.jwk(PublicKey.from_multikey(row), row) for row in rows]


def _latest(now: datetime) -> RegistryKey:
    with transaction.atomic():
        row = RegistryKey.objects.order_by("-pk").first()
        if row is None:
            key_id, service = new_public_id(), service_of_new_keys()
            made = key_service(service).generate(key_id, "Ed25519")
            row = RegistryKey.objects.create(
                key_id=key_id, service=service, public_key=made.multikey, created_at=now
            )
    return row
