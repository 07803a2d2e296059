"""An issuer of Open Badges 2.0 as the tests see it: what it hosts, and how it signs."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_der_public_key

from microcred.vc.documents import StaticDocuments
from microcred.vc.keys import PrivateKey
from microcred.vc.multibase import base64url_encode
from microcred.vc.openbadges.identity import identity_hash

HOME = "https://academy.example"
BADGE, PROFILE, KEY_URL, LIST = (f"{HOME}/{name}.json" for name in ("badge", "profile", "key", "revoked"))
ASSERTION = f"{HOME}/assertions/1.json"


@cache
def _key(kind: str) -> PrivateKey:
    return PrivateKey.generate(kind)


def key(kind: str = "RSA") -> PrivateKey:
    return _key(kind)


def pem(private: PrivateKey) -> str:
    if private.kind == "RSA":
        loaded = load_der_public_key(private.public.raw)
        return loaded.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()
    from cryptography.hazmat.primitives.asymmetric import ec

    point = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), private.public.raw)
    return point.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()


def assertion(**changes: Any) -> dict[str, Any]:
    document = {
        "@context": "https://w3id.org/openbadges/v2",
        "type": "Assertion",
        "id": ASSERTION,
        "recipient": {
            "type": "email",
            "hashed": True,
            "salt": "Kosher",
            "identity": identity_hash("a@example.com", "Kosher"),
        },
        "badge": BADGE,
        "issuedOn": "2025-03-01T10:00:00Z",
        "verification": {"type": "HostedBadge"},
        **changes,
    }
    return {name: value for name, value in document.items() if value is not None}


def hosted(
    stated: dict[str, Any] | None = None,
    *,
    profile: dict[str, Any] | None = None,
    badge: dict[str, Any] | None = None,
    consent: bool = True,
    gone: tuple[str, ...] = (),
    **more: Any,
) -> StaticDocuments:
    """What the academy's addresses answer; `more` adds or replaces by the last part of the address."""
    documents: dict[str, Any] = {
        BADGE: {
            "@context": "https://w3id.org/openbadges/v2",
            "type": "BadgeClass",
            "id": BADGE,
            "name": "Robot builder",
            "description": "Built a robot.",
            "criteria": {"narrative": "Build a robot."},
            "issuer": PROFILE,
            **(badge or {}),
        },
        PROFILE: {
            "@context": "https://w3id.org/openbadges/v2",
            "type": "Profile",
            "id": PROFILE,
            "name": "The Academy",
            "publicKey": KEY_URL,
            **(profile or {}),
        },
        KEY_URL: {"type": "CryptographicKey", "id": KEY_URL, "owner": PROFILE, "publicKeyPem": pem(key())},
    }
    stated = stated or assertion()
    documents[stated["id"]] = stated
    documents |= {f"{HOME}/{name}.json": value for name, value in more.items()}
    found = {url: json.dumps(value).encode() for url, value in documents.items() if value is not None}
    return StaticDocuments(found, consent=consent, gone=gone)


def signed(header: dict[str, Any] | None = None, kind: str = "RSA", **changes: Any) -> bytes:
    """A signed badge in a compact JWS."""
    content = assertion(verification={"type": "SignedBadge", "creator": KEY_URL}, **changes)
    parts = [
        base64url_encode(json.dumps(one).encode())
        for one in (header or {"alg": key(kind).public.jose, "typ": "JWT"}, content)
    ]
    text = ".".join(parts)
    return f"{text}.{base64url_encode(key(kind).sign(text.encode()))}".encode()
