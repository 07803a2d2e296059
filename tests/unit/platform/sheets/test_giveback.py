"""The sheet comes back as it came, with what became of each row, and nothing in it runs."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from microcred.platform.awards.sheets import Outcome, give_back, read_sheet
from microcred.platform.awards.sheets.cells import is_formula
from microcred.platform.awards.sheets.giveback import harmless
from microcred.platform.awards.sheets.xlsx import write_workbook

NEW = ("Outcome", "Reason", "Number", "Link", "Code")
AWARDED = Outcome("awarded", "", "MC-1", "https://m.example/c/1", "")


@pytest.mark.parametrize(
    "data",
    [
        "name;email\r\nZoë;z@a.example\r\nBen;b@a.example\r\n".encode("cp1252"),
        "name,email\nZoë,z@a.example\nBen,b@a.example\n".encode(),
        "name\temail\nZoë\tz@a.example\nBen\tb@a.example\n".encode("utf-8-sig"),
        "sep=;\r\nname;email\r\nZoë;z@a.example\r\nBen;b@a.example\r\n".encode(),
    ],
)
def test_form_delimiter_encoding_and_order_stay(data: bytes) -> None:
    sheet = read_sheet(data)
    back = give_back(sheet, {sheet.rows[1].number: AWARDED}, NEW)
    again = read_sheet(back)
    assert again.form == sheet.form
    assert again.headers == (*sheet.headers, *NEW)
    assert [row.cells[:2] for row in again.rows] == [row.cells for row in sheet.rows]
    assert again.rows[1].cells[2:] == ("awarded", "", "MC-1", "https://m.example/c/1", "")


def test_a_workbook_comes_back_as_a_workbook() -> None:
    sheet = read_sheet(write_workbook([["name", "email"], ["Zoë", "z@a.example"]]))
    again = read_sheet(give_back(sheet, {2: AWARDED}, NEW))
    assert again.form.kind == "xlsx"
    assert again.rows[0].cells == ("Zoë", "z@a.example", "awarded", "", "MC-1", "https://m.example/c/1", "")


def test_words_that_do_not_fit_the_old_encoding_bring_utf_8() -> None:
    sheet = read_sheet("name\nZoë\n".encode("cp1252"))
    back = give_back(sheet, {2: Outcome("attribué → oui")}, NEW)
    assert read_sheet(back).rows[0].cells[0] == "Zoë"
    assert read_sheet(back).form.mark


def test_formulas_come_back_harmless() -> None:
    sheet = read_sheet(b"name,email\n\"=cmd|' /C calc'!A0\",-5\n")
    row = next(csv.reader(io.StringIO(give_back(sheet, {}, NEW).decode()).readlines()[1:]))
    assert row[:2] == ["'=cmd|' /C calc'!A0", "-5"]


@given(st.text())
def test_nothing_that_is_given_back_is_a_formula(cell: str) -> None:
    assert not is_formula(harmless(cell))
