"""The did:web of an institution and its document: every key it has ever signed with.

A retired key stays listed without an end: what it signed still stands, and verifiers that know only the
present would refuse it otherwise. A compromised one is listed with the time from which it counts no more.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from microcred.platform.institutions.models import SigningKey
from microcred.vc.dids import did_web
from microcred.vc.keys import PublicKey
from microcred.vc.timestamps import write_timestamp

PATH = "i"
_CONTEXTS = ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"]
_JWK_CONTEXT = "https://w3id.org/security/jwk/v1"


def institution_did(origin: str, public_id: str) -> str:
    """The DID of an institution at an origin: `did:web:example.org:i:…`, a port as `%3A8000`."""
    return did_web(urlsplit(origin).netloc, PATH, public_id)


def method_id(did: str, public: PublicKey) -> str:
    """The address of a key. It holds the key itself where that is short, so that integrity shows offline."""
    return f"{did}#{public.thumbprint if public.kind == 'RSA' else public.multikey}"


def document(did: str, keys: Iterable[SigningKey]) -> dict[str, Any]:
    """The document of a DID with its keys, oldest first."""
    methods = [_method(did, key) for key in keys]
    contexts = [*_CONTEXTS]
    if any(method["type"] == "JsonWebKey" for method in methods):
        contexts.append(_JWK_CONTEXT)
    ids = [method["id"] for method in methods]
    return {"@context": contexts, "id": did, "verificationMethod": methods, "assertionMethod": ids}


def _method(did: str, key: SigningKey) -> dict[str, Any]:
    method: dict[str, Any] = {"id": key.verification_method, "type": "Multikey", "controller": did}
    if key.kind == "RSA":
        public = PublicKey.from_multikey(key.public_key)
        method |= {"type": "JsonWebKey", "publicKeyJwk": {**public.jwk, "alg": public.jose}}
    else:
        method["publicKeyMultibase"] = key.public_key
    if key.compromised_from is not None:
        method["revoked"] = write_timestamp(key.compromised_from)
    return method
