"""Small pictures and papers made by the tests."""

from __future__ import annotations

import struct
import zlib

JSON = '{"id":"urn:uuid:1","name":"Präsentieren ]]> & <b>"}'
JWS = "eyJhbGciOiJFZERTQSJ9.eyJpZCI6InVybjp1dWlkOjEifQ.c2lnbmF0dXJl"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle r="4"/></svg>'


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(*extra: bytes, width: int = 1, height: int = 1) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    pixels = zlib.compress(b"\0\0")
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + b"".join(extra)
        + chunk(b"IDAT", pixels)
        + chunk(b"IEND", b"")
    )


def text_chunk(text: str, keyword: bytes = b"openbadgecredential", compressed: bytes = b"\0\0") -> bytes:
    return chunk(b"iTXt", keyword + b"\0" + compressed + b"\0\0" + text.encode())


def attachment(data: bytes, extra: bytes = b"") -> bytes:
    return (
        b"9 0 obj\n<</Length %d/Type/EmbeddedFile/Filter/FlateDecode%s>>\nstream\n" % (len(data), extra)
        + data
        + b"\nendstream\nendobj\n"
    )


def pdf(*objects: bytes) -> bytes:
    return b"%PDF-1.7\n" + b"".join(objects) + b"trailer<</Root 1 0 R>>\n%%EOF\n"
