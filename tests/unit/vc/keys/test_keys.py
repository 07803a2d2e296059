"""Keys: published vectors in and out, forged signatures refused, secrets never shown."""

from __future__ import annotations

import copy
import pickle

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from joserfc import jwk as jose

from microcred.vc.errors import CredentialError
from microcred.vc.keys import KeyUnreadable, KeyUnsupported, PrivateKey, PublicKey, SignatureWrong, same_key
from microcred.vc.multibase import MultibaseInvalid, base58_encode, base64url_encode

KINDS = ["Ed25519", "P-256", "P-384", "RSA"]
KEYS = {kind: PrivateKey.generate(kind) for kind in KINDS}
ORDER = 2**252 + 27742317777372353535851937790883648493
P384_ORDER = int(
    "FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFC7634D81F4372DDF581A0DB248B0A77AECEC196ACCC52973",
    16,
)
P256_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551

# RFC 8032 section 7.1, TEST 1 to 3: seed, public key, message, signature.
RFC8032 = [
    (
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
        "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    ),
    (
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
        "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    ),
]


@pytest.mark.parametrize(("seed", "public", "message", "signature"), RFC8032)
def test_ed25519_equals_rfc_8032(seed: str, public: str, message: str, signature: str) -> None:
    key = PrivateKey("Ed25519", bytes.fromhex(seed))
    assert key.public.raw.hex() == public
    assert key.sign(bytes.fromhex(message)).hex() == signature
    key.public.verify(bytes.fromhex(signature), bytes.fromhex(message))


@pytest.mark.parametrize("kind", KINDS)
def test_what_a_key_signs_verifies_and_nothing_else_does(kind: str) -> None:
    key = KEYS[kind]
    signature = key.sign(b"data")
    key.public.verify(signature, b"data")
    wrong = [
        (signature, b"datA"),
        (signature[:-1], b"data"),
        (signature + b"\0", b"data"),
        (bytes([signature[0] ^ 1]) + signature[1:], b"data"),
        (bytes(len(signature)), b"data"),
        (b"", b"data"),
    ]
    for other, data in wrong:
        with pytest.raises(SignatureWrong):
            key.public.verify(other, data)
    with pytest.raises(SignatureWrong):
        PrivateKey.generate(kind).public.verify(signature, b"data")


@pytest.mark.parametrize("kind", KINDS)
def test_multikey_and_jwk_carry_the_same_key(kind: str) -> None:
    public = KEYS[kind].public
    assert PublicKey.from_multikey(public.multikey) == public
    assert PublicKey.from_jwk(public.jwk) == public
    assert same_key(public.jwk, public)
    assert PrivateKey.from_multikey(KEYS[kind].secret_multikey).public == public


@pytest.mark.parametrize("kind", KINDS)
def test_jwk_and_thumbprint_equal_those_of_joserfc(kind: str) -> None:
    public = KEYS[kind].public
    other = jose.import_key(public.jwk)
    assert public.jwk.items() <= other.as_dict(private=False).items()
    assert public.thumbprint == other.thumbprint()


@pytest.mark.parametrize(
    ("kind", "start"), [("Ed25519", "z6Mk"), ("P-256", "zDna"), ("P-384", "z82L"), ("RSA", "z4MX")]
)
def test_multikeys_start_as_the_specification_says(kind: str, start: str) -> None:
    assert KEYS[kind].public.multikey.startswith(start)


@pytest.mark.parametrize("kind", ["Ed25519", "P-256", "P-384"])
def test_a_private_jwk_comes_back(kind: str) -> None:
    assert PrivateKey.from_jwk(KEYS[kind].secret_jwk).secret == KEYS[kind].secret
    mixed = {**KEYS[kind].secret_jwk, "d": PrivateKey.generate(kind).secret_jwk["d"]}
    with pytest.raises(KeyUnreadable):
        PrivateKey.from_jwk(mixed)


def test_ed25519_refuses_s_not_below_the_order() -> None:
    key = KEYS["Ed25519"]
    signature = key.sign(b"data")
    s = int.from_bytes(signature[32:], "little") + ORDER
    with pytest.raises(SignatureWrong):
        key.public.verify(signature[:32] + s.to_bytes(32, "little"), b"data")


@pytest.mark.parametrize(
    "point",
    [
        "0100000000000000000000000000000000000000000000000000000000000000",
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0000000000000000000000000000000000000000000000000000000000000080",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    ],
)
@pytest.mark.parametrize("r", ["01" + "00" * 31, "00" * 32])
def test_ed25519_refuses_small_order_keys_with_an_all_zero_signature(point: str, r: str) -> None:
    with pytest.raises(SignatureWrong):
        PublicKey("Ed25519", bytes.fromhex(point)).verify(bytes.fromhex(r) + bytes(32), b"anything")


@pytest.mark.parametrize(("kind", "order"), [("P-256", P256_ORDER), ("P-384", P384_ORDER)])
def test_both_curves_accept_high_and_low_s_alike(kind: str, order: int) -> None:
    key = KEYS[kind]
    signature = key.sign(b"data")
    size = len(signature) // 2
    s = order - int.from_bytes(signature[size:], "big")
    other = signature[:size] + s.to_bytes(size, "big")
    assert other != signature
    key.public.verify(other, b"data")
    with pytest.raises(SignatureWrong):
        key.public.verify(other, b"date")


def test_p256_refuses_r_and_s_out_of_range() -> None:
    key = KEYS["P-256"]
    signature = key.sign(b"data")
    for r, s in [(0, 1), (1, 0), (P256_ORDER, 1), (1, P256_ORDER), (2**256 - 1, 2**256 - 1)]:
        with pytest.raises(SignatureWrong):
            key.public.verify(r.to_bytes(32, "big") + s.to_bytes(32, "big"), b"data")
    assert len(signature) == 64


@pytest.mark.parametrize("kind", KINDS)
def test_secrets_show_in_no_repr_and_are_not_pickled(kind: str) -> None:
    key = KEYS[kind]
    shown = f"{key!r} {key} {key.public!r}"
    assert key.secret.hex() not in shown
    assert key.secret_multikey[4:] not in shown
    with pytest.raises(TypeError):
        pickle.dumps(key)
    with pytest.raises(TypeError):
        copy.copy(key)


@pytest.mark.parametrize(
    ("text", "error"),
    [
        (None, MultibaseInvalid),
        ("z6Mk0", MultibaseInvalid),
        ("z" + base58_encode(b"\xed\x01" + bytes(31)), KeyUnreadable),
        ("z" + base58_encode(b"\xed\x01" + bytes(33)), KeyUnreadable),
        ("z" + base58_encode(b"\x80\x24" + bytes(33)), KeyUnreadable),
        ("z" + base58_encode(b"\x80\x24\x02" + b"\xff" * 32), KeyUnreadable),
        ("z" + base58_encode(b"\x80\x24\x04" + bytes(64)), KeyUnreadable),
        ("z" + base58_encode(b"\x85\x24" + bytes(64)), KeyUnreadable),
        ("z" + base58_encode(b"\xec\x01" + bytes(32)), KeyUnsupported),
        ("z" + base58_encode(b""), MultibaseInvalid),
        ("z" + base58_encode(b"\xed"), KeyUnsupported),
    ],
)
def test_a_bad_multikey_is_refused(text: object, error: type[CredentialError]) -> None:
    with pytest.raises(error):
        PublicKey.from_multikey(text)


@pytest.mark.parametrize(
    ("jwk", "error"),
    [
        (None, KeyUnreadable),
        ([], KeyUnreadable),
        ({}, KeyUnsupported),
        ({"kty": "oct", "k": "AAAA"}, KeyUnreadable),
        ({"kty": "oct"}, KeyUnsupported),
        ({"kty": "EC", "crv": "secp256k1"}, KeyUnsupported),
        ({"kty": "OKP", "crv": "X25519", "x": "AA"}, KeyUnsupported),
        ({"kty": "OKP", "crv": "Ed25519", "x": "AA"}, KeyUnreadable),
        ({"kty": "OKP", "crv": "Ed25519", "x": 7}, KeyUnreadable),
        ({"kty": "OKP", "crv": "Ed25519", "x": "A" * 3000}, KeyUnreadable),
        ({"kty": "OKP", "crv": "Ed25519"}, KeyUnreadable),
        ({**KEYS["Ed25519"].public.jwk, "d": "AA"}, KeyUnreadable),
        ({"kty": "EC", "crv": "P-256", "x": "A" * 43, "y": "A" * 43}, KeyUnreadable),
        ({"kty": "RSA", "n": "AQAB", "e": "AQAB"}, KeyUnreadable),
        ({"kty": "RSA", "n": "A" * 2048, "e": "AQAB"}, KeyUnreadable),
    ],
)
def test_a_bad_jwk_is_refused(jwk: object, error: type[CredentialError]) -> None:
    with pytest.raises(error):
        PublicKey.from_jwk(jwk)
    assert not same_key(jwk, KEYS["Ed25519"].public)


def test_a_short_rsa_key_is_refused() -> None:
    short = {"kty": "RSA", "n": base64url_encode((2**1023 + 1).to_bytes(128, "big")), "e": "AQAB"}
    with pytest.raises(KeyUnreadable, match="2048"):
        PublicKey.from_jwk(short)


@pytest.mark.parametrize("secret", [b"", bytes(31), bytes(33)])
@pytest.mark.parametrize("kind", KINDS)
def test_a_secret_of_the_wrong_length_is_refused(kind: str, secret: bytes) -> None:
    with pytest.raises(KeyUnreadable):
        PrivateKey(kind, secret)


def test_an_unknown_kind_is_undecided() -> None:
    with pytest.raises(KeyUnsupported):
        PrivateKey.generate("secp256k1")
    with pytest.raises(KeyUnsupported):
        PublicKey("secp256k1", bytes(33))


@settings(max_examples=50)
@given(st.binary(max_size=80))
def test_ed25519_signs_and_verifies_any_bytes(data: bytes) -> None:
    KEYS["Ed25519"].public.verify(KEYS["Ed25519"].sign(data), data)
