"""`relatedResource`: documents that belong to a credential, each with a digest (VCDM 5.3)."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from microcred.vc.contexts.digests import published_digest
from microcred.vc.multibase import base58_decode, base64url_decode
from microcred.vc.openbadges.errors import FieldMalformed, ResourceOther

_SRI = re.compile(r"sha(?:256-[A-Za-z0-9+/]{43}=|384-[A-Za-z0-9+/]{64}|512-[A-Za-z0-9+/]{86}==)")
_MULTIBASE = re.compile(r"[zu][A-Za-z0-9_-]{20,200}")
_MULTIHASHES = {b"\x12\x20": "sha256", b"\x20\x30": "sha384"}


def check_related(value: object, absolute: Callable[[object], bool]) -> None:
    """Raises `FieldMalformed` unless each entry has its own id and a digest. Nothing is fetched.

    The digest of a context that a Recommendation pins is compared; raises `ResourceOther`.
    """
    seen: set[str] = set()
    for entry in value if isinstance(value, list) else [value]:
        name = entry.get("id") if isinstance(entry, dict) else None
        if not isinstance(entry, dict) or not isinstance(name, str) or not absolute(name) or name in seen:
            raise FieldMalformed("relatedResource.id")
        seen.add(name)
        sri, multibase = entry.get("digestSRI"), entry.get("digestMultibase")
        if sri is None and multibase is None:
            raise FieldMalformed("relatedResource without a digest")
        if sri is not None and not (isinstance(sri, str) and _SRI.fullmatch(sri)):
            raise FieldMalformed("relatedResource.digestSRI")
        if multibase is not None and not (isinstance(multibase, str) and _MULTIBASE.fullmatch(multibase)):
            raise FieldMalformed("relatedResource.digestMultibase")
        for hash_name, digest in _stated(entry):
            carried = published_digest(name, hash_name)
            if carried is not None and digest != carried:
                raise ResourceOther(name[:200])


def _stated(entry: Mapping[str, Any]) -> Iterator[tuple[str, bytes]]:
    """The digests of an entry with the names of their hashes, as far as they are known here."""
    sri, multibase = entry.get("digestSRI"), entry.get("digestMultibase")
    if sri is not None:
        hash_name, _, text = sri.partition("-")
        yield hash_name, base64.b64decode(text)
    if multibase is not None:
        coded = multibase[1:]
        digest = base58_decode(coded, characters=200) if multibase[0] == "z" else base64url_decode(coded)
        if digest[:2] in _MULTIHASHES:
            yield _MULTIHASHES[digest[:2]], digest[2:]
        elif len(digest) == 32:
            yield "sha256", digest
