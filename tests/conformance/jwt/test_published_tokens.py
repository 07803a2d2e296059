"""A thumbprint and tokens that RFCs print, and the signed samples of the field."""

from __future__ import annotations

from pathlib import Path

import pytest

from microcred.vc.dids import ControllerDocument
from microcred.vc.jwt import JwtKeyUnnamed, UnverifiedJwt, check_jwt, header_key, issuer_key, read_jwt
from microcred.vc.keys import PublicKey, SignatureWrong
from microcred.vc.multibase import base64url_decode

SAMPLES = Path(__file__).parents[4] / "shared" / "data" / "credentials"
needs_samples = pytest.mark.skipif(not SAMPLES.is_dir(), reason="the field's samples are not at hand")

# RFC 8037 appendix A.4 and A.3; RFC 7515 appendix A.3.
RFC_8037 = (
    {"kty": "OKP", "crv": "Ed25519", "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"},
    "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc."
    "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg",
)
RFC_7515 = (
    {
        "kty": "EC",
        "crv": "P-256",
        "x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
        "y": "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0",
    },
    "eyJhbGciOiJFUzI1NiJ9."
    "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ."
    "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q",
)


@pytest.mark.parametrize(("jwk", "token"), [RFC_8037, RFC_7515], ids=["RFC 8037", "RFC 7515"])
def test_a_printed_signature_verifies_with_its_printed_key(jwk: dict[str, str], token: str) -> None:
    signed, _, signature = token.rpartition(".")
    key = PublicKey.from_jwk(jwk)
    key.verify(base64url_decode(signature), signed.encode())
    with pytest.raises(SignatureWrong):
        key.verify(base64url_decode(signature), signed.encode() + b"A")


def test_a_printed_thumbprint_is_ours() -> None:
    assert PublicKey.from_jwk(RFC_8037[0]).thumbprint == "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k"


def sample(name: str) -> UnverifiedJwt:
    return read_jwt((SAMPLES / name).read_text().strip())


@needs_samples
def test_a_sample_with_its_key_in_the_header_is_whole() -> None:
    jwt = sample("clr2/simple.jwt")
    key = header_key(jwt)
    assert key is not None
    assert check_jwt(jwt, key)
    assert jwt.credential["id"] == jwt.payload["jti"]


@needs_samples
def test_a_sample_that_names_no_key_is_left_open() -> None:
    jwt = sample("ob3/simple.jwt")
    assert header_key(jwt) is None
    key = PublicKey.from_jwk(RFC_8037[0])
    with pytest.raises(JwtKeyUnnamed):
        issuer_key(jwt, ControllerDocument.of_key(jwt.issuer or "", "a", key))
