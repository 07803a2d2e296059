"""did:key, did:jwk and did:web: the specifications' examples, and every hidden spelling refused."""

from __future__ import annotations

import pytest

from microcred.vc.dids import (
    IdentifierInvalid,
    IdentifierUnsupported,
    IssuerUnreachable,
    LocalResolver,
    MethodNotAllowed,
    did_jwk,
    did_key,
    did_web,
    web_document_url,
)
from microcred.vc.keys import KeyUnsupported, PrivateKey
from microcred.vc.multibase import base64url_encode

# did:key method, examples for Ed25519, P-256 and P-384; did:jwk method, example for P-256.
DID_KEYS = [
    ("did:key:z6MkiTBz1ymuepAQ4HEHYSF1H8quG5GLVVQR3djdX3mDooWp", "Ed25519"),
    ("did:key:z6MkjchhfUsD6mmvni8mCdXHw216Xrm9bQe2mBH1P5RDjVJG", "Ed25519"),
    ("did:key:zDnaerDaTF5BXEavCrfRZEk316dpbLsfPDZ3WJ5hRTPFU2169", "P-256"),
    ("did:key:zDnaerx9CtbPJ1q36T5Ln5wYt3MQYeGRG5ehnPAmxcf5mDZpv", "P-256"),
    ("did:key:z82Lm1MpAkeJcix9K8TMiLd5NMAhnwkjjCBeWHXyu3U4oT2MVJJKXkcVBgjGhnLBn2Kaau9", "P-384"),
    ("did:key:z82LkvCwHNreneWpsgPEbV3gu1C6NFJEBg4srfJ5gdxEsMGRJUz2sG9FE42shbn2xkZJh54", "P-384"),
]
DID_JWK = (
    "did:jwk:eyJjcnYiOiJQLTI1NiIsImt0eSI6IkVDIiwieCI6ImFjYklRaXVNczNpOF91c3pFakoydHBUdFJNNEVVM3l6OTFQSDZDZEgyVjAi"
    "LCJ5IjoiX0tjeUxqOXZXTXB0bm1LdG00NkdxRHo4d2Y3NEk1TEtncmwyR3pIM25TRSJ9"
)
DID_WEBS = [
    ("did:web:w3c-ccg.github.io", "https://w3c-ccg.github.io/.well-known/did.json"),
    ("did:web:w3c-ccg.github.io:user:alice", "https://w3c-ccg.github.io/user/alice/did.json"),
    ("did:web:example.com%3A3000:user:alice", "https://example.com:3000/user/alice/did.json"),
    ("did:web:example.com%3a3000", "https://example.com:3000/.well-known/did.json"),
    ("did:web:127.0.0.1%3A8000:i:north", "https://127.0.0.1:8000/i/north/did.json"),
    ("did:web:xn--bcher-kva.example:a%20b", "https://xn--bcher-kva.example/a%20b/did.json"),
]


@pytest.mark.parametrize(("did", "kind"), DID_KEYS)
def test_a_did_key_is_its_key(did: str, kind: str) -> None:
    document = LocalResolver().resolve(did)
    key = document.key_for(f"{did}#{did.removeprefix('did:key:')}")
    assert key.kind == kind
    assert did_key(key) == did


def test_a_did_jwk_is_its_key() -> None:
    key = LocalResolver().resolve(DID_JWK).key_for(f"{DID_JWK}#0")
    assert key.jwk["x"] == "acbIQiuMs3i8_uszEjJ2tpTtRM4EU3yz91PH6CdH2V0"
    assert did_jwk(key) == DID_JWK


def test_a_did_jwk_for_encryption_signs_nothing() -> None:
    jwk = PrivateKey.generate("P-256").public.jwk
    did = "did:jwk:" + base64url_encode(repr({**jwk, "use": "enc"}).replace("'", '"').encode())
    with pytest.raises(MethodNotAllowed):
        LocalResolver().resolve(did).key_for(f"{did}#0")


@pytest.mark.parametrize("kind", ["Ed25519", "P-256", "P-384", "RSA"])
def test_every_kind_of_key_has_both_dids(kind: str) -> None:
    public = PrivateKey.generate(kind).public
    for did in (did_key(public), did_jwk(public)):
        assert list(LocalResolver().resolve(did).keys().values()) == [public]


@pytest.mark.parametrize(("did", "url"), DID_WEBS)
def test_a_did_web_is_an_address(did: str, url: str) -> None:
    assert web_document_url(did) == url


@pytest.mark.parametrize(
    "did",
    [
        "did:web:",
        "did:web:Example.com",
        "did:web:example.com/..",
        "did:web:example.com:",
        "did:web:example.com::a",
        "did:web:example.com:..",
        "did:web:example.com:.:a",
        "did:web:example.com:%2e%2e",
        "did:web:example.com:a%2Fb",
        "did:web:example.com:a%5Cb",
        "did:web:example.com:a%00",
        "did:web:example.com:a#b",
        "did:web:example.com:a?b",
        "did:web:example.com:a b",
        "did:web:user@example.com",
        "did:web:example.com%3A0",
        "did:web:example.com%3A65536",
        "did:web:example.com%3A80x",
        "did:web:example.com%3A80%3A80",
        "did:web:example.com%2Fa",
        "did:web:-example.com",
        "did:web:exa_mple.com",
        "did:web:[::1]",
        "did:web:example.com:" + "a" * 3000,
        "did:key:z6Mk",
    ],
)
def test_a_did_web_that_hides_something_is_refused(did: str) -> None:
    with pytest.raises(IdentifierInvalid):
        web_document_url(did)


def test_did_web_is_built_from_host_and_path() -> None:
    assert did_web("127.0.0.1:8000", "i", "north") == "did:web:127.0.0.1%3A8000:i:north"
    with pytest.raises(IdentifierInvalid):
        did_web("example.org", "a/b")


@pytest.mark.parametrize(
    ("identifier", "error"),
    [
        ("did:key:z6MkiTBz1ymuepAQ4HEHYSF1H8quG5GLVVQR3djdX3mDooW", KeyUnsupported),
        ("did:key:u7QGKiOPddAnxlf1S2y08ul1yymcJvx2UEhvzdIgBtA9vXA", IdentifierInvalid),
        ("did:key:", IdentifierInvalid),
        ("did:key:z" + "2" * 3000, IdentifierInvalid),
        ("did:key:z6LSbysY2xFMRpGMhb7tFTLMpeuPRaqaWM1yECx2AtzE3KCc", KeyUnsupported),
        ("did:jwk:e30", KeyUnsupported),
        ("did:jwk:W10", IdentifierInvalid),
        ("did:jwk:AAAA", IdentifierInvalid),
        ("did:jwk:==", IdentifierInvalid),
        ("did:web:example.com", IssuerUnreachable),
        ("https://example.com/issuer", IssuerUnreachable),
        ("did:ion:abc", IdentifierUnsupported),
        ("urn:uuid:1", IdentifierInvalid),
        ("", IdentifierInvalid),
    ],
)
def test_the_local_resolver_says_why_not(identifier: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        LocalResolver().resolve(identifier)
