"""What can be wrong with a certificate. One that leads to no anchor leaves the issuer open."""

from __future__ import annotations

from microcred.vc.errors import Failed, Undecided


class CertificateUnreadable(Failed):
    """Bytes that are no certificate, or more of them than are read."""

    code = "certificate.unreadable"
    sentence = "A certificate inside the document could not be read."
    remedy = "Ask the issuer for the original file."
    section = "RFC 5280 4.1"


class CertificateUseWrong(Failed):
    """A certificate that was made for something else than signing."""

    code = "certificate.use-wrong"
    sentence = "The certificate inside the document is not one to sign with."
    remedy = "Ask the issuer for a copy signed anew."
    section = "RFC 5280 4.2.1.3"


class CertificateOutOfTime(Undecided):
    """A certificate that did not count yet, or no more, when the document was signed."""

    code = "certificate.out-of-time"
    sentence = "The certificate inside the document was not valid when it was signed."
    remedy = "Ask the issuer for a copy signed anew."
    section = "RFC 5280 4.1.2.5"


class CertificateUntrusted(Undecided):
    """A certificate that leads to no authority that this verifier was given."""

    code = "certificate.untrusted"
    sentence = "The certificate inside the document leads to no authority that this verifier trusts."
    remedy = "Add the certificate of the authority that issued it, after checking it with a trusted list."
    section = "RFC 5280 6"
