"""Step 1, what it is: a credential that the standards allow, or something else."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from microcred.vc.baking import LegacyBadge
from microcred.vc.checks import Finding
from microcred.vc.examine.errors import KindUnsupported, VersionUnsupported
from microcred.vc.findings import IS_CREDENTIAL
from microcred.vc.openbadges.errors import NotACredential
from microcred.vc.openbadges.requirements import check_requirements, listed, types_of

FIRST_VERSION = "https://www.w3.org/2018/credentials/v1"
_OPEN_BADGES_2 = ("https://w3id.org/openbadges/v2", "https://w3id.org/openbadges/v1")


def check_kind(document: Mapping[str, Any]) -> Finding:
    """Passed, or undecided for a presentation or a credential of version 1.1: their proofs are checked too.

    Raises `NotACredential`, `LegacyBadge`, or what `check_requirements` raises.
    """
    types = types_of(document)
    contexts = listed(document.get("@context"))
    if "VerifiableCredential" not in types:
        if "Assertion" in types and any(one in _OPEN_BADGES_2 for one in contexts if isinstance(one, str)):
            raise LegacyBadge
        if is_presentation(document):
            return Finding.of_error(KindUnsupported("a presentation"))
        raise NotACredential
    if contexts and contexts[0] == FIRST_VERSION:
        return Finding.of_error(VersionUnsupported())
    check_requirements(document)
    return IS_CREDENTIAL


def is_presentation(document: Mapping[str, Any]) -> bool:
    """Whether the document is a presentation: a holder's envelope round credentials."""
    types = types_of(document)
    return "VerifiablePresentation" in types and "VerifiableCredential" not in types
