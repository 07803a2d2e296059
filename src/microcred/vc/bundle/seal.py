"""The collector's seal: a compact JWS over the manifest, detached (RFC 7515 appendix F)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import orjson

from microcred.errors import MicrocredError
from microcred.vc.bundle.errors import BundleSealWrong
from microcred.vc.dids import Resolver
from microcred.vc.errors import Failed
from microcred.vc.jsontext import parse
from microcred.vc.multibase import MultibaseInvalid, base64url_decode, base64url_encode
from microcred.vc.signer import Signer

TYPE = "microcred-bundle+jws"


def seal(manifest: bytes, signer: Signer) -> bytes:
    """The seal of the bytes of a manifest."""
    header = {"alg": signer.public.jose, "kid": signer.verification_method, "typ": TYPE}
    head = base64url_encode(orjson.dumps(header))
    signed = f"{head}.{base64url_encode(manifest)}".encode("ascii")
    return f"{head}..{base64url_encode(signer.sign(signed))}".encode("ascii")


def check_seal(manifest: bytes, sealed: bytes, collector: str, at: datetime, resolver: Resolver) -> str:
    """The method with which the collector sealed at that time.

    Raises `BundleSealWrong`, or what the resolver and the collector's document raise where it cannot be had.
    """
    header, head, signature = _parts(sealed)
    method, alg = header.get("kid"), header.get("alg")
    if header.keys() != {"alg", "kid", "typ"} or header["typ"] != TYPE or not isinstance(method, str):
        raise BundleSealWrong("its header")
    if method.partition("#")[0] != collector:
        raise BundleSealWrong("a key of somebody else than the collector it names")
    key = resolver.resolve(collector).key_for(method, at=at)
    if alg != key.jose:
        raise BundleSealWrong(f"{str(alg)[:20]} with a {key.kind} key")
    try:
        key.verify(signature, f"{head}.{base64url_encode(manifest)}".encode("ascii"))
    except Failed:
        raise BundleSealWrong(method[:200]) from None
    return method


def _parts(sealed: bytes) -> tuple[Mapping[str, object], str, bytes]:
    try:
        head, payload, signature = sealed.decode("ascii").strip().split(".")
        header = parse(base64url_decode(head))
        if payload or not isinstance(header, dict):
            raise BundleSealWrong("its form")
        return header, head, base64url_decode(signature)
    except (UnicodeError, ValueError, MultibaseInvalid, MicrocredError) as error:
        raise BundleSealWrong(str(error)[:80]) from None
