from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pypdfium2
import pytest
import zxingcpp

from microcred.platform.web.certificate import (
    CertificateContent,
    CertificateTextTooLong,
    Signatory,
    SlipContent,
    certificate,
    slips,
)
from microcred.platform.web.marks import Maker, MarkKind, mark_row
from microcred.platform.web.typesetting import MissingGlyphs
from microcred.vc.baking.pdf import unbake_pdf

SIGNED = '{"@context":["https://www.w3.org/ns/credentials/v2"],"type":["VerifiableCredential"],"name":"é"}'
TITLE_120 = (
    "Planning, leading and documenting the safe handover of patients between wards, shifts and "
    "institutions under time pressure"
)
CONTENT = CertificateContent(
    language="en",
    name="Ida Storm",
    can="can present to an audience at level 5.",
    title="Presenting to an audience",
    certified="Certified by Northlight Certification, 14 May 2026.",
    institution="Northlight Certification",
    marks=mark_row(
        taught=Maker("Alder College"),
        certified=Maker("Northlight Certification"),
        level=5,
        on=date(2026, 5, 14),
        reasons={MarkKind.ASSESSED: "Nobody assessed it apart from the certifier."},
    ),
    address="https://credentials.example/c/q4Zk8mT1vXw9LpR2sYbN7g",
    signed=SIGNED.encode(),
    at=datetime(2026, 5, 14, 9, 30, tzinfo=UTC),
    colour="#0F4C5C",
    facts=["2 ECTS credits", "50 hours"],
    signatories=[Signatory("Karen Holm", "Head of certification")],
    code="7K3M-9QRT",
)


def words(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return " ".join(page.get_textpage().get_text_bounded() for page in document).replace("\r\n", " ")
    finally:
        document.close()


@pytest.mark.parametrize(("paper", "size"), [("a4", (842, 595)), ("letter", (792, 612))])
def test_a_certificate_is_one_landscape_page(paper: str, size: tuple[int, int]) -> None:
    document = pypdfium2.PdfDocument(certificate(CONTENT, paper))
    assert len(document) == 1
    assert tuple(round(side) for side in document[0].get_size()) == size
    document.close()


def test_the_signed_record_is_attached_unchanged() -> None:
    assert unbake_pdf(certificate(CONTENT)) == SIGNED


def test_it_says_everything() -> None:
    text = words(certificate(CONTENT))
    for expected in (
        CONTENT.name,
        CONTENT.can,
        CONTENT.title,
        CONTENT.certified,
        "Karen Holm",
        "Head of certification",
        "2 ECTS credits · 50 hours",
        "Nobody assessed",
        "Taught",
        "Level 5, 14 May 2026",
        CONTENT.address,
        "7K3M-9QRT",
        "The signed record is attached to this file.",
    ):
        assert expected in text


def test_it_is_tagged_and_says_by_which_standards() -> None:
    pdf = certificate(CONTENT)
    assert b"/MarkInfo" in pdf
    assert b"/StructTreeRoot" in pdf
    assert b"pdfuaid:part" in pdf
    assert b"<pdfaid:part>3</pdfaid:part>" in pdf
    assert b"/Lang(en)" in pdf


def test_its_code_leads_to_its_address() -> None:
    document = pypdfium2.PdfDocument(certificate(CONTENT))
    image = document[0].render(scale=3).to_pil()
    document.close()
    assert [one.text for one in zxingcpp.read_barcodes(image)] == [CONTENT.address]


def test_equal_content_is_equal_bytes() -> None:
    assert certificate(CONTENT) == certificate(replace(CONTENT))


@pytest.mark.parametrize(
    "name", ["Maximiliane Bartholomäa von Hohenstaufen", "عبد الرحمن بن محمد", "欧阳明月", "*#x* $1$"]
)
def test_names_of_any_length_and_script_stand_on_one_page(name: str) -> None:
    pdf = certificate(replace(CONTENT, name=name, title=TITLE_120))
    document = pypdfium2.PdfDocument(pdf)
    assert len(document) == 1
    document.close()


def test_a_name_with_a_missing_glyph_is_refused() -> None:
    with pytest.raises(MissingGlyphs):
        certificate(replace(CONTENT, name="Ida \U000e0fff"))


def test_a_title_that_fits_nowhere_is_refused() -> None:
    with pytest.raises(CertificateTextTooLong):
        certificate(replace(CONTENT, title="x" * 400))


def test_a_jwt_is_attached_as_such() -> None:
    pdf = certificate(
        replace(CONTENT, signed=b"eyJhbGciOiJFZERTQSJ9.eyJ4IjoxfQ.c2ln", signed_name="credential.jwt")
    )
    assert b"application#2Fjwt" in pdf or b"application/jwt" in pdf


def test_slips_stand_four_on_a_page_each_with_its_code() -> None:
    one = SlipContent(
        "en",
        "Ida Storm",
        "Presenting to an audience",
        "Northlight Certification",
        "https://credentials.example/a/x8sdf7sdf87",
        "https://credentials.example/slip",
        "7K3M-9QRT",
    )
    pdf = slips([replace(one, code=f"7K3M-00{number:02}") for number in range(9)])
    document = pypdfium2.PdfDocument(pdf)
    assert len(document) == 3
    found = zxingcpp.read_barcodes(document[0].render(scale=2).to_pil())
    document.close()
    assert [each.text for each in found] == [one.address] * 4
    text = words(pdf)
    assert all(f"7K3M-00{number:02}" in text for number in range(9))
