"""Step 1, what it is: a credential that the standards allow, or something else."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from microcred.vc.checks import Finding
from microcred.vc.examine.errors import PresentationEmpty
from microcred.vc.findings import IS_CREDENTIAL, IS_PRESENTATION
from microcred.vc.openbadges.errors import ContextWrong, NotACredential
from microcred.vc.openbadges.requirements import FIRST_VERSIONS, check_requirements, listed, types_of


def check_kind(document: Mapping[str, Any]) -> Finding:
    """Passed, or undecided for a presentation of nothing.

    Raises `NotACredential`, or what `check_requirements` raises.
    """
    types = types_of(document)
    contexts = listed(document.get("@context"))
    if "VerifiableCredential" in types:
        check_requirements(document)
        return IS_CREDENTIAL
    if not is_presentation(document):
        raise NotACredential
    if not contexts or contexts[0] not in FIRST_VERSIONS:
        raise ContextWrong
    if not listed(document.get("verifiableCredential")):
        return Finding.of_error(PresentationEmpty())
    return IS_PRESENTATION


def is_presentation(document: Mapping[str, Any]) -> bool:
    """Whether the document is a presentation: a holder's envelope round credentials."""
    types = types_of(document)
    return "VerifiablePresentation" in types and "VerifiableCredential" not in types
