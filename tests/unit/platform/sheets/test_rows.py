"""Each cell is checked; problems name row and column; the pass rule decides; slips are asked about."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from microcred.platform.awards.sheets import (
    EVERYBODY,
    PassRule,
    RuleInvalid,
    SheetRow,
    find_slips,
    propose,
    propose_rule,
    read_rows,
    read_sheet,
)
from microcred.platform.awards.sheets.slips import edit_distance, proper_name

TODAY = date(2026, 6, 1)
HEADERS = "Name,Email,Result,Date,Lapses,Learner number,Evidence,Narrative,Shoe size"


def rows_of(*lines: str, rule: PassRule = EVERYBODY, headers: str = HEADERS) -> list[SheetRow]:
    sheet = read_sheet("\n".join([headers, *lines]).encode())
    return read_rows(sheet, propose(sheet), rule, TODAY)


BAD_ROWS = {
    "no name": (",a@a.example", "row.name-missing", "Name"),
    "a formula as a name": ("\"=cmd|' /C calc'!A0\",a@a.example", "row.formula", "Name"),
    "a formula as an address": ("Ada,=HYPERLINK(A1)", "row.formula", "Email"),
    "a formula with plus": ("Ada,a@a.example,+cmd|x!A0", "row.formula", "Result"),
    "a formula with at": ("Ada,a@a.example,@SUM(A1)", "row.formula", "Result"),
    "a formula in a column that is not used": ("Ada,a@a.example,,,,,,,=1+1", "row.formula", "Shoe size"),
    "no address": ("Ada,ada.a.example", "row.email", "Email"),
    "an address with a blank": ("Ada,ada byron@a.example", "row.email", "Email"),
    "an address without a point": ("Ada,ada@localhost", "row.email", "Email"),
    "two addresses": ('Ada,"a@a.example, b@a.example"', "row.email", "Email"),
    "name and address swapped": ("ada@a.example,Ada Byron", "row.swapped", "Email"),
    "a date that is none": ("Ada,a@a.example,,2026-02-30", "row.date", "Date"),
    "a date with two readings": ("Ada,a@a.example,,3/4/26", "row.date", "Date"),
    "a date in the future": ("Ada,a@a.example,,2027-01-01", "row.date-order", "Date"),
    "lapsed before it began": ("Ada,a@a.example,,2026-05-01,2026-04-01", "row.date-order", "Lapses"),
    "evidence that is no address": ("Ada,a@a.example,,,,,javascript:x", "row.address", "Evidence"),
    "a name in two lines": ('"Ada\nByron",a@a.example', "row.text", "Name"),
    "a name with a turn of direction": ("Ada\u202e,a@a.example", "row.text", "Name"),
    "a name that is too long": ("A" * 201 + ",a@a.example", "row.text", "Name"),
    "more cells than headers": ("Ada,a@a.example,,,,,,,,left over", "row.cells", ""),
}


@pytest.mark.parametrize("case", BAD_ROWS)
def test_a_wrong_cell_stops_its_row_and_names_row_and_column(case: str) -> None:
    line, code, column = BAD_ROWS[case]
    good, bad = rows_of("Ben,ben@a.example", line)
    assert good.awardable
    assert not bad.awardable
    assert [(one.code, one.row, one.column) for one in bad.problems] == [(code, 3, column)]


@pytest.mark.parametrize(
    "cell", ["-5", "+353 86 123", "-", "- listens (well)", "−3", "+1", "A=B", "5-3", "@ada", "-0,5"]
)
def test_signs_that_no_program_runs_are_no_formulas(cell: str) -> None:
    (row,) = rows_of(f"Ada,a@a.example,{cell!r}".replace("'", '"'))
    assert row.problems == ()


@pytest.mark.parametrize(
    "name", ["王小明", "محمد بن سلمان", "علی‌رضا", "Zoë", "D'Arcy-Ní", "Jean\u00a0Luc", "O’Neill", "Ng"]
)
def test_names_of_any_script_pass(name: str) -> None:
    (row,) = rows_of(f"{name},a@a.example")
    assert row.awardable
    assert row.name == name.replace("\u00a0", " ")


def test_a_person_twice_stops_the_later_row_and_names_the_earlier() -> None:
    first, second, third = rows_of("Ada,a@a.example", "Ada Byron,A@A.example", "Cy,c@a.example")
    assert first.awardable and third.awardable
    assert second.problems[0].code == "row.twice"
    assert second.problems[0].value.endswith(": 2")


def test_people_without_an_address_are_told_apart_by_number_then_by_name() -> None:
    rows = rows_of("Ada Byron,,,,,1", "Ada Byron,,,,,2", "Ben", "ben")
    assert [row.awardable for row in rows] == [True, True, True, False]


def test_a_person_who_failed_first_and_passed_then_stands_there_once() -> None:
    rows = rows_of("Ada,a@a.example,30", "Ada,a@a.example,60", rule=PassRule(limit=Decimal(50)))
    assert [row.awardable for row in rows] == [False, True]


RULES: dict[str, tuple[PassRule, dict[str, str]]] = {
    "at least 50": (
        PassRule(limit=Decimal(50)),
        {
            "50": "passed",
            "49.9": "not_passed",
            "49,9": "not_passed",
            "75 %": "passed",
            "": "missing",
            "n/a": "missing",
            "A": "unreadable",
            "15/20": "unreadable",
            "NaN": "unreadable",
        },
    ),
    "at most 4.0": (
        PassRule(comparison="at_most", limit=Decimal("4.0")),
        {"1,3": "passed", "4.0": "passed", "5.0": "not_passed"},
    ),
    "words": (
        PassRule(words=frozenset({"Pass", "Distinction"})),
        {"pass": "passed", " DISTINCTION ": "passed", "fail": "not_passed", "": "missing"},
    ),
    "levels": (
        PassRule(levels=("novice", "able", "expert"), least="Able"),
        {"Novice": "not_passed", "able": "passed", "EXPERT": "passed", "master": "unreadable"},
    ),
    "everybody": (EVERYBODY, {"": "passed", "anything": "passed"}),
}


@pytest.mark.parametrize("name", RULES)
def test_a_pass_rule_judges_results(name: str) -> None:
    rule, expected = RULES[name]
    assert {result: rule.judge(result) for result in expected} == expected
    assert PassRule.from_json(rule.as_json()) == rule


@pytest.mark.parametrize(
    "value",
    [
        {"limit": "many"},
        {"limit": "NaN"},
        {"comparison": "near", "limit": "5"},
        {"levels": ["a", "b"], "least": "c"},
        {"words": "pass"},
    ],
)
def test_a_rule_that_judges_nothing_is_refused(value: dict[str, Any]) -> None:
    with pytest.raises(RuleInvalid):
        PassRule.from_json(value)


def test_a_missing_result_stops_its_row_and_a_failed_one_needs_nobody() -> None:
    missing, failed, odd = rows_of(
        "Ada,a@a.example,", ",broken,30", "Cy,c@a.example,good", rule=PassRule(limit=Decimal(50))
    )
    assert [one.code for one in missing.problems] == ["row.grade-missing"]
    assert failed.verdict == "not_passed" and failed.problems == ()
    assert [one.code for one in odd.problems] == ["row.grade-unreadable"]


def test_a_formula_in_a_row_that_failed_is_still_named() -> None:
    (row,) = rows_of("=cmd(),a@a.example,30", rule=PassRule(limit=Decimal(50)))
    assert row.problems[0].code == "row.formula"


def test_words_that_everybody_knows_propose_the_rule() -> None:
    rule = propose_rule(["Pass", "fail", "", "Passed"])
    assert rule is not None and rule.words == {"pass", "passed"}
    assert propose_rule(["81", "40"]) is None
    assert propose_rule(["pass", "splendid"]) is None


DATES = {
    "2026-05-14": "2026-05-14",
    "2026/5/4": "2026-05-04",
    "14.05.2026": "2026-05-14",
    "4.5.26": "2026-05-04",
    "14/05/2026": "2026-05-14",
    "05/14/26": "2026-05-14",
    "5/5/26": "2026-05-05",
    "2026-05-14T09:30:00Z": "2026-05-14",
    "2026-05-14 09:30": "2026-05-14",
}


@pytest.mark.parametrize("text", DATES)
def test_dates_with_one_reading_are_read(text: str) -> None:
    (row,) = rows_of(f"Ada,a@a.example,,{text}")
    assert str(row.issued) == DATES[text]


def test_one_clear_date_decides_for_the_whole_sheet() -> None:
    first, second = rows_of("Ada,a@a.example,,03/04/26", "Ben,b@a.example,,03/31/26")
    assert str(first.issued) == "2026-03-04"
    assert str(second.issued) == "2026-03-31"


SLIPS = {
    "a mistyped common domain": ("Ada Byron,ada@gmial.com", "slip.domain", "ada@gmail.com"),
    "a letter too few": ("Ada Byron,ada@hotmal.com", "slip.domain", "ada@hotmail.com"),
    "two slips": ("Ada Byron,ada@outllok.con", "slip.domain", "ada@outlook.com"),
    "the sheet's own domain": ("Ada Byron,ada@aldre.example", "slip.domain", "ada@alder.example"),
    "capitals": ("ADA O'BYRON-VAN DER BERG,ada@x.example", "slip.capitals", "Ada O'Byron-Van der Berg"),
    "small letters": ("ada byron,ada@x.example", "slip.small-letters", "Ada Byron"),
    "one name with two addresses": (
        "One Two,ada@x.example",
        "slip.same-name",
        "One Two, 1@alder.example (2)",
    ),
}


@pytest.mark.parametrize("case", SLIPS)
def test_a_likely_slip_is_asked_about_with_what_was_probably_meant(case: str) -> None:
    line, code, suggestion = SLIPS[case]
    usual = [
        f"{name},{at}@alder.example" for at, name in enumerate(["One Two", "Three Four", "Five Six"] * 2, 1)
    ]
    usual = [one.replace("Two", f"Two{'' if at < 3 else at}") for at, one in enumerate(usual)]
    slips = [slip for slip in find_slips(rows_of(*usual, line)) if slip.row == 8]
    assert [(slip.code, slip.suggestion) for slip in slips] == [(code, suggestion)]
    assert slips[0].sentence


@pytest.mark.parametrize(
    "line",
    ["Ada Byron,ada@mail.com", "Ada,a@gmx.net", "NG,n@web.de", "王,w@qq.com", "Ada Byron,a@aldernet.example"],
)
def test_what_only_looks_alike_is_no_slip(line: str) -> None:
    assert find_slips(rows_of("B C,b@gmail.com", line)) == []


def test_names_get_their_capitals_back() -> None:
    assert proper_name("LUDWIG VAN BEETHOVEN") == "Ludwig van Beethoven"
    assert proper_name("VAN DER BERG") == "Van der Berg"
    assert proper_name("SEÁN MCKENNA") == "Seán McKenna"


def test_edit_distance_counts_swaps_as_one() -> None:
    assert [edit_distance("gmial", "gmail"), edit_distance("a", "a"), edit_distance("abc", "xyz")] == [
        1,
        0,
        3,
    ]
