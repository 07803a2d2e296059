"""How the recipient's identity was established, as one typed Evidence entry of the credential."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from microcred.vc.errors import CredentialError
from microcred.vc.openbadges.errors import ContentRefused
from microcred.vc.openbadges.models import Evidence
from microcred.vc.openbadges.plain import first_text
from microcred.vc.timestamps import parse_timestamp, write_timestamp

GENRE = "identity-check"
WAYS = {
    "sign-in": "The institution's own sign-in.",
    "document": "An identity document was seen.",
    "email": "The e-mail address only.",
}
"""The ways, with their English sentences."""


@dataclass(frozen=True)
class IdentityCheck:
    """`way` is one of `WAYS`; `by` says who established it (a role or a name), `at` when."""

    way: str
    by: str = ""
    at: datetime | None = None

    def evidence(self) -> Evidence:
        """The entry: genre `identity-check:WAY`, audience who, description when, narrative the sentence.

        Raises `ContentRefused` for an unknown way, or a document of which nobody says who saw it and when.
        """
        if self.way not in WAYS:
            raise ContentRefused(f"identity check {self.way[:40]}")
        if self.way == "document" and not (self.by and self.at):
            raise ContentRefused("identity check: a document seen by whom and when")
        return Evidence.of(
            name="Identity check",
            genre=f"{GENRE}:{self.way}",
            narrative=WAYS[self.way],
            audience=self.by or None,
            description=write_timestamp(self.at) if self.at else None,
        )


def read_identity_check(document: Mapping[str, Any]) -> IdentityCheck | None:
    """The identity check that a signed document states, or None."""
    value = document.get("evidence")
    for entry in value if isinstance(value, list) else [value]:
        if not isinstance(entry, dict):
            continue
        genre = entry.get("genre")
        if isinstance(genre, str) and genre.startswith(f"{GENRE}:"):
            return IdentityCheck(genre.partition(":")[2], first_text(entry.get("audience")), _time(entry))
    return None


def _time(entry: Mapping[str, Any]) -> datetime | None:
    try:
        return parse_timestamp(entry.get("description"))
    except CredentialError:
        return None
