"""Every platform's sheet is taken as it comes: headers in any order and case, any of three delimiters."""

from __future__ import annotations

import csv
import io
import random
from datetime import date
from pathlib import Path

import pytest

from microcred.platform.awards.sheets import EVERYBODY, propose, read_rows, read_sheet

TODAY = date(2026, 6, 1)

SHEETS = {
    "credly": (
        "Badge Template ID,Recipient Email,First Name,Last Name,Issued at,Expiration Date,Issuer Earner ID,"
        "Country,State or Province,Evidence Name,Evidence URL,Text Evidence Name,Text Evidence URL,"
        "ID Evidence Title,ID Evidence Description,Locale",
        "b7,ada@alder.example,Ada,Byron,05/14/26,05/14/28,E17,IE,Sligo,Talk,https://a.example/1,,,,,en",
        {
            "name": "Ada Byron",
            "email": "ada@alder.example",
            "person_id": "E17",
            "issued": date(2026, 5, 14),
            "expires": date(2028, 5, 14),
            "evidence_name": "Talk",
            "evidence_url": "https://a.example/1",
            "language": "en",
        },
    ),
    "canvas": (
        "Badge Class ID,Identifier,First Name,Last Name,Narrative,Evidence Narrative,Evidence URL,Issue Date,"
        "Expiration Date",
        "c9,ada@alder.example,Ada,Byron,A talk,She spoke,https://a.example/1,2026-05-14,2028-05-14",
        {
            "name": "Ada Byron",
            "email": "ada@alder.example",
            "narrative": "A talk",
            "evidence_text": "She spoke",
            "evidence_url": "https://a.example/1",
            "issued": date(2026, 5, 14),
            "expires": date(2028, 5, 14),
        },
    ),
    "edubadges": (
        "Recipient mailadres;Recipient EPPN;Narrative (optional);Evidence URL (optional);"
        "Evidence NAME (optional);Evidence Description (optional);Grade (optional)",
        "ada@alder.example;ada@idp.example;A talk;https://a.example/1;Talk;She spoke;8,5",
        {
            "email": "ada@alder.example",
            "person_id": "ada@idp.example",
            "narrative": "A talk",
            "evidence_name": "Talk",
            "evidence_text": "She spoke",
            "grade": "8,5",
        },
    ),
    "edubadges ": (
        "Recipient mailadres;Recipient First name;Recipient Surname;Grade (optional)",
        "ada@alder.example;Ada;Byron;9",
        {"name": "Ada Byron", "grade": "9"},
    ),
    "oeb": (
        "E-Mail-Adresse,Vor- / Nachname",
        "ada@alder.example,Ada Byron",
        {"name": "Ada Byron", "email": "ada@alder.example"},
    ),
    "own": ("email,name", "ada@alder.example,Ada Byron", {"name": "Ada Byron", "email": "ada@alder.example"}),
    "accredible": (
        "Recipient Name,Recipient Email,Issued on",
        "Ada Byron,ada@alder.example,2026-05-14",
        {"name": "Ada Byron", "issued": date(2026, 5, 14)},
    ),
    "own ": (
        "name,email,result,date,lapses,learner number",
        "Ada Byron,ada@alder.example,81,2026-05-14,2027-05-14,17",
        {"grade": "81", "issued": date(2026, 5, 14), "expires": date(2027, 5, 14), "person_id": "17"},
    ),
}


def cells(text: str) -> list[str]:
    return next(csv.reader([text], delimiter=";" if ";" in text else ","))


def written(headers: list[str], row: list[str], delimiter: str) -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows([headers, row])
    return out.getvalue()


@pytest.mark.parametrize("dialect", SHEETS)
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("way", ["as given", "upper", "lower", "shuffled"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_every_dialect_is_read_in_any_order_case_delimiter_and_encoding(
    dialect: str, delimiter: str, way: str, encoding: str
) -> None:
    head, body, expected = SHEETS[dialect]
    headers, row = cells(head), cells(body)
    if way == "shuffled":
        order = list(range(len(headers)))
        random.Random(3).shuffle(order)
        headers, row = [headers[at] for at in order], [row[at] for at in order]
    elif way != "as given":
        headers = [getattr(header, way)() for header in headers]

    sheet = read_sheet(written(headers, row, delimiter).encode(encoding))
    mapping = propose(sheet)
    (found,) = read_rows(sheet, mapping, EVERYBODY, TODAY)

    assert mapping.dialect == dialect.strip()
    assert mapping.certain
    assert {name: getattr(found, name) for name in expected} == expected
    assert found.verdict == "passed"


def test_a_column_of_addresses_under_an_unknown_header_is_proposed_and_marked_as_a_guess() -> None:
    sheet = read_sheet(b"Name,Kontakt\nAda,ada@a.example\nBen,ben@a.example\n")
    column = propose(sheet).columns[1]
    assert (column.field, column.certainty) == ("email", "guess")


def test_unknown_columns_are_kept_and_not_used() -> None:
    sheet = read_sheet(b"Name,Email,Shoe size\nAda,ada@a.example,38\n")
    assert propose(sheet).columns[2].certainty == "kept"
    assert sheet.rows[0].cells[2] == "38"


def test_a_choice_of_the_officer_goes_over_the_proposal_and_comes_back_from_the_store() -> None:
    from microcred.platform.awards.sheets import Mapping, choose

    sheet = read_sheet(b"Who,Mail,Points\nAda,ada@a.example,7\n")
    chosen = choose(propose(sheet), {0: "name", 2: "grade"}, dates="mdy")
    assert [column.field for column in chosen.columns] == ["name", "email", "grade"]
    assert Mapping.from_json(sheet, chosen.as_json()) == chosen


def test_one_field_cannot_be_given_to_two_columns() -> None:
    from microcred.platform.awards.sheets import choose
    from microcred.platform.awards.sheets.errors import SheetHeaders

    sheet = read_sheet(b"Name,Mail\nAda,ada@a.example\n")
    with pytest.raises(SheetHeaders):
        choose(propose(sheet), {0: "email", 1: "email"})


@pytest.mark.parametrize("name", ["credly", "canvas", "edubadges", "open-educational-badges", "accredible"])
def test_the_example_sheet_of_each_platform_is_ready_to_award(name: str) -> None:
    data = (Path(__file__).parents[4] / "examples" / "sheets" / f"{name}.csv").read_bytes()
    sheet = read_sheet(data)
    mapping = propose(sheet)
    assert mapping.dialect in {name, "oeb"}
    assert all(
        row.awardable and row.name and row.email for row in read_rows(sheet, mapping, EVERYBODY, TODAY)
    )
