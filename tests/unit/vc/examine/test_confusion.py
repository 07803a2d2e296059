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
from microcred.vc.jwt import read_compact
from microcred.vc.keys import PrivateKey
from microcred.vc.multibase import base58_decode, base58_encode, base64url_decode, base64url_encode
from microcred.vc.outcomes import Outcome
from microcred.vc.report import VerificationReport
from microcred.vc.status import StaticStatuses

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


FORGER = college.did_key_signer()
BADGE = college.badge()
SHOWN = {
    "@context": ["https://www.w3.org/ns/credentials/v2"],
    "type": ["VerifiablePresentation"],
    "holder": college.did_of(FORGER),
    "verifiableCredential": [json.loads(college.signed())],
}
BOTH = ["VerifiablePresentation", *BADGE["type"]]
AS_HOLDER: dict[str, tuple[str, dict[str, Any]]] = {
    "as vp+jwt": ("vp+jwt", {**BADGE, "holder": college.did_of(FORGER)}),
    "as vp+jwt of both types": ("vp+jwt", {**BADGE, "holder": college.did_of(FORGER), "type": BOTH}),
    "in the claim vp": ("JWT", {"iss": college.did_of(FORGER), "vp": BADGE}),
    "in the claim vp, of both types": ("JWT", {"iss": college.did_of(FORGER), "vp": {**BADGE, "type": BOTH}}),
    "a presentation as vc+jwt": ("vc+jwt", {**SHOWN, "issuer": college.did_of(FORGER)}),
    "a presentation of somebody else as vc+jwt": (
        "vc+jwt",
        {**SHOWN, "holder": college.COLLEGE, "issuer": college.did_of(FORGER)},
    ),
}


def by_forger(typ: str, payload: dict[str, Any], signer: vc.KeySigner = FORGER) -> bytes:
    head = {"alg": "EdDSA", "typ": typ, "kid": signer.verification_method}
    text = ".".join(base64url_encode(json.dumps(one).encode()) for one in (head, payload))
    return f"{text}.{base64url_encode(signer.sign(text.encode()))}".encode()


@pytest.mark.parametrize(("typ", "payload"), AS_HOLDER.values(), ids=AS_HOLDER.keys())
def test_a_holders_key_never_speaks_for_the_issuer_of_a_credential(typ: str, payload: dict[str, Any]) -> None:
    """Whoever presents signs with a key of their own: it must not pass for the key of who is named."""
    trusting = vc.IssuerIn([college.COLLEGE, college.did_of(FORGER)])
    token = by_forger(typ, payload)
    carried = {"type": "EnvelopedVerifiableCredential", "id": f"data:application/vc+jwt,{token.decode()}"}
    for data in (token, json.dumps(carried).encode()):
        report = vc.examine(data, at=college.AT, resolver=college.resolver(), policy=trusting)
        assert (report.check(Step.KIND).code, report.signed) == ("jwt.kind-other", None)
        assert report.outcome is Outcome.FAILED


def test_the_same_presentation_as_itself_holds() -> None:
    report = vc.examine(
        by_forger("vp+jwt", SHOWN),
        at=college.AT,
        resolver=college.resolver(),
        policy=vc.IssuerIn([college.COLLEGE]),
    )
    assert report.verified


def test_a_status_list_that_a_holder_signed_takes_nothing_back() -> None:
    content = {**college.badge(), "credentialStatus": college.entry().document()}
    signed = read_compact(college.signed(college.listing(7), form="jwt").decode()).payload
    forged = by_forger("vp+jwt", {**signed, "holder": college.did_of(FORGER)})
    for data, code in (
        (forged, "status.list-unverified"),
        (college.signed(college.listing(7)), "status.revoked"),
    ):
        report = vc.examine(
            college.signed(content),
            at=college.AT,
            resolver=college.resolver(),
            policy=POLICY,
            statuses=StaticStatuses({college.LIST: data}),
        )
        assert report.check(Step.STATUS).code == code


@pytest.mark.parametrize("stated", [college.COLLEGE, {"id": college.COLLEGE, "type": ["Profile"]}])
def test_an_sd_jwt_names_one_issuer(stated: Any) -> None:
    """`iss` has the key; the issuer inside is what people read, and whose status list is asked."""
    content = {**BADGE, "issuer": stated, "iss": college.did_of(FORGER)}
    report = vc.examine(
        by_forger("vc+sd-jwt", content) + b"~",
        at=college.AT,
        resolver=college.resolver(),
        policy=vc.IssuerIn([college.did_of(FORGER)]),
    )
    assert (report.check(Step.PROOF).code, report.signed) == ("jwt.claims-wrong", None)
