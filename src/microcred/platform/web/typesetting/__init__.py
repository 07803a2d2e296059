"""Words set by typst: shaped, measured and drawn the same everywhere, in any script that a font here has."""

from microcred.platform.web.typesetting.compiler import typeset
from microcred.platform.web.typesetting.errors import MissingGlyphs, TypesettingFailed
from microcred.platform.web.typesetting.fonts import font_stack
from microcred.platform.web.typesetting.glyphs import Missing, missing_glyphs, refuse_missing_glyphs

__all__ = [
    "Missing",
    "MissingGlyphs",
    "TypesettingFailed",
    "font_stack",
    "missing_glyphs",
    "refuse_missing_glyphs",
    "typeset",
]
