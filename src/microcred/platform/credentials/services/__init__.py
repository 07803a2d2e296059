"""What can be done with signed documents: issue one or many, give a format, change a status, erase."""

from microcred.platform.credentials.services.issuing import (
    Form,
    Succession,
    erase,
    form,
    issue,
    issue_many,
    reindex,
    stored_form,
    stored_forms,
)
from microcred.platform.credentials.services.reserving import Reserved, reserve
from microcred.platform.credentials.services.statuses import reinstate, revoke, suspend
from microcred.platform.credentials.statuslists import refresh_due

__all__ = [
    "Form",
    "Reserved",
    "Succession",
    "erase",
    "form",
    "issue",
    "issue_many",
    "refresh_due",
    "reindex",
    "reinstate",
    "reserve",
    "revoke",
    "stored_form",
    "stored_forms",
    "suspend",
]
