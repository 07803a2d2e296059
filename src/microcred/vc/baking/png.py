"""PNG: one uncompressed iTXt chunk named `openbadgecredential` (OB 3.0 5.3.1).

Badges of version 2 are in one named `openbadges`, those of version 1 in a tEXt chunk of that name.
Only the frame of the file is read, never the picture: no decoder sees bytes from a stranger here.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from zlib import crc32

from microcred.vc.baking.errors import (
    AlreadyBaked,
    BakedMalformed,
    BakedTwice,
    CarrierTooLarge,
    NothingBaked,
    PngUnreadable,
)
from microcred.vc.baking.limits import CREDENTIAL_BYTES, PNG_BYTES, PNG_CHUNKS, PNG_PIXELS
from microcred.vc.baking.text import bakeable, baked

SIGNATURE = b"\x89PNG\r\n\x1a\n"
KEYWORD = b"openbadgecredential"
LEGACY = b"openbadges"
_TEXTS = (b"iTXt", b"tEXt", b"zTXt")
_CRITICAL = frozenset({b"IHDR", b"PLTE", b"IDAT", b"IEND"})
_UNCOMPRESSED = b"\0\0"
_AFTER_HEADER = len(SIGNATURE) + 25


@dataclass(frozen=True)
class Chunk:
    """One chunk: its four-letter kind and its bytes."""

    kind: bytes
    data: memoryview


def bake_png(png: bytes, credential: str | bytes) -> bytes:
    """`png` with the credential (JSON or compact JWS) inside, right after the header.

    Raises `PngUnreadable`, `CarrierTooLarge`, `AlreadyBaked` or `NotBakeable`.
    """
    text = bakeable(credential).encode("utf-8")
    if _texts(png, KEYWORD):
        raise AlreadyBaked
    body = KEYWORD + b"\0" + _UNCOMPRESSED + b"\0\0" + text
    return png[:_AFTER_HEADER] + _written(b"iTXt", body) + png[_AFTER_HEADER:]


def unbake_png(png: bytes) -> str:
    """The credential inside `png`: JSON or compact JWS.

    A badge of an older version may be a web address. Raises `PngUnreadable`, `CarrierTooLarge`,
    `NothingBaked`, `BakedTwice` or `BakedMalformed`.
    """
    found = _texts(png, KEYWORD, LEGACY)
    if len(found) > 1:
        raise BakedTwice
    if not found:
        raise NothingBaked
    keyword = bytes(found[0].data[: len(KEYWORD)]).partition(b"\0")[0]
    if keyword == LEGACY and found[0].kind == b"tEXt":
        return baked(bytes(found[0].data[len(LEGACY) + 1 :]), address=True)
    return baked(_international_text(found[0], keyword), address=keyword == LEGACY)


def chunks(png: bytes) -> Iterator[Chunk]:
    """The chunks in order, IEND last; lengths, checksums, header and pixel count are checked on the way."""
    if len(png) > PNG_BYTES:
        raise CarrierTooLarge(f"more than {PNG_BYTES} bytes")
    if not png.startswith(SIGNATURE):
        raise PngUnreadable("not a PNG")
    view, at = memoryview(png), len(SIGNATURE)
    for number in range(PNG_CHUNKS):
        chunk, at = _chunk(view, at)
        if (chunk.kind == b"IHDR") != (number == 0):
            raise PngUnreadable("the header is not first")
        if number == 0:
            _check_header(chunk.data)
        yield chunk
        if chunk.kind == b"IEND":
            return
    raise CarrierTooLarge(f"more than {PNG_CHUNKS} chunks")


def _chunk(view: memoryview, at: int) -> tuple[Chunk, int]:
    if at + 12 > len(view):
        raise PngUnreadable("cut off")
    (length,) = struct.unpack_from(">I", view, at)
    end = at + 12 + length
    if end > len(view):
        raise PngUnreadable("cut off")
    kind = bytes(view[at + 4 : at + 8])
    if not kind.isalpha() or (kind[:1].isupper() and kind not in _CRITICAL):
        raise PngUnreadable("an unknown part")
    if crc32(view[at + 4 : end - 4]) != struct.unpack_from(">I", view, end - 4)[0]:
        raise PngUnreadable("wrong checksum")
    return Chunk(kind, view[at + 8 : end - 4]), end


def _check_header(data: memoryview) -> None:
    if len(data) != 13:
        raise PngUnreadable("header")
    width, height = struct.unpack_from(">II", data)
    if not (0 < width < 2**31 and 0 < height < 2**31):
        raise PngUnreadable("header")
    if width * height > PNG_PIXELS:
        raise CarrierTooLarge(f"{width} x {height} pixels")


def _texts(png: bytes, *keywords: bytes) -> list[Chunk]:
    """The text chunks under any of `keywords`; the whole frame of the file is checked."""
    starts = tuple(keyword + b"\0" for keyword in keywords)
    pictured, found = False, []
    for chunk in chunks(png):
        pictured = pictured or chunk.kind == b"IDAT"
        if chunk.kind in _TEXTS and bytes(chunk.data[:80]).startswith(starts):
            found.append(chunk)
    if not pictured:
        raise PngUnreadable("no picture")
    return found


def _international_text(chunk: Chunk, keyword: bytes) -> bytes:
    if chunk.kind != b"iTXt":
        raise BakedMalformed(f"in a {chunk.kind.decode('ascii')} part")
    if len(chunk.data) > CREDENTIAL_BYTES + 1_000:
        raise CarrierTooLarge("credential")
    rest = bytes(chunk.data[len(keyword) + 1 :])
    if rest[:2] != _UNCOMPRESSED:
        raise BakedMalformed("compressed")
    parts = rest[2:].split(b"\0", 2)
    if len(parts) != 3:
        raise BakedMalformed("cut off")
    return parts[2]


def _written(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", crc32(kind + data))
