"""From bytes to a document: pictures and papers unpacked, forms told apart, read strictly."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from microcred.vc import baking
from microcred.vc.baking.text import is_address, is_jws
from microcred.vc.jades import SealUnsupported, UnverifiedSeal, is_sealed, read_seal
from microcred.vc.jsontext import parse
from microcred.vc.jwt import Compact, UnverifiedJwt, jwt_of, read_compact
from microcred.vc.limits import Limits
from microcred.vc.openbadges.errors import NotACredential
from microcred.vc.openbadges.requirements import types_of
from microcred.vc.openbadges2.assertion import is_assertion
from microcred.vc.sdjwt import UnverifiedSdJwt, read_sd_jwt

_DATA_URL = re.compile(
    r"data:application/(?:v[cp](?:[+-]ld)?(?:\+json)?\+(?:sd-)?jwt|dc\+sd-jwt|jwt)(?:;charset=[\w-]+)?,",
    re.IGNORECASE | re.ASCII,
)
"""How the address of an envelope begins: the types of VC-JOSE-COSE, and those of its drafts."""
_ENVELOPES = frozenset({"EnvelopedVerifiableCredential", "EnvelopedVerifiablePresentation"})


@dataclass(frozen=True)
class Found:
    """What was found and nothing about whether it is true.

    `token` is what the document was taken out of and what holds its signature; None for embedded proofs and
    for hosted badges. Of a hosted badge given by its address alone the document is just that `id`.
    """

    document: dict[str, Any]
    found_in: str
    text: str
    token: UnverifiedJwt | UnverifiedSdJwt | UnverifiedSeal | Compact | None = None


def read(data: bytes, limits: Limits) -> Found:
    """The document in `data`.

    Raises what `vc.baking`, `vc.jsontext` and `vc.jwt` raise, `NotACredential` for other JSON or text, or
    `SealUnsupported`.
    """
    if baking.carrier(data):
        inside = baking.unbake(data)
        return read_text(inside.text.encode("utf-8"), inside.found_in, limits)
    return read_text(data, "", limits)


def read_text(data: bytes, found_in: str, limits: Limits) -> Found:
    """The document in the text that a carrier held; raises as `read`."""
    start = data[:64].removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    if start == b"{":
        return _of_json(data.removeprefix(b"\xef\xbb\xbf"), found_in, limits)
    try:
        text = data.decode("ascii").strip()
    except UnicodeDecodeError:
        raise NotACredential("neither JSON nor JWT") from None
    if is_jws(text):
        return _of_token(text, found_in)
    if is_address(text) and found_in:
        return Found({"id": text}, found_in, text)
    if is_jws(text.partition("~")[0]) and "~" in text:
        sd_jwt = read_sd_jwt(text)
        return Found(sd_jwt.claims, found_in or "jwt", text, sd_jwt)
    raise NotACredential("neither JSON nor JWT")


def _of_token(text: str, found_in: str) -> Found:
    compact = read_compact(text)
    if is_assertion(compact.payload):
        return Found(compact.payload, found_in or "jwt", text, compact)
    jwt = jwt_of(compact)
    return Found(jwt.credential, found_in or "jwt", text, jwt)


def _of_json(data: bytes, found_in: str, limits: Limits) -> Found:
    document = parse(data, limits)
    if not isinstance(document, dict):
        raise NotACredential("JSON of another kind")
    if is_sealed(document):
        seal = read_seal(document, limits)
        return Found(seal.document, found_in or "json", data.decode("utf-8"), seal)
    enveloped = _enveloped(document)
    if enveloped is not None:
        return read_text(enveloped.encode("utf-8"), found_in or "jwt", limits)
    return Found(document, found_in or "json", data.decode("utf-8"))


def _enveloped(document: Mapping[str, Any]) -> str | None:
    """The token inside an EnvelopedVerifiableCredential or -Presentation (VCDM 4.13)."""
    if _ENVELOPES.isdisjoint(types_of(document)):
        return None
    address = document.get("id")
    found = _DATA_URL.match(address) if isinstance(address, str) else None
    if found is not None:
        return found.string[found.end() :]
    raise SealUnsupported("envelope")
