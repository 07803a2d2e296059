"""Twelve grounds. Ink is white on each, above 4.5:1 also where the pattern lies under it (tested)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Ground:
    """`field` lies under the words, `figure` draws the pattern on it, `rim` goes round. All #RRGGBB."""

    field: str
    figure: str
    rim: str


GROUNDS: Mapping[str, Ground] = {
    "petrol": Ground("#0F4C5C", "#1C5E70", "#0A3440"),
    "forest": Ground("#1F5A3C", "#2D6C4C", "#143E29"),
    "moss": Ground("#4A5320", "#59632C", "#343B15"),
    "umber": Ground("#5E4426", "#6E5333", "#433019"),
    "rust": Ground("#7C3A1D", "#8C4A2B", "#582812"),
    "brick": Ground("#86302F", "#96403E", "#612120"),
    "wine": Ground("#6B2445", "#7C3355", "#4C1830"),
    "plum": Ground("#542A62", "#653A73", "#3B1C46"),
    "indigo": Ground("#353B7A", "#474D8C", "#252A58"),
    "harbour": Ground("#234E7D", "#335F8F", "#17375A"),
    "slate": Ground("#3A4A52", "#4B5C64", "#28343A"),
    "graphite": Ground("#33373A", "#44494D", "#222527"),
}
