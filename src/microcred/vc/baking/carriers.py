"""Which kind of file carries a credential, told from its first bytes."""

from __future__ import annotations

from dataclasses import dataclass

from microcred.vc.baking.errors import CarrierUnknown
from microcred.vc.baking.pdf import unbake_pdf
from microcred.vc.baking.png import SIGNATURE, unbake_png
from microcred.vc.baking.svg import unbake_svg

_UNBAKE = {"png": unbake_png, "svg": unbake_svg, "pdf": unbake_pdf}


@dataclass(frozen=True)
class Unbaked:
    """A credential's text, and what it was found in: png, svg or pdf."""

    text: str
    found_in: str


def carrier(data: bytes) -> str:
    """ "png", "svg" or "pdf" by the first bytes, else empty (JSON and JWT are no carriers)."""
    if data.startswith(SIGNATURE[:4]):
        return "png"
    start = data[:1024].removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith(b"%PDF-"):
        return "pdf"
    return "svg" if start.startswith(b"<") else ""


def unbake(data: bytes) -> Unbaked:
    """The credential inside a PNG, SVG or PDF, as it was put there.

    Raises `CarrierUnknown`, or what `unbake_png`, `unbake_svg` and `unbake_pdf` raise.
    """
    kind = carrier(data)
    if not kind:
        raise CarrierUnknown
    return Unbaked(_UNBAKE[kind](data), kind)
