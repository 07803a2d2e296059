"""What is no sheet is refused with a reason; what is one is read to the last cell."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from microcred.platform.awards.sheets import DEFAULT, EVERYBODY, SheetLimits, propose, read_rows, read_sheet
from microcred.platform.awards.sheets.errors import (
    SheetBinary,
    SheetEmpty,
    SheetEncoding,
    SheetError,
    SheetHeaders,
    SheetMalformed,
    SheetTooLarge,
)
from microcred.platform.awards.sheets.xlsx import write_workbook

SMALL = SheetLimits(bytes=3_000, rows=5, columns=4, cell=50, unpacked=50_000)


def packed(**files: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, data in files.items():
            zipped.writestr(name.replace("__", "/") + ".xml", data)
    return out.getvalue()


FAR = b'<worksheet><sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="9"><c s="1" r="XFD1048576"><v>1</v></c>'
BAD = {
    "nothing": (b"", SheetEmpty),
    "only blanks": (b" \r\n \n", SheetEmpty),
    "only headers": (b"name,email\n", SheetEmpty),
    "headers and empty rows": (b"name,email\n,\n  ,  \n", SheetEmpty),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), SheetBinary),
    "a PDF": (b"%PDF-1.7\nname,email", SheetBinary),
    "an old workbook": (b"\xd0\xcf\x11\xe0" + b"\0" * 600, SheetBinary),
    "control characters": (b"name,email\nAda\x01,ada@a.example\n", SheetBinary),
    "another kind of ZIP": (packed(word__document=b"<w/>"), SheetBinary),
    "half a workbook": (write_workbook([["name"], ["Ada"]])[:-40], SheetMalformed),
    "UTF-16": ("name,email\nAda,ada@a.example\n".encode("utf-16"), SheetEncoding),
    "UTF-16 without a mark": ("name,email\nAda,a@a.example\n".encode("utf-16-le"), SheetEncoding),
    "neither UTF-8 nor Windows-1252": (b"name,email\nAda \x81\x8d,ada@a.example\n", SheetEncoding),
    "Shift JIS": ("名前,メール\n花子,h@a.example\n".encode("shift-jis") * 3, SheetEncoding),
    "a mark of UTF-8 and then none": (b"\xef\xbb\xbfname\nZo\xeb\n", SheetEncoding),
    "too many bytes": (b"name\n" + b"Ada\n" * 900, SheetTooLarge),
    "too many rows": (b"name\n" + b"Ada\n" * 6, SheetTooLarge),
    "too many columns": (b"name,a,b,c,d\nAda\n", SheetTooLarge),
    "a cell that is too long": (b"name\n" + b"A" * 60 + b"\n", SheetTooLarge),
    "a workbook that unpacks to too much": (
        packed(xl__workbook=b"<w/>", xl__worksheets__sheet1=b" " * 60_000),
        SheetTooLarge,
    ),
    "a workbook with a cell at the far end": (
        packed(xl__workbook=b"<w/>", xl__worksheets__sheet1=FAR),
        SheetTooLarge,
    ),
    "a quote that does not close": (b'name,email\n"Ada,ada@a.example\n', SheetMalformed),
    "letters after a quote": (b'name,email\n"Ada"x,ada@a.example\n', SheetMalformed),
    "one header twice": (b"Name,name\nAda,Ada\n", SheetHeaders),
}


@pytest.mark.parametrize("case", BAD)
def test_what_is_no_sheet_is_refused_with_its_own_reason(case: str) -> None:
    data, error = BAD[case]
    with pytest.raises(error) as caught:
        read_sheet(data, SMALL)
    assert type(caught.value) is error
    assert caught.value.remedy


def test_a_cell_far_away_in_a_workbook_is_refused_under_the_usual_limits_too() -> None:
    with pytest.raises(SheetTooLarge, match="XFD1048576"):
        read_sheet(packed(xl__workbook=b"<w/>", xl__worksheets__sheet1=FAR))


def test_errors_name_the_row() -> None:
    with pytest.raises(SheetMalformed, match="row 3"):
        read_sheet(b'name,email\nAda,a@a.example\n"Ben"x,b@a.example\n')
    with pytest.raises(SheetEncoding, match="row 2"):
        read_sheet(b"name,email\nAda \x81,a@a.example\n")


def test_rows_are_numbered_as_spreadsheet_programs_do() -> None:
    sheet = read_sheet(b'name,narrative\n\nAda,"two\nlines"\n,\nBen,x\n')
    assert [row.number for row in sheet.rows] == [3, 5]


def test_the_line_by_which_a_program_announces_its_separator_is_understood() -> None:
    sheet = read_sheet(b"sep=;\r\nname;email\r\nAda;ada@a.example\r\n")
    assert sheet.form.announced
    assert sheet.headers == ("name", "email")
    assert sheet.rows[0].number == 3


def test_a_comma_in_texts_does_not_hide_the_semicolon() -> None:
    sheet = read_sheet(b"name;narrative\nAda;one, two, three\nBen;four, five\n")
    assert sheet.form.delimiter == ";"


def test_windows_letters_are_read() -> None:
    sheet = read_sheet("name,email\nZoë “Zo” Müller – €,z@a.example\n".encode("cp1252"))
    assert sheet.form.encoding == "cp1252"
    assert sheet.rows[0].cells[0] == "Zoë “Zo” Müller – €"


def test_a_workbook_is_read_with_its_numbers_and_dates_as_people_write_them() -> None:
    rows = [["Name", "Email", "Grade"], ["Zoë 王", "z@a.example", "81"], ["", "", ""], ["Ben", "", "=1+1"]]
    sheet = read_sheet(write_workbook(rows))
    assert sheet.form.kind == "xlsx"
    assert [row.cells for row in sheet.rows] == [("Zoë 王", "z@a.example", "81"), ("Ben", "", "=1+1")]
    assert [row.number for row in sheet.rows] == [2, 4]


def test_numbers_truths_and_days_of_a_workbook_become_plain_text() -> None:
    from microcred.platform.awards.sheets.xlsx import _text

    values = [81.0, 8.5, True, date(2026, 5, 14), "x"]
    assert [_text(value) for value in values] == ["81", "8.5", "yes", "2026-05-14", "x"]


@given(st.binary(max_size=400))
def test_any_bytes_are_a_sheet_or_refused_by_our_own_error(data: bytes) -> None:
    try:
        sheet = read_sheet(data)
        rows = read_rows(sheet, propose(sheet), EVERYBODY, date(2026, 6, 1))
    except SheetError:
        return
    assert len(rows) == len(sheet.rows) <= DEFAULT.rows


@given(st.text(max_size=200))
def test_any_text_is_a_sheet_or_refused_by_our_own_error(text: str) -> None:
    try:
        sheet = read_sheet(text.encode("utf-8", "replace"))
    except SheetError:
        return
    assert sheet.rows
