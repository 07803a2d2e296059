"""The words of a CV: from a PDF or a text; one that is too long or a picture gets a sentence of its own."""

from __future__ import annotations

import io

import pypdfium2 as pdfium
import pytest

from microcred.errors import MicrocredError
from microcred.platform.careers import errors
from microcred.platform.careers.texts import words_of

TEXT_PDF = b"""%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 200]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>endobj
4 0 obj<</Length 61>>stream
BT /F1 14 Tf 20 100 Td (I weld pipes and lead a small team) Tj ET
endstream endobj
5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj
trailer<</Root 1 0 R>>
"""


def pages(number: int) -> bytes:
    document = pdfium.PdfDocument.new()
    for _ in range(number):
        document.new_page(300, 300)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def test_the_words_of_a_pdf_and_of_a_text_are_read() -> None:
    assert "weld pipes" in words_of(TEXT_PDF)
    assert words_of("Schweißer".encode()) == words_of("Schweißer".encode("cp1252")) == "Schweißer"


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (pages(200), errors.DocumentTooLong),
        (b"a" * 10_500_000, errors.DocumentTooLong),
        (pages(1), errors.DocumentIsPicture),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 40, errors.DocumentIsPicture),
        (b"\xff\xd8\xff\xe0 and so on", errors.DocumentIsPicture),
        (b"%PDF-1.7 cut off", errors.DocumentUnreadable),
        (b"PK\x03\x04\x00\x00", errors.DocumentUnreadable),
    ],
    ids=["200 pages", "10 MB", "scanned", "PNG", "JPEG", "cut off", "ZIP"],
)
def test_a_cv_that_cannot_be_read_gets_a_sentence(data: bytes, error: type[MicrocredError]) -> None:
    with pytest.raises(error):
        words_of(data)
