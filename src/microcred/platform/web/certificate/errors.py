from __future__ import annotations

from microcred.errors import MicrocredError


class CertificateTextTooLong(MicrocredError):
    """A name or a title that fits its place in no size that can be read."""

    code = "certificate.text-too-long"
    sentence = "The name or the title does not fit on the certificate."
    remedy = "Shorten the title, or ask the operator about this name."
