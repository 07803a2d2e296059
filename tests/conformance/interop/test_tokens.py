"""VC-JWT both ways with jose: 20 shapes, every kind of key, did:key and did:web."""

from __future__ import annotations

import json
from typing import Any

import pytest
from tests.conformance.interop.peers import needs_node, run
from tests.conformance.interop.shapes import NAMES, shape

from microcred.vc.dids import StaticResolver
from microcred.vc.errors import CredentialError
from microcred.vc.jwt import check_jwt, issuer_key, read_jwt, sign_jwt
from microcred.vc.keys import PrivateKey, PublicKey
from microcred.vc.signer import KeySigner

pytestmark = [pytest.mark.peer, needs_node, pytest.mark.xdist_group("node")]

KINDS = ("Ed25519", "P-256", "RSA")
METHODS = ("did:key", "did:web")
COMBINATIONS = [(name, kind, method) for name in NAMES for kind in KINDS for method in METHODS]
NAMED = [" ".join(combination) for combination in COMBINATIONS]


def signer(kind: str, method: str, private: PrivateKey) -> KeySigner:
    return KeySigner.did_key(private) if method == "did:key" else KeySigner(private, f"{web(kind)}#key-1")


def web(kind: str) -> str:
    return f"did:web:{kind.lower()}.north.example"


def resolver(kind: str, public: PublicKey) -> StaticResolver:
    method = {"id": "#key-1", "type": "JsonWebKey", "controller": web(kind), "publicKeyJwk": public.jwk}
    return StaticResolver({web(kind): {"id": web(kind), "assertionMethod": [method]}})


@pytest.fixture(scope="module")
def keys() -> dict[str, PrivateKey]:
    return {kind: PrivateKey.generate(kind) for kind in KINDS}


@pytest.fixture(scope="module")
def answer(keys: dict[str, PrivateKey]) -> dict[str, Any]:
    verify, sign = [], []
    for name, kind, method in COMBINATIONS:
        by = signer(kind, method, keys[kind])
        credential = shape(name, by.controller)
        token = sign_jwt(credential, by)
        public = keys[kind].public
        verify.append({"token": token, "jwk": public.jwk, "alg": public.jose})
        head, body, signature = token.split(".")
        other = "A" if body[40] != "A" else "B"
        verify.append({**verify[-1], "token": f"{head}.{body[:40]}{other}{body[41:]}.{signature}"})
        if kind != "RSA":
            header = {"alg": public.jose, "kid": by.verification_method, "typ": "vc+jwt"}
            sign.append({"payload": json.dumps(credential), "header": header, "jwk": keys[kind].secret_jwk})
    found = run("tokens.mjs", {"verify": verify, "sign": sign})
    signed = [NAMED[number] for number, one in enumerate(COMBINATIONS) if one[1] != "RSA"]
    return {
        "verified": dict(zip(NAMED, found["verified"][::2], strict=True)),
        "tampered": dict(zip(NAMED, found["verified"][1::2], strict=True)),
        "signed": dict(zip(signed, found["signed"], strict=True)),
    }


@pytest.mark.parametrize("name", NAMED)
def test_what_we_sign_verifies_there_and_a_tampered_copy_fails(answer: dict[str, Any], name: str) -> None:
    found = answer["verified"][name]
    assert found["ok"]
    combination = COMBINATIONS[NAMED.index(name)]
    payload = json.loads(found["payload"])
    document = shape(combination[0], payload["iss"])
    assert document.items() <= payload.items()
    assert not answer["tampered"][name]["ok"]


@pytest.mark.parametrize(
    "name", [name for name, one in zip(NAMED, COMBINATIONS, strict=True) if one[1] != "RSA"]
)
def test_what_they_sign_verifies_here_and_a_tampered_copy_fails(
    answer: dict[str, Any], keys: dict[str, PrivateKey], name: str
) -> None:
    shape_name, kind, method = COMBINATIONS[NAMED.index(name)]
    token: str = answer["signed"][name]
    jwt = read_jwt(token)
    document = resolver(kind, keys[kind].public).resolve(jwt.issuer or "")
    check_jwt(jwt, issuer_key(jwt, document))
    assert jwt.credential == shape(shape_name, signer(kind, method, keys[kind]).controller)
    head, body, signature = token.split(".")
    for changed in (f"{head}.{body[:-4]}AAAA.{signature}", f"{head}.{body}.{'A' * len(signature)}"):
        with pytest.raises(CredentialError):
            other = read_jwt(changed)
            check_jwt(other, issuer_key(other, document))
