"""The full report on a credential from anywhere: it never raises for what is wrong with the input."""

from microcred.vc.examine.errors import (
    CredentialExpired,
    IssuerNotController,
    NotYetValid,
    PresentationEmpty,
    RecipientNotStated,
    RecipientOther,
    TooManyInside,
)
from microcred.vc.examine.run import examine

__all__ = [
    "CredentialExpired",
    "IssuerNotController",
    "NotYetValid",
    "PresentationEmpty",
    "RecipientNotStated",
    "RecipientOther",
    "TooManyInside",
    "examine",
]
