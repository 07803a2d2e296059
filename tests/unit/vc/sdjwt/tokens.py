"""SD-JWT VCs of the tests, made here: an issuer, a holder, what is hidden and what is shown."""

from __future__ import annotations

import json
import zlib
from hashlib import sha256
from typing import Any

from microcred.vc.documents import StaticDocuments
from microcred.vc.keys import PrivateKey
from microcred.vc.multibase import base64url_encode

ISSUER = "https://academy.example/micro"
METADATA = "https://academy.example/.well-known/jwt-vc-issuer/micro"
LIST = "https://academy.example/statuses/1"
KEY = PrivateKey("P-256", bytes([1] * 32))
HOLDER = PrivateKey("P-256", bytes([2] * 32))
ISSUED = 1_767_225_600  # 2026-01-01
CHALLENGE, AUDIENCE = "n-0S6", "https://employer.example"


def text(value: Any) -> str:
    return base64url_encode(json.dumps(value).encode())


def disclosure(*parts: Any) -> str:
    """A disclosure: salt, name and value, or salt and value for an element of a list."""
    return text(list(parts))


def digest(disclosed: str) -> str:
    return base64url_encode(sha256(disclosed.encode()).digest())


def jws(header: dict[str, Any], payload: dict[str, Any], key: PrivateKey = KEY) -> str:
    signed = f"{text(header)}.{text(payload)}"
    return f"{signed}.{base64url_encode(key.sign(signed.encode()))}"


NAME = disclosure("s1", "givenName", "Máire")
FAMILY = disclosure("s2", "familyName", "Ní Bhriain")
LEVEL = disclosure("s3", "EQF-5")
ADDRESS = disclosure("s4", "address", {"_sd": [digest(disclosure("s5", "town", "Cork"))]})
TOWN = disclosure("s5", "town", "Cork")
EVERY = (NAME, FAMILY, LEVEL, ADDRESS, TOWN)


def claims(**changes: Any) -> dict[str, Any]:
    content: dict[str, Any] = {
        "iss": ISSUER,
        "vct": "VerifiableMicroCredential",
        "iat": ISSUED,
        "nbf": ISSUED,
        "exp": ISSUED + 3 * 31_536_000,
        "title": "Presenting to an audience",
        "awardingBody": "The Academy",
        "levels": [{"...": digest(LEVEL)}, {"...": digest("decoy")}, "national"],
        "_sd": [digest(NAME), digest(FAMILY), digest(ADDRESS), digest("another decoy")],
        "_sd_alg": "sha-256",
        "cnf": {"jwk": HOLDER.public.jwk},
        **changes,
    }
    return {name: value for name, value in content.items() if value is not None}


def issued(*shown: str, header: dict[str, Any] | None = None, key: PrivateKey = KEY, **changes: Any) -> str:
    """A token without the holder's proof."""
    head = {"alg": key.public.jose, "typ": "dc+sd-jwt", "kid": "k1", **(header or {})}
    head = {name: value for name, value in head.items() if value is not None}
    return "~".join([jws(head, claims(**changes), key), *shown, ""])


def held(token: str, key: PrivateKey = HOLDER, typ: str = "kb+jwt", **changes: Any) -> str:
    """The token with the holder's proof."""
    payload = {
        "iat": ISSUED + 60,
        "aud": AUDIENCE,
        "nonce": CHALLENGE,
        "sd_hash": base64url_encode(sha256(token.encode()).digest()),
        **changes,
    }
    return token + jws({"alg": key.public.jose, "typ": typ}, payload, key)


def status_list(
    values: dict[int, int],
    bits: int = 2,
    header: dict[str, Any] | None = None,
    key: PrivateKey = KEY,
    **more: Any,
) -> bytes:
    data = bytearray(1_024)
    each = 8 // bits
    for index, value in values.items():
        data[index // each] |= value << (index % each) * bits
    payload = {
        "sub": LIST,
        "iat": ISSUED,
        "status_list": {"bits": bits, "lst": base64url_encode(zlib.compress(bytes(data)))},
        **more,
    }
    head = {"alg": key.public.jose, "typ": "statuslist+jwt", "kid": "k1", **(header or {})}
    return jws(head, payload, key).encode()


def metadata(key: PrivateKey = KEY, **changes: Any) -> StaticDocuments:
    content = {"issuer": ISSUER, "jwks": {"keys": [{**key.public.jwk, "kid": "k1"}]}, **changes}
    return StaticDocuments({METADATA: json.dumps(content).encode()}, consent=False)
