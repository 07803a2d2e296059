"""Whether the organisation that sealed a credential is the one that it names as its issuer."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from microcred.vc.certificates import Holder
from microcred.vc.jades.errors import SealedForAnother

_REGISTERED = re.compile(r"(?:NTR|VAT|LEI|PSD|GOV)([A-Z]{2})-(.+)")
"""ETSI EN 319 412-1 5.1.4: kind of number, country, and the number itself."""


def sealed_by_issuer(document: Mapping[str, Any], holder: Holder) -> None:
    """Returns if a legal identifier of the document's issuer is the certificate's registered number.

    Raises `SealedForAnother`.
    """
    found = _REGISTERED.fullmatch(holder.id.removeprefix("x509:"))
    issuer = document.get("issuer")
    if found is not None and isinstance(issuer, Mapping):
        for name in ("eIDASIdentifier", "legalIdentifier", "vatIdentifier", "taxIdentifier", "registration"):
            for one in _objects(issuer.get(name)):
                stated = str(one.get("notation", ""))
                if stated and stated in (found[2], found[0], f"{found[1]}{found[2]}"):
                    return
    raise SealedForAnother(holder.name[:120])


def _objects(value: object) -> list[Mapping[str, Any]]:
    values = value if isinstance(value, list) else [value]
    return [one for one in values if isinstance(one, Mapping)]
