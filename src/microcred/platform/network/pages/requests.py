"""What the pages share: who asks, whom they may choose, and how a right is shown."""

from __future__ import annotations

from dataclasses import dataclass

from microcred.platform.institutions import queries as institutions
from microcred.platform.network import words
from microcred.platform.network.queries import RightRow


def others(institution: str) -> list[tuple[str, str]]:
    """Public ids and names of all other institutions of this site, by name."""
    found = [(public_id, name) for public_id, _, name in institutions.listed() if public_id != institution]
    return sorted(found, key=lambda one: one[1].casefold())


@dataclass(frozen=True)
class Shown:
    """A right with its scope in words and its chip."""

    row: RightRow
    sentence: str
    chip: str
    word: str


def shown(row: RightRow) -> Shown:
    """A right as a list shows it."""
    chip, word = words.STATES[row.state]
    return Shown(row, words.scope(row.scope), chip, str(word))
