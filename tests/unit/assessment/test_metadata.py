"""A file that an assessor gets says nothing of who made it, and its content stays."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pypdfium2 as pdfium
import pytest
from PIL import Image, PngImagePlugin

from microcred.platform.assessment.errors import EvidenceRefused
from microcred.platform.assessment.metadata import without_metadata

WHO = b"Amina Diallo"


def picture() -> Image.Image:
    made = Image.new("RGB", (40, 20), "#2E5E4E")
    made.putpixel((3, 4), (250, 10, 10))
    return made


def jpeg(orientation: int = 6) -> bytes:
    exif = Image.Exif()
    exif[0x0112], exif[0x013B], exif[0x010F] = orientation, WHO.decode(), "Camera of Amina Diallo"
    out = BytesIO()
    picture().save(out, "JPEG", quality=90, exif=exif, comment=WHO)
    return out.getvalue() + b"trailer by " + WHO


def png() -> bytes:
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Author", WHO.decode())
    notes.add_itxt("XML:com.adobe.xmp", f"<x>{WHO.decode()}</x>")
    out = BytesIO()
    picture().save(out, "PNG", pnginfo=notes)
    return out.getvalue() + WHO


def pdf() -> bytes:
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 100] /Contents 4 0 R /Annots [6 0 R] "
        b"/Resources << /Font << /F 7 0 R >> >> >>",
        b"<< /Length 37 >>\nstream\nBT /F 12 Tf 20 50 Td (My talk) Tj ET \nendstream",
        b"<< /Author (" + WHO + b") /Title (Talk of " + WHO + b") >>",
        b"<< /Type /Annot /Subtype /Text /Rect [1 1 20 20] /T (" + WHO + b") /Contents (mine) >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + one + b"\nendobj\n"
    table = len(out)
    out += b"xref\n0 8\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % at for at in places)
    return out + b"trailer << /Size 8 /Root 1 0 R /Info 5 0 R >>\nstartxref\n%d\n%%%%EOF\n" % table


def box(kind: bytes, content: bytes) -> bytes:
    return (len(content) + 8).to_bytes(4, "big") + kind + content


def mp4() -> bytes:
    udta = box(b"udta", box(b"\xa9ART", WHO))
    track = box(b"trak", box(b"tkhd", b"head") + box(b"udta", WHO))
    return box(b"ftyp", b"isom") + box(b"moov", box(b"mvhd", b"h") + track + udta) + box(b"mdat", b"film")


def mp3() -> bytes:
    head = b"ID3\x04\x00\x00" + bytes([0, 0, 0, 12 + len(WHO)]) + b"TPE1" + b"\0" * 8 + WHO
    return head + b"\xff\xfbsound" + b"TAG" + WHO.ljust(125, b"\0")


@pytest.mark.parametrize(
    ("media_type", "made"),
    [
        ("image/jpeg", jpeg),
        ("image/png", png),
        ("application/pdf", pdf),
        ("video/mp4", mp4),
        ("audio/mpeg", mp3),
    ],
)
def test_nothing_of_the_person_is_left(media_type: str, made: Callable[[], bytes]) -> None:
    data = made()
    assert WHO in data
    clean = without_metadata("file", media_type, data)
    for spelt in (
        WHO,
        WHO.decode().encode("utf-16-le"),
        WHO.decode().encode("utf-16-be"),
        WHO.hex().encode(),
    ):
        assert spelt not in clean
    assert without_metadata("file", media_type, clean)  # what is clean can be cleaned


@pytest.mark.parametrize(("media_type", "made"), [("image/jpeg", jpeg), ("image/png", png)])
def test_a_picture_keeps_each_pixel(media_type: str, made: Callable[[], bytes]) -> None:
    old, new = (Image.open(BytesIO(data)) for data in (made(), without_metadata("p", media_type, made())))
    assert new.tobytes() == old.tobytes()


def test_a_photograph_stays_the_right_way_up() -> None:
    assert Image.open(BytesIO(without_metadata("p", "image/jpeg", jpeg(6)))).getexif().get(0x0112) == 6
    assert not Image.open(BytesIO(without_metadata("p", "image/jpeg", jpeg(1)))).getexif()


def test_a_pdf_keeps_its_words_and_a_film_its_places() -> None:
    document = pdfium.PdfDocument(without_metadata("talk.pdf", "application/pdf", pdf()))
    assert document[0].get_textpage().get_text_bounded().strip() == "My talk"
    assert document.get_metadata_dict()["Author"] == ""
    film = without_metadata("f", "video/mp4", mp4())
    assert (len(film), film.index(b"mdat")) == (len(mp4()), mp4().index(b"mdat"))
    assert without_metadata("s", "audio/mpeg", mp3()) == b"\xff\xfbsound"
    assert without_metadata("t", "text/plain", WHO) == WHO


@pytest.mark.parametrize(
    ("media_type", "data"),
    [
        ("application/pdf", b"%PDF-1.4\nnothing"),
        ("image/png", b"\x89PNG\r\n\x1a\n" + b"\0" * 8),
        ("image/jpeg", b"\xff\xd8\xff\xe1\x00\x00"),
        ("video/mp4", box(b"ftyp", b"isom") + b"\x00\x00\xff\xffmoov"),
        ("audio/mpeg", b"ID3\x04\x00\x00\x00\x00\x00\x02ab"),
    ],
)
def test_what_cannot_be_cleaned_is_refused(media_type: str, data: bytes) -> None:
    with pytest.raises(EvidenceRefused):
        without_metadata("file", media_type, data)
