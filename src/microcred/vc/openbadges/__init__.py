"""Open Badges 3.0 documents: typed values, builders, what the standard requires, Annex I.

Names are loaded when first used: the models cost a tenth of a second, and whoever only verifies has no need
of them.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from microcred.vc.openbadges import annex_i
    from microcred.vc.openbadges.annexvalues import AnnexI, Course, Outcome
    from microcred.vc.openbadges.builders import (
        Recipient,
        achievement,
        achievement_credential,
        issuer_profile,
    )
    from microcred.vc.openbadges.identity import ExpectedRecipient, identity_hash, new_salt
    from microcred.vc.openbadges.identitycheck import IdentityCheck, read_identity_check
    from microcred.vc.openbadges.models import (
        Achievement,
        AchievementCredential,
        AchievementSubject,
        Alignment,
        Criteria,
        Evidence,
        IdentityObject,
        Image,
        PostalAddress,
        Profile,
        Result,
        ResultDescription,
        StatusEntry,
    )
    from microcred.vc.openbadges.requirements import check_requirements

# fmt: off
_WHERE = {
    "annexvalues": (
        "AnnexI",
        "Course",
        "Outcome",
    ),
    "builders": (
        "Recipient",
        "achievement",
        "achievement_credential",
        "issuer_profile",
    ),
    "identity": (
        "ExpectedRecipient",
        "identity_hash",
        "new_salt",
    ),
    "identitycheck": (
        "IdentityCheck",
        "read_identity_check",
    ),
    "models": (
        "Achievement", "AchievementCredential", "AchievementSubject", "Alignment", "Criteria",
        "Evidence", "IdentityObject", "Image", "PostalAddress", "Profile", "Result",
        "ResultDescription", "StatusEntry",
    ),
    "requirements": ("check_requirements",),
}
# fmt: on
_MODULE = {name: module for module, names in _WHERE.items() for name in names}

__all__ = [
    "Achievement",
    "AchievementCredential",
    "AchievementSubject",
    "Alignment",
    "AnnexI",
    "Course",
    "Criteria",
    "Evidence",
    "ExpectedRecipient",
    "IdentityCheck",
    "IdentityObject",
    "Image",
    "Outcome",
    "PostalAddress",
    "Profile",
    "Recipient",
    "Result",
    "ResultDescription",
    "StatusEntry",
    "achievement",
    "achievement_credential",
    "annex_i",
    "check_requirements",
    "identity_hash",
    "issuer_profile",
    "new_salt",
    "read_identity_check",
]


def __getattr__(name: str) -> Any:
    if name == "annex_i":
        return import_module(f"{__name__}.annex_i")
    if name not in _MODULE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_MODULE[name]}"), name)
