"""`relatedResource`: documents that belong to a credential, each with a digest (VCDM 5.3)."""

from __future__ import annotations

import re
from collections.abc import Callable

from microcred.vc.openbadges.errors import FieldMalformed

_SRI = re.compile(r"sha(?:256-[A-Za-z0-9+/]{43}=|384-[A-Za-z0-9+/]{64}|512-[A-Za-z0-9+/]{86}==)")
_MULTIBASE = re.compile(r"[zu][A-Za-z0-9_-]{20,200}")


def check_related(value: object, absolute: Callable[[object], bool]) -> None:
    """Raises `FieldMalformed` unless each entry has its own id and a digest. Nothing is fetched."""
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
