"""A sheet that is none: the page says what is wrong with it, and nothing is stored or awarded."""

from __future__ import annotations

import html

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests import house

from microcred.platform.awards.models import Award, Batch
from microcred.platform.awards.sheets import errors

pytestmark = pytest.mark.django_db
SHEETS = {
    "nothing in it": (b"", "The submitted file is empty."),
    "only headers": (b"name,email\n", errors.SheetEmpty.sentence),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), errors.SheetBinary.sentence),
    "UTF-16": ("name,email\nA,a@b.example\n".encode("utf-16"), errors.SheetEncoding.sentence),
    "over the limit": (b"name,email\n" + b"A,a@b.example\n" * 60_000, errors.SheetTooLarge.sentence),
    "a quote that stays open": (b'name,email\n"A,a@b.example\n', errors.SheetMalformed.sentence),
}


@pytest.mark.parametrize("case", SHEETS)
def test_what_is_no_sheet_is_refused_on_the_page_and_awards_nothing(case: str) -> None:
    owner = house.person()
    at = house.institution(owner)
    client = Client()
    client.force_login(owner, backend="django.contrib.auth.backends.ModelBackend")
    data, sentence = SHEETS[case]
    given = {
        "achievement": house.published(owner, at),
        "sheet": SimpleUploadedFile("results.csv", data),
        "way": "email",
    }
    answer = client.post(f"/o/{at}/awards/sheets/new", given)
    assert sentence in html.unescape(answer.content.decode())
    assert not Award.objects.exists()
    assert not Batch.objects.exists()


def test_a_formula_stops_its_row_and_names_row_and_column() -> None:
    owner = house.person()
    at = house.institution(owner)
    client = Client()
    client.force_login(owner, backend="django.contrib.auth.backends.ModelBackend")
    sheet = SimpleUploadedFile("results.csv", b"name,email\n=cmd|'/c calc'!A0,a@b.example\nBo,bo@b.example\n")
    given = {"achievement": house.published(owner, at), "sheet": sheet, "way": "email"}
    client.post(f"/o/{at}/awards/sheets/new", given)
    batch = Batch.objects.get()
    said = html.unescape(client.get(f"/o/{at}/awards/sheets/{batch.public_id}/check").content.decode())
    assert errors.FormulaCell.sentence in said
    assert "1 to award" in said
