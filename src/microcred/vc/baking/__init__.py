"""Credentials inside pictures and papers: baked into PNG and SVG, attached to our PDF."""

from microcred.vc.baking.carriers import Unbaked, carrier, unbake
from microcred.vc.baking.errors import (
    AlreadyBaked,
    BakedMalformed,
    BakedTwice,
    CarrierTooLarge,
    CarrierUnknown,
    NotBakeable,
    NothingBaked,
    PdfUnreadable,
    PngUnreadable,
    SvgUnreadable,
    SvgUnsafe,
)
from microcred.vc.baking.pdf import unbake_pdf
from microcred.vc.baking.png import bake_png, unbake_png
from microcred.vc.baking.svg import bake_svg, unbake_svg

__all__ = [
    "AlreadyBaked",
    "BakedMalformed",
    "BakedTwice",
    "CarrierTooLarge",
    "CarrierUnknown",
    "NotBakeable",
    "NothingBaked",
    "PdfUnreadable",
    "PngUnreadable",
    "SvgUnreadable",
    "SvgUnsafe",
    "Unbaked",
    "bake_png",
    "bake_svg",
    "carrier",
    "unbake",
    "unbake_pdf",
    "unbake_png",
    "unbake_svg",
]
