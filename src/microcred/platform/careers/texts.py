"""The words of a CV or an advert: pasted, or from a PDF or a text file. Nothing of it is kept."""

from __future__ import annotations

import pypdfium2 as pdfium

from microcred.platform.careers.errors import DocumentIsPicture, DocumentTooLong, DocumentUnreadable

LARGEST = 10 * 1024 * 1024
MOST_PAGES = 50
FEWEST_LETTERS = 20
PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"II*\x00", b"MM\x00*", b"BM")


def words_of(data: bytes) -> str:
    """The text of a file.

    Raises `DocumentTooLong` above fifty pages, `DocumentIsPicture` for one without words, or
    `DocumentUnreadable`.
    """
    if len(data) > LARGEST:
        raise DocumentTooLong
    if data.startswith(PICTURES):
        raise DocumentIsPicture
    if data.lstrip()[:5] == b"%PDF-":
        return _pdf(data)
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise DocumentUnreadable


def _pdf(data: bytes) -> str:
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError:
        raise DocumentUnreadable from None
    try:
        if len(document) > MOST_PAGES:
            raise DocumentTooLong
        pages = [_page(document, number) for number in range(len(document))]
    except pdfium.PdfiumError:
        raise DocumentUnreadable from None
    finally:
        document.close()
    text = "\n".join(pages)
    if sum(letter.isalpha() for letter in text) < FEWEST_LETTERS:
        raise DocumentIsPicture
    return text


def _page(document: pdfium.PdfDocument, number: int) -> str:
    page = document[number]
    words = page.get_textpage()
    try:
        return str(words.get_text_bounded())
    finally:
        words.close()
        page.close()
