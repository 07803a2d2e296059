"""A chain of certificates as `x5c` carries it (RFC 7515 4.1.6), the signer's first."""

from __future__ import annotations

import binascii
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING

from microcred.vc.certificates.errors import CertificateOutOfTime, CertificateUnreadable, CertificateUseWrong
from microcred.vc.keys import PublicKey

if TYPE_CHECKING:
    from cryptography import x509  # a tenth of a second: loaded where there is a certificate

MOST = 8
"""Certificates in one chain."""
_LONGEST = 16_384
"""Characters of one certificate in base64."""


def faults() -> tuple[type[Exception], ...]:
    """What `cryptography` raises for a certificate that loads and is broken inside, field by field."""
    from cryptography import x509
    from cryptography.exceptions import UnsupportedAlgorithm

    return (
        ValueError,
        TypeError,
        UnsupportedAlgorithm,
        x509.DuplicateExtension,
        x509.UnsupportedGeneralNameType,
    )


@dataclass(frozen=True)
class Chain:
    """The certificates of a chain that was read and not yet checked."""

    certificates: tuple[x509.Certificate, ...]

    @property
    def first(self) -> x509.Certificate:
        """The signer's own certificate."""
        return self.certificates[0]

    @property
    def key(self) -> PublicKey:
        """The signer's key; raises `KeyUnsupported` or `KeyUnreadable`."""
        try:
            return PublicKey.of_loaded(self.first.public_key())
        except faults():
            raise CertificateUnreadable("its key") from None

    @property
    def thumbprint(self) -> bytes:
        """SHA-256 of the signer's certificate, as `x5t#S256` has it."""
        return sha256(_der(self.first)).digest()

    def check_use(self) -> None:
        """Raises `CertificateUseWrong` where a key usage is stated and signing is not in it."""
        from cryptography import x509

        try:
            usage = self.first.extensions.get_extension_for_class(x509.KeyUsage).value
        except x509.ExtensionNotFound:
            return
        except faults():
            raise CertificateUnreadable("extensions") from None
        if not (usage.digital_signature or usage.content_commitment):
            raise CertificateUseWrong("key usage")

    def check_time(self, at: datetime) -> None:
        """Raises `CertificateOutOfTime` unless the signer's certificate counts at the time `at`."""
        if not self.first.not_valid_before_utc <= at <= self.first.not_valid_after_utc:
            raise CertificateOutOfTime(f"until {self.first.not_valid_after_utc}")


def read_chain(x5c: object) -> Chain:
    """The chain in an `x5c` header: base64 of DER, not base64url. Raises `CertificateUnreadable`."""
    if not isinstance(x5c, list) or not 0 < len(x5c) <= MOST:
        raise CertificateUnreadable(f"x5c has 1 to {MOST} certificates")
    return Chain(tuple(_read(text) for text in x5c))


def _read(text: object) -> x509.Certificate:
    if not isinstance(text, str) or len(text) > _LONGEST:
        raise CertificateUnreadable("not a text")
    from cryptography import x509

    try:
        return x509.load_der_x509_certificate(binascii.a2b_base64(text, strict_mode=True))
    except faults():
        raise CertificateUnreadable("no certificate") from None


def _der(certificate: x509.Certificate) -> bytes:
    from cryptography.hazmat.primitives.serialization import Encoding

    return certificate.public_bytes(Encoding.DER)
