"""Files without what says who made them, for assessors from whom names are hidden. Pure but for PDFs.

Pictures, films and sound keep their content byte for byte: only the parts that hold notes are taken out. A
PDF is written anew with its pages alone. What stands in the text, the picture or the sound itself stays.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

import pypdfium2 as pdfium
from PIL import Image

from microcred.platform.assessment.errors import EvidenceRefused

_ORIENTATION = 0x0112
_PNG_NOTES = (b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"tIME")
_MP4_NOTES = (b"udta", b"meta", b"uuid")
_MP4_NESTED = (b"moov", b"trak", b"mdia", b"minf", b"stbl")


def without_metadata(name: str, media_type: str, data: bytes) -> bytes:
    """The same file without author, title, place, camera and programs; raises `EvidenceRefused` where that
    cannot be done."""
    clean = {
        "application/pdf": _pdf,
        "image/png": _png,
        "image/jpeg": _jpeg,
        "video/mp4": _mp4,
        "audio/mpeg": _mp3,
    }.get(media_type)
    if clean is None:
        return data
    try:
        return clean(data)
    except (ValueError, IndexError, OSError, SyntaxError, pdfium.PdfiumError):
        raise EvidenceRefused(f"{name}: what says who made it cannot be taken out") from None


def _pdf(data: bytes) -> bytes:
    with pdfium.PdfDocument(data) as old, pdfium.PdfDocument.new() as new:
        for page in old:
            for number in reversed(range(pdfium.raw.FPDFPage_GetAnnotCount(page.raw))):
                pdfium.raw.FPDFPage_RemoveAnnot(page.raw, number)  # comments name who wrote them
            page.close()
        new.import_pages(old)
        out = BytesIO()
        new.save(out)
    return out.getvalue()


def _png(data: bytes) -> bytes:
    kept, at = [data[:8]], 8
    while at + 12 <= len(data):
        end = at + 12 + int.from_bytes(data[at : at + 4], "big")
        if data[at + 4 : at + 8] not in _PNG_NOTES:
            kept.append(data[at:end])
        if data[at + 4 : at + 8] == b"IEND":  # nothing behind the picture
            return b"".join(kept)
        at = end
    raise ValueError("no end")


def _jpeg(data: bytes) -> bytes:
    """Without application notes but those that colours need, and which way is up kept."""
    with Image.open(BytesIO(data), formats=("JPEG",)) as picture:
        turned = picture.getexif().get(_ORIENTATION)
    kept, at = [data[:2], _turned(turned)], 2
    while data[at] == 0xFF and data[at + 1] != 0xDA:
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        if end <= at + 3:
            raise ValueError("a segment without length")
        if not _is_note(data[at + 1], data[at + 4 : at + 16]):
            kept.append(data[at:end])
        at = end
    if data[at : at + 2] != b"\xff\xda":
        raise ValueError("no scan")
    tail = data.rfind(b"\xff\xd9")
    kept.append(data[at : tail + 2] if tail > at else data[at:])  # nothing behind the picture
    return b"".join(kept)


def _is_note(marker: int, head: bytes) -> bool:
    if marker == 0xFE:  # a comment
        return True
    needed = (marker == 0xE0 and head.startswith(b"JFIF\0")) or (marker == 0xEE and head.startswith(b"Adobe"))
    needed = needed or (marker == 0xE2 and head.startswith(b"ICC_PROFILE"))
    return 0xE0 <= marker <= 0xEF and not needed


def _turned(orientation: object) -> bytes:
    """An EXIF part that says which way is up and nothing else; empty where the picture stands upright."""
    if not isinstance(orientation, int) or not 2 <= orientation <= 8:
        return b""
    exif = Image.Exif()
    exif[_ORIENTATION] = orientation
    body = exif.tobytes()
    body = body if body.startswith(b"Exif\0\0") else b"Exif\0\0" + body
    return b"\xff\xe1" + (len(body) + 2).to_bytes(2, "big") + body


def _mp4(data: bytes) -> bytes:
    """The boxes of notes become empty ones of the same length, so that nothing else has to move."""
    out = bytearray(data)
    for at, start, end, kind in _boxes(data, 0, len(data)):
        if kind in _MP4_NOTES:
            out[at + 4 : at + 8] = b"free"
            out[start:end] = bytes(end - start)
    return bytes(out)


def _boxes(data: bytes, at: int, end: int) -> Iterator[tuple[int, int, int, bytes]]:
    """Each box: its place, where its content begins and ends, its kind; those inside containers too."""
    while at + 8 <= end:
        length, kind, start = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8], at + 8
        if length == 1:
            length, start = int.from_bytes(data[at + 8 : at + 16], "big"), at + 16
        stop = end if length == 0 else at + length
        if stop < start or stop > end:
            raise ValueError("a box beyond its container")
        yield at, start, stop, kind
        if kind in _MP4_NESTED:
            yield from _boxes(data, start, stop)
        at = stop


def _mp3(data: bytes) -> bytes:
    if data[:3] == b"ID3":
        size = 0
        for one in data[6:10]:
            size = size << 7 | (one & 0x7F)
        data = data[10 + size + (10 if data[5] & 0x10 else 0) :]
    if data[-128:-125] == b"TAG":
        data = data[:-128]
    if not data:
        raise ValueError("no sound")
    return data
