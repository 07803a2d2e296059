"""The published contexts as openbadgeslib carries them, which the tables are compared with."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any

_OB = "https://purl.imsglobal.org/spec/ob/v3p0/"
FILES = {
    "https://www.w3.org/ns/credentials/v2": "credentials-v2.json",
    f"{_OB}context-3.0.1.json": "ob-v3p0-context-3.0.1.json",
    f"{_OB}context-3.0.2.json": "ob-v3p0-context-3.0.2.json",
    f"{_OB}context-3.0.3.json": "ob-v3p0-context-3.0.3.json",
    f"{_OB}extensions.json": "ob-v3p0-extensions.json",
    "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json": "clr_context_2.0.1.json",
    "https://w3id.org/security/data-integrity/v2": "security-data-integrity-v2.json",
    "https://w3id.org/security/multikey/v1": "security-multikey-v1.json",
}


def published_bytes(address: str) -> bytes:
    """The bytes of the document at an address."""
    return (files("openbadgeslib.ob3.contexts") / FILES[address]).read_bytes()


@cache
def published() -> dict[str, Any]:
    """Every document that openbadgeslib carries, by address."""
    return {address: json.loads(published_bytes(address)) for address in FILES}
