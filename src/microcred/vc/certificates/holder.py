"""To whom an authority gave a certificate: the organisation that a seal stands for."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from microcred.vc.certificates.reading import faults

if TYPE_CHECKING:
    from cryptography import x509

_PREFIX = "x509:"


@dataclass(frozen=True)
class Holder:
    """`id` is what a policy names: `x509:` with the organisation's identifier (ETSI EN 319 412-1 5.1.4),
    else with `sha256:` and the certificate's fingerprint. `names` are DNS names and addresses in it.
    """

    id: str
    name: str
    country: str
    names: tuple[str, ...]


def holder_of(certificate: x509.Certificate) -> Holder:
    """The holder that a certificate names; whether to believe it, the chain decides."""
    from cryptography.hazmat.primitives.serialization import Encoding
    from cryptography.x509.oid import NameOID

    number = _text(certificate, NameOID.ORGANIZATION_IDENTIFIER)
    fingerprint = sha256(certificate.public_bytes(Encoding.DER)).hexdigest()
    return Holder(
        id=_PREFIX + (number or f"sha256:{fingerprint}"),
        name=_text(certificate, NameOID.ORGANIZATION_NAME) or _text(certificate, NameOID.COMMON_NAME),
        country=_text(certificate, NameOID.COUNTRY_NAME),
        names=_names(certificate),
    )


def _text(certificate: x509.Certificate, kind: x509.ObjectIdentifier) -> str:
    try:
        found = certificate.subject.get_attributes_for_oid(kind)
    except faults():
        return ""
    return str(found[0].value) if len(found) == 1 else ""


def _names(certificate: x509.Certificate) -> tuple[str, ...]:
    from cryptography import x509

    try:
        names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except x509.ExtensionNotFound:
        return ()
    except faults():
        return ()
    found = names.get_values_for_type(x509.DNSName)
    return tuple(found + names.get_values_for_type(x509.UniformResourceIdentifier))
