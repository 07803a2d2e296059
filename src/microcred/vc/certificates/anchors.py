"""The authorities that an operator trusts, and whether a chain leads to one of them (RFC 5280 6).

Whether a certificate was revoked is not asked: its authority's lists are not fetched.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING

from microcred.vc.certificates.errors import CertificateUnreadable, CertificateUntrusted
from microcred.vc.certificates.reading import Chain, faults

if TYPE_CHECKING:
    from cryptography import x509  # a tenth of a second: loaded where there are anchors
    from cryptography.x509.verification import ExtensionPolicy, Policy

DEEPEST = 4
"""Authorities between the signer and the anchor."""


class Anchors:
    """Certificates of authorities, usually those of a national trusted list."""

    def __init__(self, certificates: Iterable[x509.Certificate] = ()) -> None:
        self._certificates = tuple(certificates)

    @classmethod
    def from_pem(cls, *texts: bytes) -> Anchors:
        """Reads files of one or more certificates in PEM; raises `CertificateUnreadable`."""
        from cryptography import x509

        found: list[x509.Certificate] = []
        for text in texts:
            try:
                found += x509.load_pem_x509_certificates(text)
            except faults():
                raise CertificateUnreadable("no certificates in PEM") from None
        return cls(found)

    def joined(self, others: Anchors) -> Anchors:
        """These and others."""
        return Anchors((*self._certificates, *others._certificates))

    def check(self, chain: Chain, at: datetime) -> x509.Certificate:
        """The anchor to which the chain leads at the time `at`.

        Raises `CertificateUseWrong` or `CertificateUnreadable` (failed), `CertificateOutOfTime` or
        `CertificateUntrusted` (undecided).
        """
        chain.check_use()
        if not self._certificates:
            raise CertificateUntrusted("no authorities were given")
        from cryptography.x509.verification import ExtensionPolicy, PolicyBuilder, Store, VerificationError

        chain.check_time(at)
        verifier = (
            PolicyBuilder()
            .store(Store(list(self._certificates)))
            .time(at)
            .max_chain_depth(DEEPEST)
            .extension_policies(ca_policy=_of_authorities(), ee_policy=ExtensionPolicy.permit_all())
            .build_client_verifier()
        )
        try:
            return verifier.verify(chain.first, list(chain.certificates[1:])).chain[-1]
        except (VerificationError, ValueError) as error:
            raise CertificateUntrusted(str(error)[:120]) from None


def _names_others(policy: Policy, certificate: x509.Certificate, found: x509.BasicConstraints) -> None:
    if not found.ca:
        raise ValueError("not an authority's certificate")


def _signs_others(policy: Policy, certificate: x509.Certificate, found: x509.KeyUsage) -> None:
    if not found.key_cert_sign:
        raise ValueError("not one to sign certificates with")


@cache
def _of_authorities() -> ExtensionPolicy:
    from cryptography import x509
    from cryptography.x509.verification import Criticality, ExtensionPolicy

    return (
        ExtensionPolicy.permit_all()
        .require_present(x509.BasicConstraints, Criticality.AGNOSTIC, _names_others)
        .require_present(x509.KeyUsage, Criticality.AGNOSTIC, _signs_others)
    )


NO_ANCHORS = Anchors()
"""Nobody is trusted to name others."""
