"""By what a recipient is known: a plain name, and hashes of what is nobody else's business (OB 3.0 B.5.7)."""

from __future__ import annotations

import hmac
import re
import secrets
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import md5, sha256
from typing import Any

_HASH = re.compile(r"(md5|sha256)\$([0-9A-Fa-f]{32}|[0-9A-Fa-f]{64})")


def new_salt() -> str:
    """A salt of 128 random bits."""
    return secrets.token_urlsafe(16)


def identity_hash(identifier: str, salt: str = "") -> str:
    """`sha256$` and the hex hash over the UTF-8 of identifier and salt, salt appended."""
    return f"sha256${sha256((identifier + salt).encode('utf-8')).hexdigest()}"


@dataclass(frozen=True)
class ExpectedRecipient:
    """The person a verifier expects, by one or more of identifier, address and name."""

    id: str = ""
    email: str = ""
    name: str = ""


def matches(identity: Mapping[str, Any], value: str) -> bool:
    """Whether one IdentityObject stands for `value`; an unreadable one stands for nobody."""
    stated, salt = identity.get("identityHash"), identity.get("salt", "")
    if not isinstance(stated, str) or not isinstance(salt, str):
        return False
    if identity.get("hashed") is not True:
        return _same_text(stated, value)
    found = _HASH.fullmatch(stated)
    if found is None:
        return False
    algorithm = sha256 if found[1] == "sha256" else _md5
    spellings = {value, value.strip(), value.strip().lower()}
    hashes = (algorithm((one + salt).encode("utf-8")).hexdigest() for one in spellings)
    return any(hmac.compare_digest(one, found[2].lower()) for one in hashes)


def _md5(data: bytes) -> Any:
    return md5(data, usedforsecurity=False)


def _same_text(stated: str, value: str) -> bool:
    return _folded(stated) == _folded(value)


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def expected(text: str) -> ExpectedRecipient | None:
    """The person that a text names: a DID, an address or a name; None for an empty one."""
    text = text.strip()
    if not text:
        return None
    if text.startswith(("did:", "https://", "http://", "urn:")):
        return ExpectedRecipient(id=text)
    if "@" in text and " " not in text:
        return ExpectedRecipient(email=text)
    return ExpectedRecipient(name=text)
