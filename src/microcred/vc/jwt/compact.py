"""A compact JWS taken apart, whatever it carries (RFC 7515 7.1)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from microcred.vc.jsontext import parse
from microcred.vc.jwt.errors import JwtMalformed
from microcred.vc.multibase import MultibaseInvalid, base64url_decode

LONGEST = 2_000_000
"""Characters in a token: a document of the largest size allowed, in base64."""
LONGEST_HEADER = 32_768
"""Characters in the header, which may carry a chain of certificates."""


@dataclass(frozen=True)
class Compact:
    """The parts of a token of which nothing was checked yet. `header` and `payload` are parsed JSON."""

    header: Any
    payload: dict[str, Any]
    payload_bytes: bytes
    signed: bytes
    signature: bytes


def read_compact(text: str, *, longest_header: int = LONGEST_HEADER) -> Compact:
    """Takes a compact JWS over a JSON object apart.

    Raises `JwtMalformed`, or what `jsontext.parse` raises.
    """
    parts = text.split(".", 3) if len(text) <= LONGEST else []
    if len(parts) != 3 or len(parts[0]) > longest_header or not parts[2]:
        raise JwtMalformed("not three parts")
    try:
        header, payload_bytes, signature = (base64url_decode(part) for part in parts)
    except MultibaseInvalid as error:
        raise JwtMalformed(error.detail) from None
    parsed, payload = parse(header), parse(payload_bytes)
    if not isinstance(payload, dict):
        raise JwtMalformed("the payload is no object")
    signed = text[: len(parts[0]) + 1 + len(parts[1])].encode("ascii")
    return Compact(parsed, payload, payload_bytes, signed, signature)
