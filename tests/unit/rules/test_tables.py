"""An equivalence table becomes equivalences; every row that does not is told with its reason."""

from datetime import date, datetime

import pytest

from microcred.rules.model.rule import GradeScale
from microcred.rules.tables import RowFault, read_equivalences

SCALES = [GradeScale(name="nl", grades=("6", "7", "8"))]
GOOD = {"Held": "x", "Counts as": "a"}


def test_columns_are_found_by_their_names_in_any_case_and_order():
    read = read_equivalences(
        [
            {
                "ECTS": "7,5",
                "Internal": "a",
                "EXTERNAL": " x ",
                "Provider": "i; j",
                "EQF_level": 6.0,
                "Grade": 7,
                "Valid from": datetime(2020, 1, 1),  # noqa: DTZ001 - a sheet's cell has no zone
                "until": date(2026, 1, 1),
                "remarks": "fine",
            }
        ],
        SCALES,
    )
    (each,) = read.equivalences
    assert each.model_dump(mode="json", by_alias=True, exclude_unset=True) == {
        "held": "x",
        "countsAs": "a",
        "issuers": ["i", "j"],
        "credits": "7.5",
        "level": 6,
        "minimumGrades": [{"scale": "nl", "grade": "7"}],
        "awardedFrom": "2020-01-01",
        "awardedUntil": "2026-01-01",
    }
    assert [(note.row, note.fault, note.detail) for note in read.notes] == [
        (0, RowFault.UNKNOWN_COLUMN, "remarks")
    ]


@pytest.mark.parametrize(
    ("cell", "credits_read"),
    [
        ("5", 5),
        (5, 5),
        (5.0, 5),
        (7.5, "7.5"),
        ("7.50", "7.5"),
        ("0,25", "0.25"),
        ("007", 7),
        ("", None),
        (None, None),
    ],
)
def test_credits_are_read_exactly(cell, credits_read):
    (each,) = read_equivalences([{**GOOD, "credits": cell}]).equivalences
    assert each.model_dump(mode="json", by_alias=True, exclude_unset=True).get("credits") == credits_read


BAD = {
    "an empty row": ({"Held": "", "Counts as": None}, RowFault.EMPTY),
    "nothing held": ({"Held": "", "Counts as": "a"}, RowFault.MISSING_VALUE),
    "itself": ({"Held": "a", "Counts as": "a"}, RowFault.ITSELF),
    "words for credits": ({**GOOD, "credits": "five"}, RowFault.BAD_NUMBER),
    "thousands": ({**GOOD, "credits": "1,000.5"}, RowFault.BAD_NUMBER),
    "no credits": ({**GOOD, "credits": "0,0"}, RowFault.BAD_NUMBER),
    "credits too large": ({**GOOD, "credits": "20000"}, RowFault.BAD_NUMBER),
    "credits too fine": ({**GOOD, "credits": 0.33333333}, RowFault.BAD_NUMBER),
    "negative credits": ({**GOOD, "credits": -3}, RowFault.NEGATIVE),
    "level nine": ({**GOOD, "level": "9"}, RowFault.BAD_LEVEL),
    "half a level": ({**GOOD, "level": 5.5}, RowFault.BAD_LEVEL),
    "another way to write days": ({**GOOD, "from": "01/02/2026"}, RowFault.BAD_DAY),
    "no such day": ({**GOOD, "from": "2026-02-30"}, RowFault.BAD_DAY),
    "days reversed": ({**GOOD, "from": "2026-02-02", "until": "2026-02-01"}, RowFault.DAYS_REVERSED),
    "a grade on no scale": ({**GOOD, "grade": "A"}, RowFault.UNKNOWN_GRADE),
    "a grade on another scale": ({**GOOD, "grade": "7", "scale": "de"}, RowFault.UNKNOWN_GRADE),
    "a name of two lines": ({"Held": "x\ny", "Counts as": "a"}, RowFault.BAD_NAME),
}


@pytest.mark.parametrize(("row", "fault"), BAD.values(), ids=BAD.keys())
def test_a_bad_row_is_skipped_and_told(row, fault):
    read = read_equivalences([{"Held": "y", "Counts as": "b"}, row], SCALES)
    assert [each.held for each in read.equivalences] == ["y"]
    assert [(note.row, note.fault, note.skipped) for note in read.notes] == [(2, fault, True)]
    assert read.rows == 2


def test_what_is_said_twice_is_told_with_the_row_above():
    read = read_equivalences([GOOD, dict(GOOD)])
    assert len(read.equivalences) == 1
    assert [(note.row, note.fault, note.detail) for note in read.notes] == [(2, RowFault.TWICE, "row 1")]


def test_without_a_needed_column_nothing_is_read():
    read = read_equivalences([{"Held": "x"}])
    assert read.equivalences == ()
    assert [(note.fault, note.detail) for note in read.notes] == [(RowFault.MISSING_COLUMN, "counts as")]
