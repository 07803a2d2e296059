"""Step 5: whether it is valid at the time asked about (VCDM 4.9)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from microcred.vc.checks import Finding
from microcred.vc.errors import CredentialError
from microcred.vc.examine.errors import CredentialExpired, NotYetValid
from microcred.vc.findings import IN_TIME
from microcred.vc.timestamps import parse_timestamp

_STARTS = ("validFrom", "issuanceDate")
_ENDS = ("validUntil", "expirationDate")


def check_dates(document: Mapping[str, Any], at: datetime) -> Finding:
    """Passed from `validFrom` to `validUntil`, both included; the second pair of names is version 1.1."""
    try:
        for name in _STARTS:
            if name in document and at < parse_timestamp(document[name]):
                raise NotYetValid(document[name])
        for name in _ENDS:
            if name in document and at > parse_timestamp(document[name]):
                raise CredentialExpired(document[name])
    except CredentialError as error:
        return Finding.of_error(error)
    return IN_TIME
