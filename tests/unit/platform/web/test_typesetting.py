from __future__ import annotations

import pytest

from microcred.platform.web.typesetting import (
    MissingGlyphs,
    TypesettingFailed,
    font_stack,
    missing_glyphs,
    refuse_missing_glyphs,
    typeset,
)
from microcred.platform.web.typesetting.fonts import families
from microcred.platform.web.typesetting.glyphs import ALWAYS, _probe


def test_what_is_never_asked_is_set_by_the_font_that_is_everywhere() -> None:
    assert _probe(sorted(ALWAYS), False)


@pytest.mark.parametrize(
    "name", ["Ida Storm", "Đorđe Žižić", "Şule Gökçe", "Zoë ‘Zed’ O’Neil — Smith", "Ångström", ""]
)
def test_latin_names_need_no_package(name: str) -> None:
    assert missing_glyphs(name, system_fonts=False) is None


@pytest.mark.parametrize(
    "name", ["Ελένη Παπαδοπούλου", "Наталья Ёлкина", "Nguyễn Thị Ánh", "Nguye\u0302\u0303n"]
)
def test_greek_cyrillic_and_vietnamese_need_no_package(name: str) -> None:
    assert missing_glyphs(name, system_fonts=False) is None


@pytest.mark.parametrize(
    ("name", "package"),
    [
        ("欧阳明月", "fonts-noto-cjk"),
        ("さくら", "fonts-noto-cjk"),
        ("김민수", "fonts-noto-cjk"),
        ("สมชาย", "fonts-noto-core"),
        ("አበበ", "fonts-noto-core"),
        ("Ida 😀", "fonts-noto-color-emoji"),
    ],
)
def test_a_name_beyond_the_fonts_is_refused_with_the_package_that_helps(name: str, package: str) -> None:
    missing = missing_glyphs(name, system_fonts=False)
    assert missing is not None
    assert missing.packages == (package,)
    with pytest.raises(MissingGlyphs) as caught:
        refuse_missing_glyphs("Ida", name, system_fonts=False)
    assert package in caught.value.detail


def test_only_the_missing_characters_are_named() -> None:
    missing = missing_glyphs("Li 欧", system_fonts=False)
    assert missing is not None
    assert missing.characters == ("欧",)


@pytest.mark.parametrize("text", ["a\x00b", "a\ud800", "\ue000", "a\nb"])
def test_what_is_no_character_counts_as_missing(text: str) -> None:
    assert missing_glyphs(text) is not None


def test_han_characters_are_set_in_the_form_of_their_language() -> None:
    here = families()
    for language, family in [("ja", "JP"), ("zh", "SC"), ("zh-Hant", "TC"), ("ko", "KR")]:
        if f"Noto Serif CJK {family}" in here:
            assert f"Noto Serif CJK {family}" in font_stack(language)
    assert font_stack("en", system=False)[0] == "Libertinus Serif"


def test_what_people_write_is_never_read_as_markup() -> None:
    source = '#set page(width: 400pt, height: 40pt)\n#json("/data.json")'
    plain = typeset(source, "#panic() *x* $y$ @z <a>", kind="svg")
    assert plain.count(b"<use") == len("#panic()*x*$y$@z<a>")


def test_typst_refusing_is_our_error() -> None:
    with pytest.raises(TypesettingFailed):
        typeset('#panic("no")', None)
