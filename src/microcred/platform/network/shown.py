"""A standing as the pages of others show it: `network/parts/standing.html` takes it as `standing`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from microcred.platform.network import queries, words
from microcred.platform.network.queries import Standing
from microcred.vc.timestamps import write_timestamp

CHIPS = {"passed": "active", "failed": "withdrawn", "undecided": "scheduled"}


@dataclass(frozen=True)
class StandingShown:
    """A standing with its words. `links` are name, scope in words, giver and the address of the right."""

    of: Standing
    chip: str
    word: str
    sentence: str
    links: tuple[tuple[str, str, str, str], ...]


def shown_standing(found: Standing | None) -> StandingShown | None:
    """What the page shows; None where nothing is to be said."""
    if found is None:
        return None
    known = {one.address: one.public_id for one in queries.addressed(link.address for link in found.links)}
    links = tuple(
        (
            link.holder,
            words.scope(link.given.scope),
            link.giver,
            reverse("network:right", args=[known[link.address]]) if link.address in known else "",
        )
        for link in found.links
    )
    sentence = f"{words.REASONS[found.reason]} {words.limits(found.limits)}".strip()
    return StandingShown(found, CHIPS[found.outcome], str(words.OUTCOMES[found.outcome]), sentence, links)


def as_json(found: Standing | None) -> dict[str, Any] | None:
    """The same for a program."""
    if found is None:
        return None
    return {
        "outcome": found.outcome,
        "reason": found.reason,
        "limits": list(found.limits),
        "withdrawnAt": write_timestamp(found.withdrawn_at) if found.withdrawn_at else None,
        "chain": [
            {"right": link.address, "holder": link.given.holder, "giver": link.given.giver}
            for link in found.links
        ],
    }
