"""How a person's identity was established: recorded with each award, and signed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from microcred.platform.awards.errors import IdentityIncomplete
from microcred.vc.openbadges import IdentityCheck
from microcred.vc.openbadges.identitycheck import WAYS
from microcred.vc.timestamps import TimestampInvalid, parse_timestamp


@dataclass(frozen=True)
class Identity:
    """`way` is "sign-in" (the institution's own), "document" (seen by whom and when) or "email" only."""

    way: str = "email"
    by: str = ""
    at: datetime | None = None

    def __post_init__(self) -> None:
        if self.way not in WAYS or (self.way == "document" and not (self.by.strip() and self.at)):
            raise IdentityIncomplete(self.way[:20])

    def document(self) -> dict[str, Any]:
        """The evidence entry that is signed."""
        return IdentityCheck(self.way, self.by, self.at).evidence().document()

    def as_json(self) -> dict[str, Any]:
        """For storing."""
        return {"way": self.way, "by": self.by, "at": self.at.isoformat() if self.at else ""}

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Identity:
        """What `as_json` wrote, or an API client; raises `IdentityIncomplete`."""
        try:
            at = parse_timestamp(value["at"]) if value.get("at") else None
        except TimestampInvalid as error:
            raise IdentityIncomplete(error.detail) from None
        return cls(str(value.get("way") or "email"), str(value.get("by") or ""), at)
