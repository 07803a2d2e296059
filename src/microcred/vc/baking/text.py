"""The credential's own text: a JSON object or a compact JWS."""

from __future__ import annotations

import re

from microcred.vc.baking.errors import BakedMalformed, CarrierTooLarge, NotBakeable
from microcred.vc.baking.limits import CREDENTIAL_BYTES

LONGEST_ADDRESS = 4_096
_ADDRESS = re.compile(r"https?://[!-~]+")
_JWS = re.compile(r"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+")


def is_jws(text: str) -> bool:
    """Whether `text` has the form of a compact JWS."""
    return _JWS.fullmatch(text) is not None


def is_address(text: str) -> bool:
    """Whether `text` is a web address, which is all that a badge of Open Badges 1 may carry."""
    return len(text) <= LONGEST_ADDRESS and _ADDRESS.fullmatch(text) is not None


def bakeable(credential: str | bytes) -> str:
    """The text to bake; raises `NotBakeable` or `CarrierTooLarge`."""
    if len(credential) > CREDENTIAL_BYTES:
        raise CarrierTooLarge("credential")
    try:
        text = credential.decode("utf-8") if isinstance(credential, bytes) else credential
        text.encode("utf-8")
    except UnicodeError:
        raise NotBakeable("not UTF-8") from None
    text = text.strip()
    if not (is_jws(text) or (text.startswith("{") and text.endswith("}") and "\0" not in text)):
        raise NotBakeable
    return text


def baked(data: bytes, *, address: bool = False) -> str:
    """What was found inside, as text: JSON, a JWS, or with `address` the badge's web address.

    Raises `BakedMalformed` or `CarrierTooLarge`.
    """
    if len(data) > CREDENTIAL_BYTES:
        raise CarrierTooLarge("credential")
    try:
        text = data.decode("utf-8").strip()
    except UnicodeDecodeError:
        raise BakedMalformed("not UTF-8") from None
    if not (is_jws(text) or text.startswith("{") or (address and is_address(text))):
        raise BakedMalformed("neither JSON nor JWS")
    return text
