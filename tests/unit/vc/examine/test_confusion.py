"""Every confusion of algorithms and keys fails, with a code of its own; what only looks odd is valid."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Callable
from typing import Any

import pytest
from tests.properties import seeds
from tests.unit.vc.examine import institution as college
from tests.unit.vc.keys.test_keys import ORDER, P256_ORDER, P384_ORDER

from microcred import vc
from microcred.vc.checks import Step
from microcred.vc.keys import PrivateKey
from microcred.vc.multibase import base58_decode, base58_encode, base64url_decode, base64url_encode
from microcred.vc.outcomes import Outcome
from microcred.vc.report import VerificationReport

POLICY = vc.IssuerIn(seeds.ISSUERS)
STRANGER = PrivateKey("Ed25519", bytes(range(2, 34)))


def examined(data: bytes) -> VerificationReport:
    return vc.examine(data, at=college.AT, resolver=college.resolver(), policy=POLICY)


def resigned(header: dict[str, Any], sign: Callable[[bytes], bytes]) -> bytes:
    """The college's badge as a token with another header, signed by `sign`."""
    old, payload, _ = college.signed(form="jwt").decode().split(".")
    merged = {**json.loads(base64url_decode(old)), **header}
    text = f"{base64url_encode(json.dumps(merged).encode())}.{payload}"
    return f"{text}.{base64url_encode(sign(text.encode()))}".encode()


def mac(secret: bytes, name: str = "sha256") -> Callable[[bytes], bytes]:
    return lambda data: hmac.new(secret, data, getattr(hashlib, name)).digest()


PUBLIC = college.KEY.public
SECRETS = {
    "the raw key": PUBLIC.raw,
    "the multikey": PUBLIC.multikey.encode(),
    "the key as JWK": json.dumps(PUBLIC.jwk).encode(),
    "nothing": b"",
}
KID = {"kid": f"did:key:{STRANGER.public.multikey}#{STRANGER.public.multikey}"}
CONFUSED: dict[str, tuple[bytes, Outcome, str]] = {
    **{
        f"a password that is {name}": (
            resigned({"alg": "HS256"}, mac(secret)),
            Outcome.FAILED,
            "jwt.algorithm-refused",
        )
        for name, secret in SECRETS.items()
    },
    "no signature at all": (
        resigned({"alg": "none"}, lambda data: bytes(64)),
        Outcome.FAILED,
        "jwt.algorithm-refused",
    ),
    "another curve's name": (
        resigned({"alg": "ES256"}, college.KEY.sign),
        Outcome.FAILED,
        "jwt.algorithm-refused",
    ),
    "RSA's name": (resigned({"alg": "RS256"}, college.KEY.sign), Outcome.FAILED, "jwt.algorithm-refused"),
    "a key in the header": (
        resigned({"jwk": STRANGER.public.jwk}, STRANGER.sign),
        Outcome.FAILED,
        "jwt.key-foreign",
    ),
    "a key of somebody else by name": (resigned(KID, STRANGER.sign), Outcome.FAILED, "issuer.method-unknown"),
    "somebody else's signature": (resigned({}, STRANGER.sign), Outcome.FAILED, "signature.wrong"),
    "an address of a certificate": (
        resigned({"x5u": "https://evil.example/key"}, college.KEY.sign),
        Outcome.FAILED,
        "jwt.header-refused",
    ),
    "an address of keys": (
        resigned({"jku": "https://evil.example/keys"}, college.KEY.sign),
        Outcome.FAILED,
        "jwt.header-refused",
    ),
}


@pytest.mark.parametrize(("data", "outcome", "code"), CONFUSED.values(), ids=CONFUSED.keys())
def test_a_confused_token_is_refused_with_its_own_code(data: bytes, outcome: Outcome, code: str) -> None:
    assert examined(resigned({}, college.KEY.sign)).verified
    report = examined(data)
    check = next(one for one in report.checks if one.outcome is not Outcome.PASSED)
    assert (report.outcome, check.code) == (outcome, code)
    assert not report.verified


def proved(name: str, change: Callable[[dict[str, Any]], None]) -> VerificationReport:
    document = json.loads(seeds.data_integrity()[name])
    change(document["proof"])
    return examined(json.dumps(document).encode())


def with_value(change: Callable[[bytes], bytes]) -> Callable[[dict[str, Any]], None]:
    def changed(proof: dict[str, Any]) -> None:
        proof["proofValue"] = "z" + base58_encode(
            change(base58_decode(proof["proofValue"][1:], characters=200))
        )

    return changed


def over(order: int, size: int, *, big: bool) -> Callable[[bytes], bytes]:
    """The other S: n - S on a curve of NIST's, S + L for Ed25519."""

    def changed(signature: bytes) -> bytes:
        s = int.from_bytes(signature[size:], "big" if big else "little")
        return signature[:size] + (order - s if big else s + order).to_bytes(size, "big" if big else "little")

    return changed


ODD: dict[str, tuple[str, Callable[[dict[str, Any]], None], str]] = {
    "the other S on P-256": (
        "ecdsa-rdfc-2019 P-256",
        with_value(over(P256_ORDER, 32, big=True)),
        "proof.unchanged",
    ),
    "the other S on P-384": (
        "ecdsa-rdfc-2019 P-384",
        with_value(over(P384_ORDER, 48, big=True)),
        "proof.unchanged",
    ),
    "S over the order of Ed25519": (
        "eddsa-rdfc-2022 Ed25519",
        with_value(over(ORDER, 32, big=False)),
        "signature.wrong",
    ),
    "nothing but zeros": ("eddsa-rdfc-2022 Ed25519", with_value(lambda data: bytes(64)), "signature.wrong"),
    "a suite of another kind of key": (
        "eddsa-rdfc-2022 Ed25519",
        lambda proof: proof.update(cryptosuite="ecdsa-rdfc-2019"),
        "proof.key-wrong",
    ),
    "a suite of the other curve": (
        "ecdsa-sd-2023, a part",
        lambda proof: proof.update(cryptosuite="ecdsa-jcs-2019"),
        "proof.malformed",
    ),
    "a signature half as long": (
        "ecdsa-rdfc-2019 P-384",
        with_value(lambda data: data[:64]),
        "proof.malformed",
    ),
}


@pytest.mark.parametrize(("name", "change", "code"), ODD.values(), ids=ODD.keys())
def test_an_odd_signature_is_valid_or_has_its_own_code(
    name: str, change: Callable[[dict[str, Any]], None], code: str
) -> None:
    assert proved(name, lambda proof: None).verified
    report = proved(name, change)
    assert report.check(Step.PROOF).code == code
    assert report.verified is (code == "proof.unchanged")
