"""Every text colour can be read on every ground it stands on, in light, dark and print."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

from microcred.platform.web.badges.grounds import GROUNDS
from microcred.platform.web.marks import NEUTRAL
from microcred.platform.web.monogram import colour_or_neutral, contrast, ink_on

CSS = files("microcred.platform.web").joinpath("static/web/look.css").read_text("utf-8")
TEXT = ["ink", "quiet", "action", "holds", "caution", "fault"]
DECIDED = {
    "light": "ground F5F7F6 sheet FFFFFF ink 16201C quiet 55605B rule D5DAD7 edge 6F7975 action 0F4C5C holds 1F6B3B caution 8A5300 fault A3242B",
    "dark": "ground 111614 sheet 1A211E ink E9EEEB quiet A3AEA9 rule 2F3834 edge 7F8A85 action 7CC3D4 holds 7CCB97 caution E3B25B fault F08A8A",
}


def tokens() -> dict[str, dict[str, str]]:
    blocks = re.findall(r":root\s*\{([^}]*)\}", CSS)
    assert len(blocks) == 3
    return {
        name: dict(re.findall(r"--([a-z]+):\s*(#[0-9A-F]{6})", block))
        for name, block in zip(("light", "dark", "print"), blocks, strict=True)
    }


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_the_tokens_are_those_decided(mode: str) -> None:
    words = DECIDED[mode].split()
    assert tokens()[mode] == {name: f"#{value}" for name, value in zip(words[::2], words[1::2], strict=True)}


@pytest.mark.parametrize("mode", ["light", "dark", "print"])
@pytest.mark.parametrize("text", TEXT)
@pytest.mark.parametrize("under", ["ground", "sheet"])
def test_text_stands_out(mode: str, text: str, under: str) -> None:
    colours = tokens()[mode]
    assert contrast(colours[text], colours[under]) >= 4.5


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_controls_and_the_filled_button_stand_out(mode: str) -> None:
    colours = tokens()[mode]
    assert contrast(colours["edge"], colours["sheet"]) >= 3
    assert contrast(colours["edge"], colours["ground"]) >= 3
    assert contrast(colours["sheet"], colours["action"]) >= 4.5


@pytest.mark.parametrize("name", GROUNDS)
def test_words_stand_out_on_every_ground_of_a_badge(name: str) -> None:
    ground = GROUNDS[name]
    for under in (ground.field, ground.figure, ground.rim):
        assert contrast("#FFFFFF", under) >= 4.5


def test_there_are_twelve_grounds() -> None:
    assert len(GROUNDS) == 12


@pytest.mark.parametrize(
    "colour", ["#000000", "#FFFFFF", "#777777", "#FF0000", "#FFFF00", "#2E5E4E", "#808000"]
)
def test_letters_can_be_read_in_the_colour_of_any_institution(colour: str) -> None:
    assert contrast(ink_on(colour), colour) >= 4.5


@pytest.mark.parametrize("bad", ["", "red", "#FFF", '#000000" onload="x', "url(x)", "#12345G"])
def test_what_is_no_colour_reaches_no_attribute(bad: str) -> None:
    assert colour_or_neutral(bad) == NEUTRAL


def test_the_style_asks_nobody_else() -> None:
    assert not re.search(r"@import|url\s*\(|@font-face|https?:", CSS)
    assert not re.search(r"box-shadow:\s*\d|gradient|text-shadow", CSS)
