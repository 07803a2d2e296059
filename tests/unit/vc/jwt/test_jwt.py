"""VC-JWT by Open Badges 3.0 section 8.2: joserfc agrees both ways, and every known attack is refused."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import orjson
import pytest
from joserfc import jwk as jose_keys
from joserfc import jws

from microcred.vc.dids import ControllerDocument, LocalResolver, MethodNotAllowed, MethodUnknown, did_key
from microcred.vc.errors import CredentialError
from microcred.vc.jwt import (
    JwtAlgorithmRefused,
    JwtClaimsWrong,
    JwtExpired,
    JwtHeaderRefused,
    JwtKeyForeign,
    JwtKeyUnnamed,
    JwtMalformed,
    JwtUnsupported,
    check_jwt,
    header_key,
    issuer_key,
    read_jwt,
    sign_jwt,
)
from microcred.vc.keys import KeyUnreadable, PrivateKey, PublicKey, SignatureWrong
from microcred.vc.multibase import base64url_decode, base64url_encode
from microcred.vc.proofs import ProofPresent
from microcred.vc.signer import KeySigner
from microcred.vc.timestamps import TimestampInvalid

KINDS = ["Ed25519", "P-256", "P-384", "RSA"]
KEY = PrivateKey("Ed25519", bytes(range(32)))
KEYS = {**{kind: PrivateKey.generate(kind) for kind in KINDS}, "Ed25519": KEY}
SIGNER = KeySigner.did_key(KEY)
ISSUER = SIGNER.controller
CREDENTIAL: dict[str, Any] = {
    "@context": ["https://www.w3.org/ns/credentials/v2"],
    "id": "urn:uuid:5b7e0a52-0a5e-4d1c-8a6f-2f6a3c1d9b10",
    "type": ["VerifiableCredential"],
    "issuer": {"id": ISSUER, "type": ["Profile"]},
    "validFrom": "2026-05-01T09:00:00Z",
    "validUntil": "2029-05-01T09:00:00.5+02:00",
    "credentialSubject": {"id": "did:example:jürgen", "name": "Jürgen"},
}
OLD: dict[str, Any] = {
    "@context": ["https://www.w3.org/2018/credentials/v1"],
    "type": ["VerifiableCredential"],
    "credentialSubject": {"name": "Jürgen"},
}


def token(
    payload: Any = None,
    header: dict[str, Any] | None = None,
    key: PrivateKey = KEY,
    signature: bytes | None = None,
) -> str:
    """A token with any header and payload, signed by `key` whatever the header says."""
    head = {"alg": key.public.jose, "kid": SIGNER.verification_method, "typ": "JWT", **(header or {})}
    head = {name: value for name, value in head.items() if value is not None}
    body = payload if isinstance(payload, bytes) else orjson.dumps(CREDENTIAL if payload is None else payload)
    signed = f"{base64url_encode(orjson.dumps(head))}.{base64url_encode(body)}"
    return f"{signed}.{base64url_encode(key.sign(signed.encode()) if signature is None else signature)}"


def verified(text: str, at: datetime | None = None) -> dict[str, Any]:
    jwt = read_jwt(text)
    check_jwt(jwt, issuer_key(jwt, LocalResolver().resolve(ISSUER), at=at), at=at)
    return jwt.credential


def test_a_signed_credential_comes_back() -> None:
    text = sign_jwt(CREDENTIAL, SIGNER)
    assert verified(text) == CREDENTIAL
    header, payload, _ = (part for part in text.split("."))
    assert orjson.loads(base64url_decode(header)) == {
        "alg": "EdDSA",
        "kid": SIGNER.verification_method,
        "typ": "JWT",
    }
    claims = orjson.loads(base64url_decode(payload))
    assert claims["iss"] == ISSUER
    assert claims["jti"] == CREDENTIAL["id"]
    assert claims["sub"] == "did:example:jürgen"
    assert claims["nbf"] == int(datetime(2026, 5, 1, 9, tzinfo=UTC).timestamp())
    assert claims["exp"] == int(datetime(2029, 5, 1, 7, tzinfo=UTC).timestamp())
    assert "vc" not in claims


@pytest.mark.filterwarnings("ignore:EdDSA is deprecated via RFC 9864")
@pytest.mark.parametrize("kind", KINDS)
def test_joserfc_verifies_what_we_sign_and_we_what_it_signs(kind: str) -> None:
    credential = {**CREDENTIAL, "issuer": "did:web:example.org"}
    key, method = KEYS[kind], "did:web:example.org#key-1"
    alg = key.public.jose
    ours = sign_jwt(credential, KeySigner(key, method))
    found = jws.deserialize_compact(ours, jose_keys.import_key(key.public.jwk), algorithms=[alg])
    assert orjson.loads(found.payload or b"")["id"] == CREDENTIAL["id"]

    generated: Any = {"Ed25519": jose_keys.OKPKey, "RSA": jose_keys.RSAKey}.get(kind, jose_keys.ECKey)
    theirs = generated.generate_key(2048 if kind == "RSA" else kind)
    public = PublicKey.from_jwk(theirs.as_dict(private=False))
    header = {"alg": alg, "kid": method, "typ": "vc+jwt"}
    text = jws.serialize_compact(header, orjson.dumps(credential), theirs, algorithms=[alg])
    jwt = read_jwt(text)
    check_jwt(jwt, issuer_key(jwt, ControllerDocument.of_key("did:web:example.org", "key-1", public)))
    assert jwt.credential == credential


@pytest.mark.parametrize("kind", KINDS)
def test_a_changed_byte_anywhere_is_refused(kind: str) -> None:
    key = KEYS[kind]
    signer = KeySigner.did_key(key)
    text = sign_jwt({**CREDENTIAL, "issuer": signer.controller}, signer)
    starts = [0, text.index(".") + 1, text.rindex(".") + 1]
    for position in [*range(0, len(text), 97), *starts, *(start + 7 for start in starts)]:
        other = "A" if text[position] != "A" else "B"
        changed = text[:position] + other + text[position + 1 :]
        with pytest.raises(CredentialError):
            jwt = read_jwt(changed)
            check_jwt(jwt, key.public)


@pytest.mark.parametrize(
    ("header", "error"),
    [
        ({"alg": "none"}, JwtAlgorithmRefused),
        ({"alg": "None"}, JwtAlgorithmRefused),
        ({"alg": "HS256"}, JwtAlgorithmRefused),
        ({"alg": "hs512"}, JwtAlgorithmRefused),
        ({"alg": None}, JwtAlgorithmRefused),
        ({"alg": ["EdDSA"]}, JwtAlgorithmRefused),
        ({"alg": "ES256"}, JwtAlgorithmRefused),
        ({"alg": "RS256"}, JwtAlgorithmRefused),
        ({"alg": "ES256K"}, JwtUnsupported),
        ({"alg": "PS256"}, JwtUnsupported),
        ({"crit": ["exp"]}, JwtHeaderRefused),
        ({"b64": False}, JwtHeaderRefused),
        ({"x5u": "https://example.org/cert"}, JwtHeaderRefused),
        ({"x5c": []}, JwtHeaderRefused),
        ({"jku": "https://example.org/keys"}, JwtHeaderRefused),
        ({"zip": "DEF"}, JwtHeaderRefused),
        ({"typ": "openid4vci-proof+jwt"}, JwtHeaderRefused),
        ({"typ": "dc+sd-jwt"}, JwtHeaderRefused),
        ({"typ": 7}, JwtHeaderRefused),
        ({"cty": "vp"}, JwtHeaderRefused),
        ({"kid": 7}, JwtHeaderRefused),
        ({"kid": ""}, JwtHeaderRefused),
        ({"kid": "did:key:a b"}, JwtHeaderRefused),
        ({"jwk": "text"}, JwtHeaderRefused),
        ({"kid": None}, JwtKeyUnnamed),
        ({"kid": f"{ISSUER}#other"}, MethodUnknown),
        ({"kid": "did:key:z6MkiTBz1ymuepAQ4HEHYSF1H8quG5GLVVQR3djdX3mDooWp#z6Mk"}, MethodUnknown),
        ({"kid": None, "jwk": PrivateKey.generate().public.jwk}, JwtKeyForeign),
        ({"jwk": PrivateKey.generate().public.jwk}, JwtKeyForeign),
        ({"kid": None, "jwk": KEY.secret_jwk}, JwtKeyForeign),
    ],
)
def test_a_header_that_wants_too_much_is_refused(
    header: dict[str, Any], error: type[CredentialError]
) -> None:
    with pytest.raises(error):
        verified(token(header=header))


@pytest.mark.parametrize(
    "header",
    [
        {"typ": None},
        {"typ": "jwt"},
        {"typ": "vc+jwt", "cty": "vc"},
        {"typ": "application/vc+jwt"},
        {"alg": "Ed25519"},
        {"kid": "#" + KEY.public.multikey},
        {"kid": KEY.public.multikey},
        {"jwk": KEY.public.jwk},
        {"kid": None, "jwk": {**KEY.public.jwk, "kid": "mine"}},
    ],
)
def test_the_allowed_headers_verify(header: dict[str, Any]) -> None:
    assert verified(token(header=header)) == CREDENTIAL


def test_an_attackers_key_in_the_header_proves_integrity_only() -> None:
    attacker = PrivateKey.generate()
    text = token(header={"jwk": attacker.public.jwk, "kid": None}, key=attacker)
    jwt = read_jwt(text)
    found = header_key(jwt)
    assert found == attacker.public
    check_jwt(jwt, attacker.public)
    with pytest.raises(JwtKeyForeign):
        verified(text)
    with pytest.raises(JwtAlgorithmRefused):
        check_jwt(jwt, KEYS["P-256"].public)
    assert header_key(read_jwt(token())) is None
    with pytest.raises(KeyUnreadable):
        header_key(read_jwt(token(header={"jwk": attacker.secret_jwk})))


@pytest.mark.parametrize(
    ("payload", "error"),
    [
        ({**CREDENTIAL, "iss": "did:example:other"}, JwtClaimsWrong),
        ({**CREDENTIAL, "sub": "did:example:other"}, JwtClaimsWrong),
        ({**CREDENTIAL, "jti": "urn:uuid:other"}, JwtClaimsWrong),
        ({**CREDENTIAL, "nbf": 1}, JwtClaimsWrong),
        ({**CREDENTIAL, "exp": 1}, JwtClaimsWrong),
        ({**CREDENTIAL, "nbf": "2026-05-01T09:00:00Z"}, JwtClaimsWrong),
        ({**CREDENTIAL, "nbf": True}, JwtClaimsWrong),
        ({**CREDENTIAL, "iss": 7}, JwtClaimsWrong),
        ({**CREDENTIAL, "aud": "https://example.org"}, JwtClaimsWrong),
        ({**CREDENTIAL, "nonce": "1"}, JwtClaimsWrong),
        ({**CREDENTIAL, "cnf": {}}, JwtClaimsWrong),
        ({**CREDENTIAL, "vc": {}}, JwtClaimsWrong),
        ({"vc": []}, JwtClaimsWrong),
        ({**CREDENTIAL, "issuer": "did:example:other"}, JwtClaimsWrong),
        ({**CREDENTIAL, "validFrom": "yesterday", "nbf": 1}, TimestampInvalid),
        ({"iss": ISSUER, "vc": {**OLD, "issuer": "did:example:other"}}, JwtClaimsWrong),
        ({"iss": ISSUER, "nbf": 10**15, "vc": OLD}, JwtClaimsWrong),
        ([CREDENTIAL], JwtMalformed),
        (b"\xff", CredentialError),
        (b'{"issuer": "a", "issuer": "b"}', CredentialError),
    ],
)
def test_claims_that_contradict_the_credential_are_refused(
    payload: Any, error: type[CredentialError]
) -> None:
    with pytest.raises(error):
        verified(token(payload))


def test_a_version_1_credential_is_filled_from_the_claims() -> None:
    payload = {
        "iss": ISSUER,
        "sub": "did:example:jürgen",
        "jti": "urn:uuid:1",
        "nbf": 1777626000,
        "exp": 1777712400,
        "iat": 1777626000,
        "vc": OLD,
    }
    assert verified(token(payload)) == {
        **OLD,
        "issuer": ISSUER,
        "id": "urn:uuid:1",
        "issuanceDate": "2026-05-01T09:00:00Z",
        "expirationDate": "2026-05-02T09:00:00Z",
        "credentialSubject": {"id": "did:example:jürgen", "name": "Jürgen"},
    }


def test_a_vc_jwt_ends_with_its_signature() -> None:
    text = token(
        {**CREDENTIAL, "iss": ISSUER, "nbf": 1777626000, "exp": 1777712400}, header={"typ": "vc+jwt"}
    )
    assert verified(text, at=datetime(2026, 5, 2, 8, 59, 59, tzinfo=UTC)) == CREDENTIAL
    for moment in (datetime(2026, 5, 2, 9, tzinfo=UTC), datetime(2026, 5, 1, 8, 59, tzinfo=UTC)):
        with pytest.raises(JwtExpired):
            verified(text, at=moment)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a.b",
        "a.b.c.d",
        "..",
        token(signature=b""),
        token() + "=",
        token() + "\n",
        " " + token(),
        token().replace(".", "..", 1),
        "é.é.é",
        "A" * 9000 + ".e30.AA",
        "A" * 2_000_001,
    ],
)
def test_what_is_no_compact_token_is_malformed(text: str) -> None:
    with pytest.raises(JwtMalformed):
        read_jwt(text)


def test_the_header_must_be_an_object() -> None:
    with pytest.raises(JwtHeaderRefused):
        read_jwt("W10.e30.AA")


def test_a_signature_of_another_token_is_refused() -> None:
    signature = base64url_decode(token({**CREDENTIAL, "id": "urn:uuid:other"}).rsplit(".", 1)[1])
    with pytest.raises(SignatureWrong):
        verified(token(signature=signature))


def test_keys_come_from_the_issuers_document_alone() -> None:
    other = did_key(PrivateKey.generate().public)
    jwt = read_jwt(token())
    with pytest.raises(JwtClaimsWrong):
        issuer_key(jwt, LocalResolver().resolve(other))
    silent = ControllerDocument(ISSUER, LocalResolver().resolve(ISSUER).methods, {})
    with pytest.raises(MethodNotAllowed):
        issuer_key(jwt, silent)


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"proof": {}}, ProofPresent),
        ({"issuer": None}, JwtClaimsWrong),
        ({"id": None}, JwtClaimsWrong),
        ({"iss": "did:example:a"}, JwtClaimsWrong),
        ({"vc": {}}, JwtClaimsWrong),
        ({"validFrom": "2026-05-01"}, TimestampInvalid),
    ],
)
def test_signing_refuses_what_no_verifier_would_accept(changes: Any, error: type[CredentialError]) -> None:
    with pytest.raises(error):
        sign_jwt({**CREDENTIAL, **changes}, SIGNER)


def test_a_credential_without_dates_end_or_subject_id_is_signed_without_those_claims() -> None:
    bare = {**CREDENTIAL, "credentialSubject": {"name": "Jürgen"}}
    del bare["validUntil"]
    claims = read_jwt(sign_jwt(bare, SIGNER)).payload
    assert "sub" not in claims
    assert "exp" not in claims
    del bare["validFrom"]
    with pytest.raises(JwtClaimsWrong):
        sign_jwt(bare, SIGNER)
