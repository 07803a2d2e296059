"""Seals of European Digital Credentials: over every letter, by a certificate that leads to an authority."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, padding
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from tests.unit.vc.certificates import authority

from microcred.vc.certificates import NO_ANCHORS, Anchors
from microcred.vc.checks import Step
from microcred.vc.examine import examine
from microcred.vc.multibase import base64url_encode
from microcred.vc.openbadges.identity import ExpectedRecipient
from microcred.vc.policy import IssuerIn
from microcred.vc.report import VerificationReport
from microcred.vc.verdicts import Verdict

AT = datetime(2026, 6, 1, tzinfo=UTC)
ANCHORS = Anchors([authority.ROOT])
SEAL = authority.certificate("rsa Alder College", "Root", number="NTRIE-4711", uses=("content_commitment",))
CURVE = authority.certificate("Alder College", "Root", number="NTRIE-4711")
TRUSTED = IssuerIn({"x509:NTRIE-4711": "Alder College"})


def credential(**changes: Any) -> dict[str, Any]:
    content: dict[str, Any] = {
        "@context": [
            "https://www.w3.org/2018/credentials/v1",
            "http://data.europa.eu/snb/model/context/edc-ap",
        ],
        "id": "urn:credential:1",
        "type": ["VerifiableCredential", "EuropeanDigitalCredential"],
        "issuer": {
            "id": "urn:epass:org:1",
            "legalName": {"en": "Alder College"},
            "eIDASIdentifier": {"type": "LegalIdentifier", "notation": "4711"},
        },
        "issuanceDate": "2026-01-12T08:46:26Z",
        "validFrom": "2026-01-12T08:46:26Z",
        "credentialSubject": {
            "fullName": {"ga": "Máire Ní Bhriain"},
            "hasClaim": {"title": {"de": "Vortragen", "en": "Presenting to an audience"}},
        },
        **changes,
    }
    return {name: value for name, value in content.items() if value is not None}


def sealed(
    content: dict[str, Any] | None = None,
    header: dict[str, Any] | None = None,
    *,
    certificate: Any = SEAL,
    key: Any = None,
    flat: bool = False,
    plain: bool = True,
) -> dict[str, Any]:
    """A sealed document; `plain` means that the payload is not in base64."""
    text = json.dumps(content or credential(), ensure_ascii=False)
    head: dict[str, Any] = {
        "alg": "RS256" if certificate is SEAL else "ES256",
        "x5c": authority.x5c(certificate),
        "x5t#S256": base64url_encode(sha256(certificate.public_bytes(Encoding.DER)).digest()),
        "sigT": "2026-01-12T08:46:26Z",
        "crit": ["sigT"],
    }
    if plain:
        head |= {"b64": False, "crit": ["b64", "sigT"]}
    head = {name: value for name, value in {**head, **(header or {})}.items() if value is not None}
    protected = base64url_encode(json.dumps(head).encode())
    payload = text if plain else base64url_encode(text.encode())
    data = f"{protected}.{payload}".encode()
    key = key or authority.key("rsa Alder College" if certificate is SEAL else "Alder College")
    one = {"protected": protected, "signature": base64url_encode(signature(key, data))}
    return {"payload": payload, **one} if flat else {"payload": payload, "signatures": [one]}


def signature(key: Any, data: bytes) -> bytes:
    if isinstance(key, ec.EllipticCurvePrivateKey):
        r, s = decode_dss_signature(key.sign(data, ec.ECDSA(SHA256())))
        return r.to_bytes(32, "big") + s.to_bytes(32, "big")
    found: bytes = key.sign(data, padding.PKCS1v15(), SHA256())
    return found


def report_on(document: dict[str, Any], **asked: Any) -> VerificationReport:
    defaults: dict[str, Any] = {"at": AT, "policy": TRUSTED, "anchors": ANCHORS}
    return examine(json.dumps(document, ensure_ascii=False).encode(), **{**defaults, **asked})


SOUND = {
    "an RSA seal": sealed(),
    "a seal with a key on a curve": sealed(certificate=CURVE),
    "a payload in base64": sealed(plain=False),
    "one signature beside the payload": sealed(flat=True),
    "without a time": sealed(header={"sigT": None, "crit": ["b64"]}),
}


@pytest.mark.parametrize("document", SOUND.values(), ids=SOUND.keys())
def test_a_sound_seal_holds(document: dict[str, Any]) -> None:
    report = report_on(document)
    assert report.verdict is Verdict.HOLDS, report.as_json()
    assert report.trusted_as == "Alder College"
    assert report.signed is not None
    assert (report.signed.title, report.signed.recipient) == ("Presenting to an audience", "Máire Ní Bhriain")
    assert report.signed.issuer_name == "Alder College"


def test_another_spelling_of_the_json_around_it_changes_nothing() -> None:
    data = json.dumps(sealed(), indent=3, ensure_ascii=True).encode()
    assert examine(data, at=AT, policy=TRUSTED, anchors=ANCHORS).verdict is Verdict.HOLDS


def changed(document: dict[str, Any], old: str, new: str) -> dict[str, Any]:
    assert old in document["payload"]
    return {**document, "payload": document["payload"].replace(old, new)}


NUMBERED = credential(issuer={"id": "urn:epass:org:2", "legalName": {"en": "Beech University"}})
OTHERS: dict[str, tuple[dict[str, Any], Any, Step, str, Verdict]] = {
    "without authorities": (
        sealed(),
        NO_ANCHORS,
        Step.ISSUER,
        "certificate.untrusted",
        Verdict.UNCHECKED,
    ),
    "sealed by another organisation": (
        sealed(NUMBERED),
        ANCHORS,
        Step.ISSUER,
        "seal.for-another",
        Verdict.UNCHECKED,
    ),
    "with another letter": (
        changed(sealed(), "Presenting", "Prezenting"),
        ANCHORS,
        Step.PROOF,
        "signature.wrong",
        Verdict.NOT_GENUINE,
    ),
    "with another space": (
        changed(sealed(), '", "', '","'),
        ANCHORS,
        Step.PROOF,
        "signature.wrong",
        Verdict.NOT_GENUINE,
    ),
    "by another key than the certificate's": (
        sealed(key=authority.key("rsa other")),
        ANCHORS,
        Step.PROOF,
        "signature.wrong",
        Verdict.NOT_GENUINE,
    ),
    "with the fingerprint of another certificate": (
        sealed(header={"x5t#S256": base64url_encode(bytes(32))}),
        ANCHORS,
        Step.KIND,
        "seal.malformed",
        Verdict.NOT_GENUINE,
    ),
    "with no algorithm": (
        sealed(header={"alg": "none"}),
        ANCHORS,
        Step.KIND,
        "jwt.algorithm-refused",
        Verdict.NOT_GENUINE,
    ),
    "with another algorithm than the key's": (
        sealed(header={"alg": "ES256"}),
        ANCHORS,
        Step.PROOF,
        "jwt.algorithm-refused",
        Verdict.NOT_GENUINE,
    ),
    "with an unknown critical header": (
        sealed(header={"crit": ["b64", "sigT", "srCms"], "srCms": []}),
        ANCHORS,
        Step.KIND,
        "kind.seal",
        Verdict.UNCHECKED,
    ),
    "with b64 that is not critical": (
        sealed(header={"crit": ["sigT"]}),
        ANCHORS,
        Step.KIND,
        "seal.malformed",
        Verdict.NOT_GENUINE,
    ),
    "without its certificate": (
        sealed(header={"x5c": None, "x5u": "https://evil.example/seal.pem"}),
        ANCHORS,
        Step.KIND,
        "seal.key-missing",
        Verdict.UNCHECKED,
    ),
    "over": (
        sealed(credential(expirationDate="2026-05-01T00:00:00Z")),
        ANCHORS,
        Step.DATES,
        "dates.expired",
        Verdict.EXPIRED,
    ),
    "with two signatures": (
        {"payload": "e30", "signatures": [{}, {}]},
        ANCHORS,
        Step.KIND,
        "kind.seal",
        Verdict.UNCHECKED,
    ),
    "with a payload that is no credential": (
        sealed({"id": "urn:x"}),
        ANCHORS,
        Step.KIND,
        "kind.not-a-credential",
        Verdict.NOT_GENUINE,
    ),
}


@pytest.mark.parametrize(
    ("document", "anchors", "step", "code", "verdict"), OTHERS.values(), ids=OTHERS.keys()
)
def test_a_seal_that_does_not_hold_says_why(
    document: dict[str, Any], anchors: Anchors, step: Step, code: str, verdict: Verdict
) -> None:
    report = report_on(document, anchors=anchors)
    assert report.check(step).code == code, report.as_json()
    assert report.verdict is verdict
    assert report.trusted_as == ("Alder College" if verdict is Verdict.EXPIRED else "")


def test_the_seal_counts_at_the_time_it_was_made() -> None:
    late = datetime(2029, 1, 1, tzinfo=UTC)
    assert report_on(sealed(), at=late).verdict is Verdict.HOLDS
    undated = report_on(SOUND["without a time"], at=late)
    assert undated.check(Step.ISSUER).code == "certificate.out-of-time"


@pytest.mark.parametrize(
    ("name", "code"), [("Máire Ní Bhriain", "recipient.matches"), ("Seán", "recipient.other")]
)
def test_the_recipient_is_compared_by_name(name: str, code: str) -> None:
    report = report_on(sealed(), expected_recipient=ExpectedRecipient(name=name))
    assert report.check(Step.RECIPIENT).code == code
