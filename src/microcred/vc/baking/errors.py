"""What can be wrong with a picture or paper that is to carry a credential."""

from __future__ import annotations

from microcred.vc.errors import Failed


class CarrierUnknown(Failed):
    """Bytes that are no PNG, SVG or PDF."""

    code = "baking.carrier-unknown"
    sentence = "The file is neither PNG nor SVG nor PDF."
    remedy = "Give a PNG or SVG badge, or a PDF certificate made here."
    section = "OB 3.0 5.3"


class CarrierTooLarge(Failed):
    """More bytes, pixels or parts than are read."""

    code = "baking.too-large"
    sentence = "The file is larger than this service reads."
    remedy = "Ask the holder for the credential as a JSON file, or for a smaller picture."


class PngUnreadable(Failed):
    """A PNG that breaks the format: cut off, wrong checksum, wrong order."""

    code = "baking.png-unreadable"
    sentence = "The PNG picture is damaged."
    remedy = "Ask for the original file: mail and chat programs often re-save pictures."
    section = "PNG 5"


class SvgUnreadable(Failed):
    """Text that is not well-formed SVG in UTF-8, or declares entities."""

    code = "baking.svg-unreadable"
    sentence = "The SVG picture could not be read."
    remedy = "Ask for the original file."
    section = "SVG 2 2"


class SvgUnsafe(Failed):
    """An SVG with a script, an event handler, foreign content or a reference to another address."""

    code = "baking.svg-unsafe"
    sentence = "The SVG picture contains a script or refers to another address."
    remedy = "Use a picture without scripts, handlers and outside references."
    section = "SVG 2 2.2"


class PdfUnreadable(Failed):
    """A PDF whose attachment cannot be read."""

    code = "baking.pdf-unreadable"
    sentence = "The file attached to the PDF could not be read."
    remedy = "Ask for the original file, or for the credential as a JSON file."
    section = "ISO 32000-2 7.11.4"


class NothingBaked(Failed):
    """A sound picture or paper without a credential inside."""

    code = "baking.nothing"
    sentence = "There is no credential inside this file."
    remedy = "Ask for the original file: mail and chat programs often strip what is inside pictures."
    section = "OB 3.0 5.3"


class BakedTwice(Failed):
    """More than one credential in one file: which one counts would be anybody's guess."""

    code = "baking.twice"
    sentence = "There is more than one credential inside this file."
    remedy = "Ask for the original file."
    section = "OB 3.0 5.3"


class BakedMalformed(Failed):
    """A credential put into the file in another way than the standard says."""

    code = "baking.malformed"
    sentence = "The credential inside this file is stored in a way that the standard does not allow."
    remedy = "Ask the issuer for a new copy."
    section = "OB 3.0 5.3"


class AlreadyBaked(Failed):
    """A picture to bake into that carries a credential already."""

    code = "baking.already"
    sentence = "The picture already carries a credential."
    remedy = "Bake into the picture as it was before."
    section = "OB 3.0 5.3"


class NotBakeable(Failed):
    """Text that is neither a JSON object nor a compact JWS."""

    code = "baking.not-bakeable"
    sentence = "Only a signed credential can be put into a picture."
    remedy = "Give the credential's JSON or JWT, as it was issued."
    section = "OB 3.0 5.3"
