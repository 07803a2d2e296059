"""The process that reads: bytes on standard input, the texts of QR codes as JSON on standard output.

What a stranger's picture or PDF does to a decoder happens here, without a network, a database or a secret,
and ends with this process. Run as `python -m microcred.platform.verifier.qr.child SECONDS BYTES`.
"""

from __future__ import annotations

import io
import json
import resource
import sys
from collections.abc import Iterator
from typing import Any

PAGES = 3
"""Of a PDF, from the front: a certificate has its code on the first or last of few pages."""
PIXELS = 25_000_000
LONGEST = 1_800
"""Pixels of the longer side of a page as it is drawn."""
TEXTS = 8
CHARACTERS = 4_300


def main(seconds: int, memory: int) -> None:
    """Reads one file and writes a list of texts; any failure ends the process with another code than 0."""
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_NOFILE, (32, 32))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    data = sys.stdin.buffer.read()
    texts: list[str] = []
    for picture in _pages(data) if data.lstrip()[:5] == b"%PDF-" else _picture(data):
        texts += [text for text in _codes(picture) if text not in texts]
    sys.stdout.write(json.dumps(texts[:TEXTS]))


def _pages(data: bytes) -> Iterator[Any]:
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    for number in range(min(len(document), PAGES)):
        page = document[number]
        longer = max(page.get_size()) or 1.0
        yield page.render(scale=min(3.0, LONGEST / longer), may_draw_forms=False).to_pil().convert("L")


def _picture(data: bytes) -> Iterator[Any]:
    from PIL import Image

    picture = Image.open(io.BytesIO(data), formats=("PNG", "JPEG", "WEBP", "GIF"))
    if picture.width * picture.height > PIXELS:
        raise ValueError("too many pixels")
    if picture.format == "JPEG":
        picture.draft("L", (2 * LONGEST, 2 * LONGEST))
    flat = picture.convert("LA").convert("RGBA") if "A" in picture.getbands() else picture.convert("L")
    if flat.mode == "RGBA":
        ground = Image.new("RGBA", flat.size, "white")
        ground.alpha_composite(flat)
        flat = ground.convert("L")
    yield flat


def _codes(picture: Any) -> list[str]:
    import zxingcpp

    found = zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode))
    return [one.text.strip() for one in found if one.valid and 0 < len(one.text) <= CHARACTERS]


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
