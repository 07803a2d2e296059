"""Results sheets for the command line: what is read, and what is refused by row and column."""

from __future__ import annotations

from pathlib import Path

import pytest

from microcred.cli.results import PassRule, SheetRefused, checked, open_sheet


def sheet(tmp_path: Path, data: bytes) -> Path:
    path = tmp_path / "results.csv"
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    "data",
    [
        b"Name,Email,Grade\nAoife Byrne,aoife@example.org,72\n",
        b"\xef\xbb\xbfname;E-Mail;result\r\nAoife Byrne;AOIFE@example.org;72\r\n",
        b"Grade\tRecipient Email\tRecipient Name\n72\taoife@example.org\tAoife Byrne\n\n",
        b"First Name,Last Name,Identifier,Mark,Extra\nAoife,Byrne,aoife@example.org,72,x\n",
        b'email,name,score\n"aoife@example.org"," Aoife Byrne ","72"\n',
    ],
)
def test_each_dialect_gives_the_same_row(tmp_path: Path, data: bytes) -> None:
    found = open_sheet(sheet(tmp_path, data))
    assert checked(found) == 1
    (row,) = found.rows()
    assert (row.number, row.name, row.email, row.result) == (2, "Aoife Byrne", "aoife@example.org", "72")
    assert found.has_results


def test_windows_1252_is_read(tmp_path: Path) -> None:
    found = open_sheet(sheet(tmp_path, "name,email\nJürgen Groß,j@example.org\n".encode("cp1252")))
    assert next(found.rows()).name == "Jürgen Groß"
    assert not found.has_results


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "empty"),
        (b"\n\n", "empty"),
        (b"name,email\n", "no rows"),
        (b"name,email\n,\n", "no rows"),
        (b"grade,email\n1,a@example.org\n", "no column for the name"),
        (b"PK\x03\x04 a zip file", "not a CSV"),
        ("name\nA\n".encode("utf-16"), "not a CSV"),
        (b"name,email\nA\0B,a@example.org\n", "not text"),
        (b"name\n\x81\x8d\n", "neither"),
        (b"name,email\n=cmd|' /C calc'!A0,a@example.org\n", "row 2, name: a formula"),
        (b"name,email\nAoife,=1+1\n", "row 2, email: a formula"),
        (b"name,email\nAoife,not-an-address\n", "row 2, email"),
        (b"name,email\n,a@example.org\n", "row 2: no name"),
        (b"name,email\nA,a@example.org\nB,A@example.org\n", "row 3: a@example.org is there twice"),
        (b'name,email\n"A\nB",a@example.org\n', "row 3, name"),
        (b'name,email\n"A,a@example.org\n', "unexpected end"),
        (b"name,email\n" + b"A" * 20_000 + b",a@example.org\n", "row 2, name"),
    ],
)
def test_a_bad_sheet_is_refused_by_row_and_column(tmp_path: Path, data: bytes, told: str) -> None:
    with pytest.raises(SheetRefused, match=told):
        checked(open_sheet(sheet(tmp_path, data)))


def test_a_missing_sheet_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SheetRefused):
        open_sheet(tmp_path / "missing.csv")


@pytest.mark.parametrize(
    ("rule", "passes", "fails"),
    [
        ("50", ["50", "72.5", "50 %", "72,5", "1e3"], ["49.9", "", "pass", "nan", "inf", "-50"]),
        ("pass, Distinction", ["pass", "PASS", "distinction"], ["fail", "", "passed", "50"]),
    ],
)
def test_a_rule_says_who_passed(rule: str, passes: list[str], fails: list[str]) -> None:
    assert [result for result in passes if not PassRule(rule).passed(result)] == []
    assert [result for result in fails if PassRule(rule).passed(result)] == []
