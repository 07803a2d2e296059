"""Whether what has to be held before is held."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from microcred.platform.awards import queries as awards
from microcred.platform.catalogue import queries as catalogue
from microcred.platform.catalogue.queries import OfferingDetail

if TYPE_CHECKING:
    from microcred.platform.accounts.models import Account


@dataclass(frozen=True, slots=True)
class Prerequisite:
    """A micro-credential that has to be held; `reason` is empty where it is, else a word that says why not:
    missing, withdrawn, suspended, lapsed or not accepted."""

    achievement: str
    title: str
    reason: str

    @property
    def met(self) -> bool:
        """Whether it is held and valid."""
        return not self.reason


def prerequisites(actor: Account, offering: OfferingDetail, now: datetime) -> list[Prerequisite]:
    """Each prerequisite of an offering, with the reason where a learner does not meet it."""
    if not offering.requires:
        return []
    held: dict[str, list[str]] = {}
    for award in awards.held_by(actor):
        held.setdefault(award.achievement, []).append(_reason(award, now))
    found = []
    for one in offering.requires:
        version = catalogue.latest_shown(one)
        reasons = held.get(one, ["missing"])
        reason = "" if "" in reasons else reasons[0]
        found.append(Prerequisite(one, version.content.name if version else one, reason))
    return found


def _reason(award: awards.AwardRow, now: datetime) -> str:
    if award.state == "revoked":
        return "withdrawn"
    if award.state == "suspended":
        return "suspended"
    if award.valid_until is not None and award.valid_until < now:
        return "lapsed"
    return "" if award.acceptance == "accepted" else "not accepted"
