"""What others may hear of a portfolio."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class ImportChanged:
    """A credential from elsewhere was examined again, and it comes to something else than the time before.

    `verdict` is what it comes to now, `code` that of the first step that did not pass, or empty.
    """

    imported: str
    verdict: str
    code: str
    at: datetime
    actor: int | None
