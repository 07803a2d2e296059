"""Whatever is put in, only our own errors come out: tokens, documents, proofs, entries, lists, times."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any

import orjson
from hypothesis import given, settings
from hypothesis import strategies as st

from microcred.vc.dids import ControllerDocument, LocalResolver, web_document_url
from microcred.vc.errors import CredentialError
from microcred.vc.jwt import read_jwt
from microcred.vc.keys import PrivateKey, PublicKey
from microcred.vc.multibase import base64url_encode
from microcred.vc.proofs import proofs_of, read_options
from microcred.vc.status import StatusBits, read_entries, read_list
from microcred.vc.timestamps import parse_timestamp

WORDS = st.sampled_from(
    [
        "id",
        "type",
        "did:web:a.example",
        "#key-1",
        "Multikey",
        "JsonWebKey",
        "2026-05-01T00:00:00Z",
        "revocation",
        "u",
        "z",
    ]
)
JSON: st.SearchStrategy[Any] = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-9, 2**53)
    | st.floats(allow_nan=False)
    | st.text(max_size=9)
    | WORDS,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9) | WORDS, inner, max_size=4)
    ),
    max_leaves=12,
)


def objects(*names: str) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({}, optional=dict.fromkeys(names, JSON))


METHOD = objects("id", "type", "controller", "publicKeyMultibase", "publicKeyJwk", "revoked", "expires").map(
    lambda entry: {"id": "#a", "controller": "did:web:a.example", "type": "Multikey", **entry}
)
DOCUMENT = st.fixed_dictionaries(
    {"id": st.just("did:web:a.example")},
    optional={
        "verificationMethod": st.lists(METHOD | JSON, max_size=3) | JSON,
        "assertionMethod": st.lists(METHOD) | JSON,
    },
)


def only_ours(call: Callable[..., object], *given: object) -> None:
    with suppress(CredentialError):
        call(*given)


@settings(max_examples=200)
@given(DOCUMENT | JSON)
def test_documents(document: Any) -> None:
    def use() -> None:
        parsed = ControllerDocument.parse(document, "did:web:a.example")
        parsed.keys()
        for method in parsed.methods:
            only_ours(parsed.key_for, method)

    only_ours(use)


@given(objects("kty", "crv", "x", "y", "n", "e", "d") | JSON)
def test_keys(jwk: Any) -> None:
    only_ours(lambda: PublicKey.from_jwk(jwk))
    only_ours(lambda: PublicKey.from_multikey(jwk))
    only_ours(lambda: PrivateKey.from_multikey(jwk))


@settings(max_examples=200)
@given(
    objects("alg", "typ", "kid", "jwk", "crit") | JSON,
    objects("vc", "iss", "sub", "jti", "nbf", "exp", "iat", "issuer", "id", "credentialSubject", "validFrom")
    | JSON,
    st.booleans(),
)
def test_tokens(header: Any, payload: Any, allowed: bool) -> None:
    head = {"alg": "EdDSA", "typ": "JWT"} if allowed else header
    token = f"{base64url_encode(orjson.dumps(head))}.{base64url_encode(orjson.dumps(payload))}.AAAA"
    only_ours(lambda: read_jwt(token))


@given(st.text() | st.from_regex(r"\A[A-Za-z0-9._-]{0,40}\Z"))
def test_texts(text: str) -> None:
    for call in (read_jwt, web_document_url, LocalResolver().resolve, parse_timestamp, StatusBits.decode):
        only_ours(call, text)
        only_ours(call, "u" + text)
    for start in ("did:key:", "did:jwk:", "did:web:"):
        only_ours(LocalResolver().resolve, start + text)


@given(objects("proof", "credentialStatus", "credentialSubject", "issuer", "type", "id", "validFrom"))
def test_credentials(document: dict[str, Any]) -> None:
    only_ours(lambda: [read_options(proof) for proof in proofs_of(document)])
    only_ours(lambda: read_entries(document))
    only_ours(lambda: read_list(document))
    only_ours(lambda: read_list({**document, "type": "BitstringStatusListCredential"}))


@given(
    objects("type", "cryptosuite", "proofPurpose", "verificationMethod", "created", "expires", "proofValue")
)
def test_proofs(proof: dict[str, Any]) -> None:
    only_ours(lambda: read_options(proof))
    only_ours(lambda: read_options({**proof, "type": "DataIntegrityProof", "cryptosuite": "eddsa-rdfc-2022"}))
