"""A chain counts where it leads to an authority that the operator named, and nowhere else."""

from __future__ import annotations

import base64
from datetime import UTC, datetime

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from tests.unit.vc.certificates import authority as ca

from microcred.platform.verifier.trust.errors import TrustListUnreadable
from microcred.platform.verifier.trust.reading import read_list
from microcred.vc.certificates import Anchors, CertificateUnreadable, holder_of, read_chain
from microcred.vc.errors import CredentialError

ROOT, MIDDLE = ca.ROOT, ca.MIDDLE
BY_ROOT = ca.certificate("Alder College", "Root")
BY_MIDDLE = ca.certificate("Alder College", "Middle")
SHORT = ca.certificate("Short", "Root", authority=True, length=0)
ANCHORS = Anchors([ROOT])

TRUSTED = {
    "by the anchor": [BY_ROOT],
    "by an authority between": [BY_MIDDLE, MIDDLE],
    "with the anchor itself": [BY_MIDDLE, MIDDLE, ROOT],
    "for commitments": [ca.certificate("Seal", "Root", uses=("content_commitment",))],
    "with an RSA key": [ca.certificate("rsa seal", "Root")],
}


@pytest.mark.parametrize("chain", TRUSTED.values(), ids=TRUSTED.keys())
def test_a_chain_to_an_anchor_counts(chain: list[x509.Certificate]) -> None:
    ANCHORS.check(read_chain(ca.x5c(*chain)), ca.AT)


REFUSED = {
    "without the authority between": ([BY_MIDDLE], "certificate.untrusted"),
    "by an unknown authority": (
        [ca.certificate("Stray", "Other"), ca.certificate("Other", "Other", authority=True)],
        "certificate.untrusted",
    ),
    "by one that is no authority": (
        [ca.certificate("Stray", "Alder College"), BY_ROOT],
        "certificate.untrusted",
    ),
    "by an authority that may name no authorities": (
        [
            ca.certificate("Stray", "Below"),
            ca.certificate("Below", "Short", authority=True),
            SHORT,
        ],
        "certificate.untrusted",
    ),
    "signed by itself": ([ca.certificate("Self", "Self")], "certificate.untrusted"),
    "over": (
        [ca.certificate("Late", "Root", until=datetime(2026, 1, 1, tzinfo=UTC))],
        "certificate.out-of-time",
    ),
    "for encryption": (
        [ca.certificate("Locks", "Root", uses=("key_encipherment",))],
        "certificate.use-wrong",
    ),
}


@pytest.mark.parametrize(("chain", "code"), REFUSED.values(), ids=REFUSED.keys())
def test_a_chain_to_nowhere_does_not(chain: list[x509.Certificate], code: str) -> None:
    with pytest.raises(CredentialError) as raised:
        ANCHORS.check(read_chain(ca.x5c(*chain)), ca.AT)
    assert raised.value.code == code


def test_without_anchors_nobody_is_trusted() -> None:
    with pytest.raises(CredentialError) as raised:
        Anchors().check(read_chain(ca.x5c(BY_ROOT)), ca.AT)
    assert raised.value.code == "certificate.untrusted"


def test_anchors_are_read_from_pem() -> None:
    pem = ROOT.public_bytes(Encoding.PEM) + MIDDLE.public_bytes(Encoding.PEM)
    Anchors.from_pem(pem).check(read_chain(ca.x5c(BY_MIDDLE)), ca.AT)
    with pytest.raises(CertificateUnreadable):
        Anchors.from_pem(b"no certificate")


@pytest.mark.parametrize(
    "x5c",
    [
        None,
        [],
        "text",
        [7],
        ["=="],
        ["AAAA"],
        ca.x5c(BY_ROOT) * 9,
        [ca.x5c(BY_ROOT)[0] + "\n"],
        ["A" * 20_000],
    ],
)
def test_what_is_no_chain_is_refused(x5c: object) -> None:
    with pytest.raises(CertificateUnreadable):
        read_chain(x5c)


def test_a_holder_is_known_by_its_registered_number() -> None:
    numbered = ca.certificate(
        "Alder College", "Root", number="NTRIE-123", names=("alder.example", "https://a.b/")
    )
    holder = holder_of(numbered)
    assert (holder.id, holder.name, holder.country) == ("x509:NTRIE-123", "Alder College", "IE")
    assert holder.names == ("alder.example", "https://a.b/")
    assert holder_of(BY_ROOT).id.startswith("x509:sha256:")


def with_a_broken_subject(certificate: x509.Certificate, tag: int) -> bytes:
    """The certificate, as DER, with the text of a name called something else: it loads all the same."""
    der = certificate.public_bytes(Encoding.DER)
    name = str(next(iter(certificate.subject)).value).encode()
    place = der.rindex(bytes([len(name)]) + name) - 1
    return der[:place] + bytes([tag, len(name), 0]) + name[1:] + der[place + 2 + len(name) :]


@pytest.mark.parametrize("tag", [0x03, 0x30], ids=["a string of bits", "a list"])
def test_a_certificate_that_is_broken_inside_is_nobodys(tag: int) -> None:
    der = with_a_broken_subject(ROOT, tag)
    certificate = x509.load_der_x509_certificate(der)
    with pytest.raises((ValueError, TypeError)):
        print(certificate.subject)
    assert holder_of(certificate).name == ""
    text = base64.encodebytes(der)
    pem = b"-----BEGIN CERTIFICATE-----\n" + text + b"-----END CERTIFICATE-----\n"
    with pytest.raises(TrustListUnreadable):
        read_list(pem)
