"""Controller documents: the issuer's keys as it lists them, and nothing guessed."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from microcred.vc.dids import (
    ControllerDocument,
    ControllerDocumentInvalid,
    KeyExpired,
    KeyRevoked,
    MethodNotAllowed,
    MethodUnknown,
    StaticResolver,
)
from microcred.vc.keys import KeyUnreadable, KeyUnsupported, PrivateKey
from microcred.vc.multibase import MultibaseInvalid

DID = "did:web:example.org"
ED = PrivateKey.generate("Ed25519").public
EC = PrivateKey.generate("P-256").public
KEY = f"{DID}#key-1"


def method(**changes: Any) -> dict[str, Any]:
    entry = {"id": KEY, "type": "Multikey", "controller": DID, "publicKeyMultibase": ED.multikey, **changes}
    return {name: value for name, value in entry.items() if value is not None}


def document(*methods: Any, **changes: Any) -> dict[str, Any]:
    return {"id": DID, "verificationMethod": list(methods), "assertionMethod": [KEY], **changes}


@pytest.mark.parametrize(
    "entry",
    [
        method(),
        method(id="#key-1"),
        method(type="Ed25519VerificationKey2020"),
        method(type="JsonWebKey", publicKeyMultibase=None, publicKeyJwk=ED.jwk),
        method(type="JsonWebKey2020", publicKeyMultibase=None, publicKeyJwk=ED.jwk),
    ],
    ids=["Multikey", "relative id", "Ed25519VerificationKey2020", "JsonWebKey", "JsonWebKey2020"],
)
def test_each_listed_form_of_a_key_is_read(entry: dict[str, Any]) -> None:
    assert ControllerDocument.parse(document(entry), DID).key_for(KEY) == ED
    relative = document(entry, assertionMethod=["#key-1"])
    assert ControllerDocument.parse(relative, DID).keys() == {KEY: ED}


def test_a_key_may_stand_inside_its_relationship() -> None:
    parsed = ControllerDocument.parse({"id": DID, "assertionMethod": method()}, DID)
    assert parsed.key_for(KEY) == ED


def test_a_key_counts_only_for_what_it_is_listed_for() -> None:
    parsed = ControllerDocument.parse(document(method(), assertionMethod=[], authentication=[KEY]), DID)
    assert parsed.key_for(KEY, purpose="authentication") == ED
    with pytest.raises(MethodNotAllowed):
        parsed.key_for(KEY)
    with pytest.raises(MethodUnknown):
        parsed.key_for(f"{DID}#key-2")


@pytest.mark.parametrize(("field", "error"), [("revoked", KeyRevoked), ("expires", KeyExpired)])
def test_a_key_counts_until_its_end(field: str, error: type[Exception]) -> None:
    parsed = ControllerDocument.parse(document(method(**{field: "2026-05-01T00:00:00Z"})), DID)
    assert parsed.key_for(KEY, at=datetime(2026, 4, 30, 23, 59, 59, tzinfo=UTC)) == ED
    assert parsed.key_for(KEY) == ED
    with pytest.raises(error):
        parsed.key_for(KEY, at=datetime(2026, 5, 1, tzinfo=UTC))


@pytest.mark.parametrize(
    ("entry", "error"),
    [
        (method(type="X25519KeyAgreementKey2020"), KeyUnsupported),
        (method(type=None), KeyUnsupported),
        (method(type=["Multikey"]), KeyUnsupported),
        (method(publicKeyMultibase="zzz0"), MultibaseInvalid),
        (method(publicKeyMultibase=None), MultibaseInvalid),
        (method(publicKeyJwk=ED.jwk), KeyUnreadable),
        (method(secretKeyMultibase="z"), KeyUnreadable),
        (method(type="Ed25519VerificationKey2020", publicKeyMultibase=EC.multikey), KeyUnreadable),
        (
            method(type="JsonWebKey", publicKeyMultibase=None, publicKeyJwk={**ED.jwk, "d": "AA"}),
            KeyUnreadable,
        ),
        (method(type="JsonWebKey", publicKeyMultibase=None), KeyUnreadable),
    ],
)
def test_one_unusable_key_spoils_no_other(entry: dict[str, Any], error: type[Exception]) -> None:
    other = method(id=f"{DID}#key-2", publicKeyMultibase=EC.multikey)
    parsed = ControllerDocument.parse(document(entry, other, assertionMethod=[KEY, f"{DID}#key-2"]), DID)
    assert parsed.key_for(f"{DID}#key-2") == EC
    assert parsed.keys() == {f"{DID}#key-2": EC}
    for _ in range(2):
        with pytest.raises(error):
            parsed.key_for(KEY)


@pytest.mark.parametrize(
    "broken",
    [
        None,
        [],
        "text",
        {},
        document(method(), id="did:web:example.com"),
        document(method(), id=None),
        document(method(), method()),
        document(method(controller="did:web:example.com")),
        document(method(controller=None)),
        document(method(id=None)),
        document(method(id="key-1")),
        document(method(id=7)),
        document("text"),
        document(method(), verificationMethod="text"),
        document(method(), assertionMethod=[7]),
        document(method(), assertionMethod=[method()]),
        document(method(revoked="yesterday")),
        document(method(expires=7)),
        document(*[method(id=f"#{number}") for number in range(501)]),
        document(method(), assertionMethod=[KEY] * 501),
    ],
)
def test_a_broken_document_is_out_of_reach(broken: Any) -> None:
    with pytest.raises(ControllerDocumentInvalid):
        ControllerDocument.parse(broken, DID)


def test_a_bare_jwk_is_the_one_key_of_its_address() -> None:
    url = "https://example.org/keys/1"
    assert ControllerDocument.parse(EC.jwk, url).key_for(url) == EC
    for broken in ({"kty": "EC"}, {**EC.jwk, "d": "AA"}):
        with pytest.raises(ControllerDocumentInvalid):
            ControllerDocument.parse(broken, url)


def test_a_document_without_keys_leaves_it_open() -> None:
    profile = ControllerDocument.parse({"id": DID, "type": ["Profile"], "name": "North College"}, DID)
    with pytest.raises(ControllerDocumentInvalid):
        profile.key_for(KEY)


def test_documents_at_hand_are_found_by_identifier() -> None:
    resolver = StaticResolver({DID: document(method())})
    assert resolver.resolve(DID).key_for(KEY) == ED
    parsed = resolver.resolve(DID)
    assert StaticResolver({DID: parsed}).resolve(DID) is parsed
    with pytest.raises(ControllerDocumentInvalid):
        StaticResolver({"did:web:example.com": document(method())}).resolve("did:web:example.com")
