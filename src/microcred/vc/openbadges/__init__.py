"""Open Badges 3.0 documents: typed values, builders, what the standard requires, Annex I."""

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
