"""Authorities and signers of the tests, with certificates of every kind."""

from __future__ import annotations

import base64
from datetime import UTC, datetime
from functools import cache
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

FROM, UNTIL = datetime(2025, 1, 1, tzinfo=UTC), datetime(2028, 1, 1, tzinfo=UTC)
AT = datetime(2026, 6, 1, tzinfo=UTC)


@cache
def key(name: str) -> Any:
    if name.startswith("rsa"):
        return rsa.generate_private_key(public_exponent=65537, key_size=2048)
    return ec.generate_private_key(ec.SECP256R1())


def usage(*uses: str) -> x509.KeyUsage:
    every = [
        "digital_signature",
        "content_commitment",
        "key_encipherment",
        "data_encipherment",
        "key_agreement",
        "key_cert_sign",
        "crl_sign",
        "encipher_only",
        "decipher_only",
    ]
    return x509.KeyUsage(**{one: one in uses for one in every})


@cache
def certificate(
    name: str,
    issuer: str,
    *,
    authority: bool = False,
    uses: tuple[str, ...] = ("digital_signature",),
    until: datetime = UNTIL,
    names: tuple[str, ...] = (),
    number: str = "",
    length: int | None = None,
) -> x509.Certificate:
    """The certificate of `name`, signed by `issuer`; both are also the names of their keys."""
    subject = [
        x509.NameAttribute(NameOID.COUNTRY_NAME, "IE"),
        x509.NameAttribute(NameOID.ORGANIZATION_NAME, name),
    ]
    if number:
        subject.append(x509.NameAttribute(NameOID.ORGANIZATION_IDENTIFIER, number))
    signer_name = x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "IE"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, issuer),
        ]
    )
    builder = (
        x509.CertificateBuilder()
        .subject_name(x509.Name(subject))
        .issuer_name(signer_name)
        .public_key(key(name).public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(FROM)
        .not_valid_after(until)
        .add_extension(x509.BasicConstraints(ca=authority, path_length=length), critical=True)
        .add_extension(usage(*(("key_cert_sign",) if authority else uses)), critical=True)
    )
    if names:
        others = [x509.UniformResourceIdentifier(one) if "://" in one else x509.DNSName(one) for one in names]
        builder = builder.add_extension(x509.SubjectAlternativeName(others), critical=False)
    return builder.sign(key(issuer), SHA256())


ROOT = certificate("Root", "Root", authority=True)
MIDDLE = certificate("Middle", "Root", authority=True)


def x5c(*certificates: x509.Certificate) -> list[str]:
    return [base64.b64encode(one.public_bytes(Encoding.DER)).decode() for one in certificates]
