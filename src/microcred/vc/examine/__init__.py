"""The full report on a credential from anywhere: it never raises for what is wrong with the input."""

from microcred.vc.examine.errors import (
    CredentialExpired,
    IssuerNotController,
    KindUnsupported,
    NotYetValid,
    RecipientNotStated,
    RecipientOther,
    SealUnsupported,
    VersionUnsupported,
)
from microcred.vc.examine.run import examine

__all__ = [
    "CredentialExpired",
    "IssuerNotController",
    "KindUnsupported",
    "NotYetValid",
    "RecipientNotStated",
    "RecipientOther",
    "SealUnsupported",
    "VersionUnsupported",
    "examine",
]
