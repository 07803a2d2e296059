from __future__ import annotations

from datetime import date

import pytest
from django.utils.translation import override

from microcred.platform.web.marks import Maker, MarkKind, mark_row, mark_svg
from microcred.platform.web.monogram import monogram

ALDER = Maker("Alder College", "#2E5E4E")


def test_the_row_stands_in_its_order() -> None:
    row = mark_row(taught=ALDER, assessed=ALDER, certified=ALDER, level=5, on=date(2026, 5, 14))
    assert [mark.kind for mark in row] == list(MarkKind)
    assert row.level.name == "Level 5, 14 May 2026"
    assert row.taught.sentence == "Taught by Alder College"
    assert not any(mark.missing for mark in row)


def test_a_missing_mark_is_an_outlined_box_with_its_reason() -> None:
    row = mark_row(taught=ALDER, reasons={MarkKind.CERTIFIED: "No certifier was accredited."})
    assert row.certified.missing
    assert "No certifier was accredited." in row.certified.sentence
    assert row.assessed.reason == "Who assessed is not stated."
    assert "stroke-dasharray" in mark_svg(row.certified, 44)
    assert "stroke-dasharray" not in mark_svg(row.taught, 44)


def test_a_small_mark_says_itself_and_a_large_one_leaves_that_to_the_words_beside_it() -> None:
    mark = mark_row(taught=Maker('A "B" <C>')).taught
    assert 'aria-label="Taught by A &quot;B&quot; &lt;C&gt;"' in mark_svg(mark, 28, title=True)
    assert 'aria-hidden="true"' in mark_svg(mark, 44)


def test_a_date_without_a_level_shows_its_year() -> None:
    mark = mark_row(on=date(2026, 5, 14)).level
    assert (mark.sign, mark.under, mark.name) == ("2026", "", "14 May 2026")


def test_marks_speak_french() -> None:
    with override("fr"):
        row = mark_row(taught=ALDER, on=date(2026, 5, 14))
        assert row.level.name == "14 mai 2026"
        assert row.taught.label != "Taught"


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Alder College", "AC"),
        ("Cedar College of Care", "CC"),
        ("Université de la Manche", "UM"),
        ("the of", "TO"),
        ("Elm", "E"),
        ("欧阳学院", "欧"),
        ("كلية الأرز", "ك"),
        ("3M Academy", "3A"),
        ("  —  ", "·"),
        ("", "·"),
    ],
)
def test_a_monogram_is_one_or_two_letters(name: str, letters: str) -> None:
    assert monogram(name) == letters
