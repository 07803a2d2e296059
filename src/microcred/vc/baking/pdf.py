"""PDF: the signed record attached to a certificate (ISO 32000-2 7.11.4).

Attachments are found by their own objects and inflated with a bound. The pages are not parsed: no PDF
library sees bytes from a stranger here, and a bomb ends at the limit.
"""

from __future__ import annotations

import re
import zlib

from microcred.vc.baking.errors import BakedTwice, CarrierTooLarge, NothingBaked, PdfUnreadable
from microcred.vc.baking.limits import CREDENTIAL_BYTES, PDF_ATTACHMENTS, PDF_BYTES
from microcred.vc.baking.text import is_jws

_EMBEDDED = re.compile(rb"/Type\s{0,9}/EmbeddedFile\b")
_STREAM = re.compile(rb">>\s{0,9}stream\r?\n")
_DICTIONARY_BYTES = 1_000
"""How far the start and the end of an attachment's dictionary are looked for."""
_LENGTH = re.compile(rb"/Length\s+(\d{1,9})(?!\s+\d+\s+R)\b")
_FILTER = re.compile(rb"/Filter\s*(?:\[\s*)?/(\w+)")


def unbake_pdf(pdf: bytes) -> str:
    """The credential attached to `pdf`: JSON or compact JWS.

    Raises `PdfUnreadable`, `CarrierTooLarge`, `NothingBaked` or `BakedTwice`.
    """
    if len(pdf) > PDF_BYTES:
        raise CarrierTooLarge(f"more than {PDF_BYTES} bytes")
    if not pdf.lstrip()[:5] == b"%PDF-":
        raise PdfUnreadable("not a PDF")
    texts: list[str] = []
    for number, found in enumerate(_EMBEDDED.finditer(pdf)):
        if number == PDF_ATTACHMENTS:
            raise CarrierTooLarge(f"more than {PDF_ATTACHMENTS} attachments")
        text = _text(_attached(pdf, found))
        if text and text not in texts:
            texts.append(text)
    if len(texts) > 1:
        raise BakedTwice
    if not texts:
        raise NothingBaked
    return texts[0]


def _attached(pdf: bytes, found: re.Match[bytes]) -> bytes:
    start = pdf.rfind(b"obj", max(0, found.start() - _DICTIONARY_BYTES), found.start())
    stream = _STREAM.search(pdf, found.end(), found.end() + _DICTIONARY_BYTES)
    if start < 0 or stream is None:
        raise PdfUnreadable("an attachment without its frame")
    return _inflated(pdf, pdf[start : stream.start()], stream.end())


def _inflated(pdf: bytes, dictionary: bytes, at: int) -> bytes:
    length, kind = _LENGTH.search(dictionary), _FILTER.search(dictionary)
    if length is None:
        raise PdfUnreadable("an attachment without a length")
    raw = pdf[at : at + int(length[1])]
    if kind is None:
        return raw[: CREDENTIAL_BYTES + 1]
    if kind[1] != b"FlateDecode":
        raise PdfUnreadable("an attachment in an unknown encoding")
    stream = zlib.decompressobj()
    try:
        data = stream.decompress(raw, CREDENTIAL_BYTES + 1)
    except zlib.error:
        raise PdfUnreadable("a damaged attachment") from None
    if len(data) > CREDENTIAL_BYTES:
        raise CarrierTooLarge("attachment")
    return data


def _text(data: bytes) -> str:
    """The attachment if it has the form of a credential, else empty."""
    try:
        text = data.decode("utf-8").strip()
    except UnicodeDecodeError:
        return ""
    return text if text.startswith("{") or is_jws(text) else ""
