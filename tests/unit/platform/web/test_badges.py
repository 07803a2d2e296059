from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import date
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from microcred.platform.web.badges import (
    GROUNDS,
    PATTERNS,
    SIGNS,
    Badge,
    BadgeChoiceUnknown,
    BadgeKind,
    BadgeTitleTooLong,
    badge_plain_svg,
    badge_png,
    badge_svg,
)
from microcred.platform.web.badges.patterns import turn
from microcred.platform.web.marks import Maker, mark_row
from microcred.vc.baking import bake_png, bake_svg, unbake_png, unbake_svg
from microcred.vc.baking.svgsafety import check_element

ROW = mark_row(taught=Maker("Alder College"), level=5, on=date(2026, 5, 14))
PLAIN = Badge("Presenting to an audience", "Northlight Certification", sign="presentation", level=5)
TITLE_120 = (
    "Planning, leading and documenting the safe handover of patients between wards, shifts and "
    "institutions under time pressure"
)


def test_there_are_eight_patterns_and_forty_signs() -> None:
    assert (len(PATTERNS), len(SIGNS)) == (8, 40)
    assert len(set(SIGNS.values())) == 40


def test_equal_badges_are_equal_bytes() -> None:
    assert badge_svg(PLAIN) == badge_svg(replace(PLAIN))
    assert badge_png(PLAIN, 96) == badge_png(replace(PLAIN), 96)


def test_a_badge_runs_loads_and_needs_nothing() -> None:
    for element in ElementTree.fromstring(badge_svg(replace(PLAIN, marks=ROW))).iter():
        check_element(element.tag, element.attrib)
        assert "style" not in element.attrib
        assert not element.tag.endswith(("}text", "}style", "}image"))


def test_the_text_alternative_stands_inside() -> None:
    root = ElementTree.fromstring(badge_svg(replace(PLAIN, title='Salt & "pepper" <3', marks=ROW)))
    space = "{http://www.w3.org/2000/svg}"
    assert root.findtext(f"{space}title") == 'Salt & "pepper" <3'
    words = root.findtext(f"{space}desc")
    assert words is not None
    assert words.startswith("Badge of Northlight Certification, EQF level 5. Taught by Alder College;")


@pytest.mark.parametrize("kind", BadgeKind)
@pytest.mark.parametrize("level", [None, 1, 8])
def test_the_rim_has_as_many_notches_as_the_level(kind: BadgeKind, level: int | None) -> None:
    svg = badge_svg(replace(PLAIN, kind=kind, level=level))
    found = re.search(r'<g fill="#FFFFFF">((?:<path d="M[\d.]+ [\d.]+[Hh][^>]+/>)+)</g>', svg)
    assert (found[1].count("<path") if found else 0) == (level or 0)


@pytest.mark.parametrize("kind", BadgeKind)
@pytest.mark.parametrize(
    ("title", "language"),
    [
        ("Weld", "en"),
        ("Planning, leading and documenting the safe handover of patients between wards", "en"),
        ("عرض تقديمي أمام الجمهور", "ar"),
        ("在观众面前演讲与公开表达", "zh"),
    ],
)
def test_titles_of_every_kind_stand_inside_the_shape(kind: BadgeKind, title: str, language: str) -> None:
    badge = Badge(title, "Northlight", kind, "petrol", "rays", level=8, language=language, marks=ROW)
    image = Image.open(io.BytesIO(badge_png(badge, 300)))
    assert image.size == (300, 300)
    assert image.convert("RGBA").getpixel((1, 299))[3] == 0  # type: ignore[index]


@pytest.mark.parametrize("title", [TITLE_120, "Donaudampfschifffahrtsgesellschaftskapitän", "w " * 80])
def test_a_title_that_does_not_fit_is_refused(title: str) -> None:
    with pytest.raises(BadgeTitleTooLong):
        badge_svg(replace(PLAIN, title=title))


def test_a_longer_title_is_set_smaller() -> None:
    def letters_height(title: str) -> float:
        svg = badge_svg(replace(PLAIN, title=title))
        return max(float(high) for high in re.findall(r'<path d="M 0 0m [\d.-]+ ([\d.]+)', svg))

    assert letters_height("Listening when it matters most, to everybody in the room") < letters_height(
        "Listening"
    )


@pytest.mark.parametrize(
    "wrong",
    [{"ground": "pink"}, {"pattern": "x"}, {"sign": "../x"}, {"level": 0}, {"level": 9}, {"kind": "star"}],
)
def test_a_choice_that_does_not_exist_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(BadgeChoiceUnknown):
        replace(PLAIN, **wrong)


def test_without_a_sign_the_monogram_stands_there() -> None:
    assert badge_svg(replace(PLAIN, sign="")) != badge_svg(PLAIN)
    assert badge_svg(replace(PLAIN, sign="", monogram="XY")) != badge_svg(replace(PLAIN, sign=""))


def test_the_plain_variant_is_small() -> None:
    assert len(badge_plain_svg(PLAIN)) < 1_500
    assert 'width="32"' in badge_plain_svg(PLAIN)
    assert len(badge_plain_svg(replace(PLAIN, sign=""))) < 6_000


def test_titles_turn_the_pattern() -> None:
    assert len({turn(f"title {number}") for number in range(60)}) > 12


def test_credentials_bake_into_both_images() -> None:
    credential = '{"@context":["https://www.w3.org/ns/credentials/v2"],"type":["VerifiableCredential"]}'
    assert unbake_png(bake_png(badge_png(PLAIN), credential)) == credential
    assert unbake_svg(bake_svg(badge_svg(PLAIN).encode(), credential)) == credential


@settings(max_examples=40, deadline=None)
@given(
    st.text(st.characters(codec="latin-1", exclude_categories=["Cc"]), max_size=60),
    st.sampled_from(list(GROUNDS)),
)
def test_any_title_gives_a_sound_image_or_our_refusal(title: str, ground: str) -> None:
    try:
        svg = badge_svg(replace(PLAIN, title=title, ground=ground))
    except BadgeTitleTooLong:
        return
    assert ElementTree.fromstring(svg).attrib["viewBox"] == "0 0 600 600"
