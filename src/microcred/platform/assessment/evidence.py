"""Which files are taken as evidence: by what is in them, never by their name. Pure.

Files are stored in the database, never under the web root, and are only ever served as downloads. Archives
and office documents are refused: they hold other files, macros and zip bombs. So are HTML, SVG and scripts.
"""

from __future__ import annotations

import re
import zlib
from hashlib import sha256
from io import BytesIO
from typing import NamedTuple

from PIL import Image

from microcred.platform.assessment.errors import EvidenceRefused

MOST_BYTES = 20_000_000
MOST_FILES = 10
MOST_PIXELS = 80_000_000
MOST_TEXT = 1_000_000
MOST_STREAMS = 20_000
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")  # how a PDF may spell any letter of a name
_PDF_ACTIVE = (b"/JavaScript", b"/JS", b"/Launch", b"/EmbeddedFile", b"/RichMedia", b"/XFA")
_MARKUP = ("<script", "<!doctype", "<html", "<svg", "<?xml", "<?php", "#!", "mz\x90")
_ENDINGS = {
    "application/pdf": ".pdf",
    "image/png": ".png",
    "image/jpeg": ".jpg",
    "video/mp4": ".mp4",
    "audio/mpeg": ".mp3",
    "text/plain": ".txt",
}


class Accepted(NamedTuple):
    """A file that is taken: a harmless name, the kind that its content is, and its hash."""

    name: str
    media_type: str
    sha256: str


def accepted(name: str, data: bytes) -> Accepted:
    """Looks into a file; raises `EvidenceRefused` naming it and the reason."""
    shown = safe_name(name)
    if not data:
        raise EvidenceRefused(f"{shown}: empty")
    if len(data) > MOST_BYTES:
        raise EvidenceRefused(f"{shown}: {len(data):,} bytes")
    kind = _kind(shown, data)
    stem = shown.rpartition(".")[0] or shown
    return Accepted(f"{stem[:100]}{_ENDINGS[kind]}", kind, sha256(data).hexdigest())


def safe_name(name: str) -> str:
    """The last part of a name without control letters, slashes or quotes; "file" if nothing is left."""
    last = name.replace("\\", "/").rpartition("/")[2]
    kept = "".join(letter for letter in last if letter.isprintable() and letter not in '"<>|:*?;%')
    return kept.strip(". ")[:120] or "file"


def _kind(name: str, data: bytes) -> str:
    if data.startswith(b"%PDF-"):
        return _pdf(name, data)
    if data.startswith((b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")):
        return _picture(name, data)
    if data[4:8] == b"ftyp":
        return "video/mp4"
    if data.startswith(b"ID3") or (data[0] == 0xFF and data[1:2] in (b"\xfb", b"\xf3", b"\xf2")):
        return "audio/mpeg"
    return _text(name, data)


def _pdf(name: str, data: bytes) -> str:
    """A PDF without scripts, programs to start or files inside, its compressed parts included.

    One that is locked is refused: what is in it cannot be seen.
    """
    for part in (data, *_inflated(name, data)):
        plain = _ESCAPED.sub(lambda found: bytes([int(found[1], 16)]), part)
        if any(word in plain for word in _PDF_ACTIVE):
            raise EvidenceRefused(f"{name}: a PDF with scripts or files inside")
        if b"/Encrypt" in plain:
            raise EvidenceRefused(f"{name}: a PDF that is locked")
    return "application/pdf"


def _inflated(name: str, data: bytes) -> list[bytes]:
    """The compressed object streams; a stream that swells beyond all measure is a bomb."""
    found: list[bytes] = []
    left = MOST_BYTES * 3
    start = data.find(b"stream")
    while start != -1:
        if len(found) > MOST_STREAMS:
            raise EvidenceRefused(f"{name}: more than {MOST_STREAMS:,} parts")
        body = data[start + 6 : start + 8].lstrip(b"\r\n")
        begin = start + 8 - len(body)
        if data[begin : begin + 1] == b"\x78":
            try:
                out = zlib.decompressobj().decompress(data[begin:], left + 1)
            except zlib.error:
                out = b""
            left -= len(out)
            if left < 0:
                raise EvidenceRefused(f"{name}: it unpacks to more than {MOST_BYTES * 3:,} bytes")
            found.append(out)
        start = data.find(b"stream", begin + 6)
    return found


def _picture(name: str, data: bytes) -> str:
    """A picture that can be read and is not huge when unpacked; only its head is decoded."""
    try:
        with Image.open(BytesIO(data), formats=("PNG", "JPEG")) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise EvidenceRefused(f"{name}: {picture.width} x {picture.height} pixels")
            picture.verify()
            return "image/png" if picture.format == "PNG" else "image/jpeg"
    except EvidenceRefused:
        raise
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise EvidenceRefused(f"{name}: a picture that cannot be read") from None


def _text(name: str, data: bytes) -> str:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        raise EvidenceRefused(f"{name}: none of the kinds that are taken") from None
    if len(text) > MOST_TEXT or "\x00" in text:
        raise EvidenceRefused(f"{name}: no plain text")
    folded = text.lower()
    if any(word in folded for word in _MARKUP[:6]) or folded.startswith(_MARKUP[6:]):
        raise EvidenceRefused(f"{name}: a script or a web page")
    return "text/plain"
