"""Identifiers: did:key and did:jwk, which are their keys, and did:web, which is an address."""

from __future__ import annotations

import re
from functools import lru_cache

import orjson

from microcred.vc.dids.document import ControllerDocument
from microcred.vc.dids.errors import IdentifierInvalid
from microcred.vc.errors import CredentialError, Failed
from microcred.vc.keys import PublicKey
from microcred.vc.multibase import MultibaseInvalid, base64url_decode, base64url_encode

LONGEST = 2_048
"""Characters in an identifier. The did:jwk of an 8192-bit RSA key has about 1,900."""

_HOST = re.compile(
    r"(?=.{1,253}(?:%|$))[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*"
)
_PORT = re.compile(r"%3[Aa]([1-9]\d{0,4})", re.ASCII)
_SEGMENT = re.compile(r"(?:[A-Za-z0-9._-]|%[0-9A-Fa-f]{2})+")
_HIDDEN = re.compile(r"%(?:[01][0-9A-Fa-f]|2[EeFf]|5[Cc]|7[Ff])")


def did_key(public: PublicKey) -> str:
    """The `did:key` of a key; its one method is `did:key:z...#z...`."""
    return f"did:key:{public.multikey}"


def did_jwk(public: PublicKey) -> str:
    """The `did:jwk` of a key; its one method is `did:jwk:...#0`."""
    return f"did:jwk:{base64url_encode(orjson.dumps(public.jwk))}"


@lru_cache(maxsize=4096)
def key_document(identifier: str) -> ControllerDocument:
    """The document that a did:key or did:jwk stands for.

    Raises `IdentifierInvalid`, or `KeyUnsupported` for a key of another kind.
    """
    method, _, text = identifier.removeprefix("did:").partition(":")
    if len(identifier) > LONGEST:
        raise IdentifierInvalid(f"more than {LONGEST} characters")
    try:
        if method == "key":
            return ControllerDocument.of_key(identifier, text, _canonical(text))
        if method == "jwk":
            return _jwk_document(identifier, text)
    except Failed as error:
        raise IdentifierInvalid(f"{identifier[:80]}: {error}") from None
    raise IdentifierInvalid(identifier[:80])


def _canonical(multikey: str) -> PublicKey:
    key = PublicKey.from_multikey(multikey)
    if key.multikey != multikey:
        raise MultibaseInvalid("another spelling of the same key")
    return key


def _jwk_document(identifier: str, text: str) -> ControllerDocument:
    try:
        jwk = orjson.loads(base64url_decode(text))
    except orjson.JSONDecodeError:
        raise IdentifierInvalid("a did:jwk that is no JSON") from None
    document = ControllerDocument.of_key(identifier, "0", PublicKey.from_jwk(jwk))
    if jwk.get("use", "sig") != "sig":
        return ControllerDocument(identifier, document.methods, {})
    return document


def web_document_url(did: str, *, scheme: str = "https") -> str:
    """The address of a did:web's document: `did:web:h%3A8443:i:a` is at `https://h:8443/i/a/did.json`.

    Raises `IdentifierInvalid`, also for a path that hides slashes, dots or control characters.
    """
    start, colon, path = did.removeprefix("did:web:").partition(":")
    host = _HOST.match(start)
    if not did.startswith("did:web:") or len(did) > LONGEST or host is None:
        raise IdentifierInvalid(did[:80])
    port = start[host.end() :]
    found = _PORT.fullmatch(port)
    if port and (found is None or int(found[1]) > 65_535):
        raise IdentifierInvalid(f"{did[:80]}: port")
    origin = f"{scheme}://{host[0]}" + (f":{found[1]}" if found else "")
    if not colon:
        return f"{origin}/.well-known/did.json"
    segments = path.split(":")
    for segment in segments:
        if not _SEGMENT.fullmatch(segment) or _HIDDEN.search(segment) or segment in (".", ".."):
            raise IdentifierInvalid(f"{did[:80]}: path")
    return f"{origin}/{'/'.join(segments)}/did.json"


def did_web(host: str, *segments: str) -> str:
    """The did:web at `host` (`example.org` or `127.0.0.1:8000`) and path segments, checked."""
    did = ":".join(["did:web:" + host.replace(":", "%3A"), *segments])
    web_document_url(did)
    return did


def fragment_key(verification_method: str) -> PublicKey | None:
    """The key that an address carries in its own fragment (`...#z6Mk...`): it proves integrity only."""
    fragment = verification_method.partition("#")[2]
    if not fragment.startswith("z"):
        return None
    try:
        return PublicKey.from_multikey(fragment)
    except CredentialError:
        return None
