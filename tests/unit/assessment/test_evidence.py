from __future__ import annotations

import io
import struct
import zipfile
import zlib

import pytest
from PIL import Image

from microcred.platform.assessment.errors import EvidenceRefused
from microcred.platform.assessment.evidence import MOST_BYTES, accepted, safe_name


def picture(kind: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (8, 8), "teal").save(out, kind)
    return out.getvalue()


def archive() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("bomb", b"0" * 5_000_000)
    return out.getvalue()


def huge_png() -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"0")) + chunk(b"IEND", b"")


def pdf(inside: bytes) -> bytes:
    return b"%PDF-1.7\n1 0 obj << >> stream\n" + zlib.compress(inside) + b"\nendstream\n%%EOF"


@pytest.mark.parametrize(
    ("name", "data", "kind", "shown"),
    [
        ("talk.pdf", pdf(b"BT (Hello) Tj ET"), "application/pdf", "talk.pdf"),
        ("talk.exe", picture("PNG"), "image/png", "talk.png"),
        ("photo", picture("JPEG"), "image/jpeg", "photo.jpg"),
        ("notes.html", "What I did: a < b, Ångström 李明".encode(), "text/plain", "notes.txt"),
        ("film.mp4", b"\x00\x00\x00\x18ftypmp42" + b"0" * 20, "video/mp4", "film.mp4"),
        ("../../etc/passwd", b"plain", "text/plain", "passwd.txt"),
    ],
)
def test_a_file_is_what_its_content_says(name: str, data: bytes, kind: str, shown: str) -> None:
    found = accepted(name, data)
    assert (found.media_type, found.name) == (kind, shown)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("empty.txt", b""),
        ("page.txt", b"<!DOCTYPE html><p>hello"),
        ("drawing.png", b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'),
        ("notes.txt", b"some words <SCRIPT>alert(1)</script>"),
        ("run.txt", b"#!/bin/sh\nrm -rf /"),
        ("work.docx", archive()),
        ("work.pdf", archive()),
        ("program.pdf", b"MZ\x90\x00\xff\xfe\x00"),
        ("script.pdf", b"%PDF-1.7\n<< /OpenAction << /S /JavaScript /JS (x) >> >>"),
        ("hidden.pdf", pdf(b"<< /S /Launch /F (cmd.exe) >>")),
        ("escaped.pdf", b"%PDF-1.7\n<< /OpenAction << /S /J#61vaScript /#4aS (x) >> >>"),
        ("locked.pdf", b"%PDF-1.7\ntrailer << /Encrypt 5 0 R >>"),
        ("late.pdf", pdf(b"BT") + pdf(b"BT") * 2_500 + pdf(b"<< /S /Launch /F (cmd.exe) >>")),
        ("parts.pdf", pdf(b"") * 20_010),
        ("bomb.pdf", pdf(b"0" * (MOST_BYTES * 3 + 100))),
        ("huge.png", huge_png()),
        ("broken.png", b"\x89PNG\r\n\x1a\n" + b"0" * 50),
        ("large.txt", b"a" * (MOST_BYTES + 1)),
        ("nul.txt", b"a\x00b"),
    ],
)
def test_what_could_harm_is_refused(name: str, data: bytes) -> None:
    with pytest.raises(EvidenceRefused, match=name):
        accepted(name, data)


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie x.pdf"),
        ("C:\\work\\x.pdf", "x.pdf"),
        ("...", "file"),
        ('a"b', "ab"),
    ],
)
def test_a_name_cannot_leave_its_header(name: str, safe: str) -> None:
    assert safe_name(name) == safe
