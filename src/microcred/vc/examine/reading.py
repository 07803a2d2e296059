"""From bytes to a document: pictures and papers unpacked, JSON or JWT told apart, read strictly."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from microcred.vc import baking
from microcred.vc.baking.text import is_jws
from microcred.vc.examine.errors import SealUnsupported
from microcred.vc.jsontext import parse
from microcred.vc.jwt import UnverifiedJwt, read_jwt
from microcred.vc.limits import Limits
from microcred.vc.openbadges.errors import NotACredential
from microcred.vc.openbadges.requirements import types_of

_DATA_URL = "data:application/vc+jwt,"


@dataclass(frozen=True)
class Found:
    """What was found and nothing about whether it is true. `jwt` is None for embedded proofs."""

    document: dict[str, Any]
    found_in: str
    text: str
    jwt: UnverifiedJwt | None = None


def read(data: bytes, limits: Limits) -> Found:
    """The document in `data`.

    Raises what `vc.baking`, `vc.jsontext` and `vc.jwt` raise, `NotACredential` for other JSON or text, or
    `SealUnsupported`.
    """
    if baking.carrier(data):
        inside = baking.unbake(data)
        return _read_text(inside.text.encode("utf-8"), inside.found_in, limits)
    return _read_text(data, "", limits)


def _read_text(data: bytes, found_in: str, limits: Limits) -> Found:
    start = data[:64].removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    if start == b"{":
        return _of_json(data.removeprefix(b"\xef\xbb\xbf"), found_in, limits)
    try:
        text = data.decode("ascii").strip()
    except UnicodeDecodeError:
        raise NotACredential("neither JSON nor JWT") from None
    if is_jws(text):
        jwt = read_jwt(text)
        return Found(jwt.credential, found_in or "jwt", text, jwt)
    if is_jws(text.partition("~")[0]) and "~" in text:
        raise SealUnsupported("SD-JWT")
    raise NotACredential("neither JSON nor JWT")


def _of_json(data: bytes, found_in: str, limits: Limits) -> Found:
    document = parse(data, limits)
    if not isinstance(document, dict):
        raise NotACredential("JSON of another kind")
    if "payload" in document and ("signatures" in document or "signature" in document):
        raise SealUnsupported("JSON web signature")
    enveloped = _enveloped(document)
    if enveloped is not None:
        jwt = read_jwt(enveloped)
        return Found(jwt.credential, found_in or "jwt", enveloped, jwt)
    return Found(document, found_in or "json", data.decode("utf-8"))


def _enveloped(document: Mapping[str, Any]) -> str | None:
    """The JWT inside an EnvelopedVerifiableCredential (VCDM 4.13)."""
    if "EnvelopedVerifiableCredential" not in types_of(document):
        return None
    address = document.get("id")
    if not isinstance(address, str) or not address.startswith(_DATA_URL):
        raise SealUnsupported("envelope")
    return address.removeprefix(_DATA_URL)
