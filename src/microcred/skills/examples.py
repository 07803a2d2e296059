"""Example figures for the project's own twelve occupations: an outlook and a graded soft side, invented.

A demo without a download has no source that grades or projects anything. These stand in its place, in the
same values as the real ones, and each carries a line that says what it is. Real sources come before them.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from microcred.skills.data import read_json
from microcred.skills.model import Occupation, SkillFramework
from microcred.skills.own import own_framework
from microcred.skills.readers.crosswalks import Crosswalk, Step
from microcred.skills.readers.onet import OnetRelease, Rating
from microcred.skills.readers.projections import EXAMPLE, Outlook

NAME = "Example figures"


def example_walk() -> Crosswalk:
    """From each of the project's own occupations to the code of its example figures."""
    steps = {address: (Step(address, code),) for code, address, _ in _rows()}
    return Crosswalk(NAME, "", steps)


@cache
def example_release() -> OnetRelease:
    """The graded soft side, in the shape that O*NET's has."""
    data = _data()
    occupations = own_framework().occupations
    ratings = {
        code: {
            element: Rating(importance, level)
            for element, importance, level in zip(
                data["elements"], row["importance"], row["level"], strict=True
            )
        }
        for code, _, row in _rows()
    }
    coded = {a: Occupation(a, occupations[a].labels, code=code) for code, a, _ in _rows()}
    return OnetRelease(SkillFramework(NAME, "", data["credit"], occupations=coded), ratings)


@cache
def example_outlooks() -> Mapping[str, Outlook]:
    """What the example expects of each occupation, by code."""
    data, occupations = _data(), own_framework().occupations
    first, last = data["years"]
    found = {}
    for code, address, row in _rows():
        employed, expected, openings = map(float, row["outlook"])
        change = round(100 * (expected - employed) / employed, 1)
        found[code] = Outlook(
            code, occupations[address].label(), first, last, employed, expected, change, openings, None,
            country=EXAMPLE, source=data["credit"],
        )  # fmt: skip
    return found


def _data() -> dict[str, Any]:
    data: dict[str, Any] = read_json("examples.json")
    return data


def _rows() -> list[tuple[str, str, dict[str, Any]]]:
    """The code, the occupation and the figures of each row. Codes are like none of O*NET's or SOC's."""
    addresses = {address.rsplit("/", 1)[-1]: address for address in own_framework().occupations}
    rows = _data()["occupations"].items()
    return [(f"EX-{n:04}", addresses[name], row) for n, (name, row) in enumerate(rows, 1)]
