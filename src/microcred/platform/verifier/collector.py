"""The installation as a collector of evidence: its DID is that of its host, its keys are listed for good."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.db import transaction

from microcred.platform.institutions.keystore import ServiceSigner, key_service, service_of_new_keys
from microcred.platform.institutions.queries import origin
from microcred.platform.verifier.models import CollectorKey
from microcred.ports.identifiers import new_public_id
from microcred.vc.dids import did_web
from microcred.vc.keys import PublicKey
from microcred.vc.signer import Signer

_CONTEXTS = ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"]


def collector_did() -> str:
    """The DID of this installation."""
    return did_web(urlsplit(origin()).netloc)


def collector_signer(now: datetime) -> Signer:
    """Who seals bundles here; the key is made when first needed. Raises `KeyStoreLocked`."""
    with transaction.atomic():
        row = CollectorKey.objects.order_by("-pk").first()
        if row is None:
            key_id, service = new_public_id(), service_of_new_keys()
            made = key_service(service).generate(key_id, "Ed25519")
            row = CollectorKey.objects.create(
                key_id=key_id, public_key=made.multikey, service=service, created_at=now
            )
    public = PublicKey.from_multikey(row.public_key)
    return ServiceSigner(key_service(row.service), row.key_id, public, f"{collector_did()}#{row.public_key}")


def collector_document() -> dict[str, Any]:
    """What `--trust` is given, and what this site's DID resolves to."""
    did = collector_did()
    keys = CollectorKey.objects.order_by("pk").values_list("public_key", flat=True)
    methods = [
        {"id": f"{did}#{key}", "type": "Multikey", "controller": did, "publicKeyMultibase": key}
        for key in keys
    ]
    return {
        "@context": _CONTEXTS,
        "id": did,
        "verificationMethod": methods,
        "assertionMethod": [method["id"] for method in methods],
    }
