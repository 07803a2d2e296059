"""A JAdES seal in JSON: the payload stands in it as it was sealed, letter for letter (`b64` false).

The seal is over the bytes of the payload's text as found; that text is never written anew.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from microcred.vc.certificates import Chain, read_chain
from microcred.vc.jades.errors import SealKeyMissing, SealMalformed, SealUnsupported
from microcred.vc.jsontext import parse
from microcred.vc.jwt import JwtAlgorithmRefused
from microcred.vc.jwt.header import algorithm_of
from microcred.vc.keys import PublicKey
from microcred.vc.limits import Limits
from microcred.vc.multibase import MultibaseInvalid, base64url_decode, base64url_encode
from microcred.vc.openbadges2.times import as_stamp
from microcred.vc.timestamps import parse_timestamp

_UNDERSTOOD = frozenset({"b64", "sigT", "iat"})
"""Header members that a seal may name as critical."""
_LONGEST_HEADER = 200_000


@dataclass(frozen=True)
class UnverifiedSeal:
    """A seal that was read and not yet checked. `document` is its payload."""

    document: dict[str, Any]
    payload: bytes
    alg: str
    chain: Chain
    signed_at: datetime | None
    signed: bytes
    signature: bytes

    def check(self) -> PublicKey:
        """The certificate's key, if it made the seal; raises `JwtAlgorithmRefused` or `SignatureWrong`."""
        key = self.chain.key
        if self.alg != key.jose:
            raise JwtAlgorithmRefused(f"{self.alg} with a {key.kind} key")
        key.verify(self.signature, self.signed)
        return key


def is_sealed(document: Mapping[str, Any]) -> bool:
    """Whether JSON is a JSON web signature in one of its two forms (RFC 7515 7.2)."""
    return "payload" in document and ("signatures" in document or "signature" in document)


def read_seal(document: Mapping[str, Any], limits: Limits) -> UnverifiedSeal:
    """Reads a seal with one signature.

    Raises `SealMalformed`, `SealUnsupported`, `SealKeyMissing`, `JwtAlgorithmRefused`, `JwtUnsupported`,
    `CertificateUnreadable`, `TimestampInvalid`, or what `jsontext.parse` raises.
    """
    signatures = document.get("signatures", [document])
    if not isinstance(signatures, list) or not all(isinstance(one, Mapping) for one in signatures):
        raise SealMalformed("signatures")
    if len(signatures) != 1 or ("signatures" in document) == ("signature" in document):
        raise SealUnsupported(f"{len(signatures)} signatures")
    text = signatures[0].get("protected")
    header = _protected(text)
    payload, signed = _payload(document.get("payload"), header, str(text))
    chain = _chain(header)
    content = parse(payload, limits)
    if not isinstance(content, dict):
        raise SealMalformed("the payload is no object")
    return UnverifiedSeal(
        document=content,
        payload=payload,
        alg=algorithm_of(header.get("alg")),
        chain=chain,
        signed_at=_signed_at(header),
        signed=signed,
        signature=_decoded(signatures[0].get("signature"), "signature"),
    )


def _protected(text: object) -> Mapping[str, Any]:
    if not isinstance(text, str) or len(text) > _LONGEST_HEADER:
        raise SealMalformed("protected")
    header = parse(_decoded(text, "protected"))
    if not isinstance(header, dict):
        raise SealMalformed("protected")
    critical = header.get("crit", [])
    if not isinstance(critical, list) or not all(isinstance(one, str) for one in critical):
        raise SealMalformed("crit")
    unknown = set(critical) - _UNDERSTOOD
    if unknown or "sigD" in header:
        raise SealUnsupported(", ".join(sorted(unknown))[:80] or "sigD")
    if not set(critical) <= header.keys() or ("b64" in header) != ("b64" in critical):
        raise SealMalformed("crit")
    return header


def _payload(value: object, header: Mapping[str, Any], protected: str) -> tuple[bytes, bytes]:
    """The payload's bytes, and what was signed (RFC 7797 3)."""
    if not isinstance(value, str) or not isinstance(header.get("b64", True), bool):
        raise SealMalformed("payload")
    if header.get("b64", True):
        payload = _decoded(value, "payload")
        return payload, f"{protected}.{value}".encode("ascii")
    payload = value.encode("utf-8", "surrogatepass")
    return payload, protected.encode("ascii") + b"." + payload


def _chain(header: Mapping[str, Any]) -> Chain:
    if "x5c" not in header:
        raise SealKeyMissing
    chain = read_chain(header["x5c"])
    if "x5t#S256" in header and header["x5t#S256"] != base64url_encode(chain.thumbprint):
        raise SealMalformed("x5t#S256 is not the certificate's")
    return chain


def _signed_at(header: Mapping[str, Any]) -> datetime | None:
    for name in ("sigT", "iat"):
        if name in header:
            return parse_timestamp(as_stamp(header[name]))
    return None


def _decoded(text: object, what: str) -> bytes:
    if not isinstance(text, str):
        raise SealMalformed(what)
    try:
        return base64url_decode(text)
    except MultibaseInvalid as error:
        raise SealMalformed(f"{what}: {error.detail}") from None
