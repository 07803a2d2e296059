"""X.509 certificates inside tokens and seals, and the anchors that an operator trusts."""

from microcred.vc.certificates.anchors import NO_ANCHORS, Anchors
from microcred.vc.certificates.errors import (
    CertificateOutOfTime,
    CertificateUnreadable,
    CertificateUntrusted,
    CertificateUseWrong,
)
from microcred.vc.certificates.holder import Holder, holder_of
from microcred.vc.certificates.reading import Chain, read_chain

__all__ = [
    "NO_ANCHORS",
    "Anchors",
    "CertificateOutOfTime",
    "CertificateUnreadable",
    "CertificateUntrusted",
    "CertificateUseWrong",
    "Chain",
    "Holder",
    "holder_of",
    "read_chain",
]
