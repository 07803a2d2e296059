"""Paper: the certificate with the signed record attached, and slips for people without e-mail. Pure."""

from microcred.platform.web.certificate.content import CertificateContent, Signatory, SlipContent
from microcred.platform.web.certificate.errors import CertificateTextTooLong
from microcred.platform.web.certificate.pdf import PAPERS, certificate, refuse_unprintable, slips

__all__ = [
    "PAPERS",
    "CertificateContent",
    "CertificateTextTooLong",
    "Signatory",
    "SlipContent",
    "certificate",
    "refuse_unprintable",
    "slips",
]
