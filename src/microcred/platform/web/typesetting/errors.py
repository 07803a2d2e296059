from __future__ import annotations

from microcred.errors import MicrocredError


class MissingGlyphs(MicrocredError):
    """A character stands in no font of this machine. `detail` names the characters and the package."""

    code = "typesetting.glyphs-missing"
    sentence = "The fonts on this machine cannot show every character of this text."
    remedy = "Ask the operator to install the named font package, or write the name in another script."


class TypesettingFailed(MicrocredError):
    """Typst refused for a reason of its own."""

    code = "typesetting.failed"
    sentence = "The document could not be set."
    remedy = "Tell the operator; the detail says where it stopped."
