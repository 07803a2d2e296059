"""SD-JWT VC: what is shown was signed, by the issuer's key, and is shown by its holder."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from tests.unit.vc.certificates import authority
from tests.unit.vc.sdjwt import tokens

from microcred.vc.certificates import Anchors
from microcred.vc.checks import Step
from microcred.vc.dids import StaticResolver
from microcred.vc.documents import NoDocuments
from microcred.vc.examine import examine
from microcred.vc.keys import PrivateKey, PublicKey
from microcred.vc.multibase import base64url_encode
from microcred.vc.openbadges.identity import ExpectedRecipient
from microcred.vc.policy import IssuerIn
from microcred.vc.proofs import Challenge
from microcred.vc.report import PART, VerificationReport
from microcred.vc.sdjwt import check_holder, metadata_url, read_sd_jwt
from microcred.vc.status import StaticStatuses
from microcred.vc.verdicts import Verdict

AT = datetime(2026, 6, 1, tzinfo=UTC)
TRUSTED = IssuerIn({tokens.ISSUER: "The Academy", "x509:NTRIE-7": "The Academy"})


def report_on(token: str, **asked: Any) -> VerificationReport:
    defaults = {"at": AT, "policy": TRUSTED, "documents": tokens.metadata()}
    return examine(token.encode(), **{**defaults, **asked})


def codes(report: VerificationReport) -> list[str]:
    return [check.code for check in report.checks]


def test_what_the_holder_shows_is_shown_and_nothing_else() -> None:
    report = report_on(tokens.issued(tokens.NAME, tokens.LEVEL))
    assert report.verdict is Verdict.HOLDS, report.as_json()
    assert report.signed is not None
    document = report.signed.document
    assert (document["givenName"], document["levels"]) == ("Máire", ["EQF-5", "national"])
    assert "familyName" not in document
    assert "_sd" not in json.dumps(document)
    assert report.signed.title == "Presenting to an audience"
    assert report.signed.recipient == "Máire"
    assert report.signed.form == "sd-jwt"


def test_what_is_nested_is_put_in_its_place() -> None:
    document = read_sd_jwt(tokens.issued(*tokens.EVERY)).claims
    assert document["address"] == {"town": "Cork"}
    assert read_sd_jwt(tokens.issued(tokens.ADDRESS)).claims["address"] == {}


HEADER = {"alg": "ES256", "typ": "dc+sd-jwt", "kid": "k1"}
OTHER = PrivateKey("P-256", bytes([3] * 32))
DOUBLE = tokens.digest(tokens.NAME)
FAILED: dict[str, tuple[str, str]] = {
    "a value that was not signed": (
        tokens.issued(tokens.disclosure("s1", "givenName", "Mallory")),
        "sdjwt.disclosure-wrong",
    ),
    "a value shown twice": (tokens.issued(tokens.NAME, tokens.NAME), "sdjwt.disclosure-wrong"),
    "a value inside one that is not shown": (tokens.issued(tokens.TOWN), "sdjwt.disclosure-wrong"),
    "a value that is there already": (
        tokens.issued(tokens.NAME, givenName="Máire"),
        "sdjwt.disclosure-wrong",
    ),
    "a name in a list": (
        tokens.issued(tokens.NAME, _sd=[], levels=[{"...": tokens.digest(tokens.NAME)}]),
        "sdjwt.disclosure-wrong",
    ),
    "an element among names": (
        tokens.issued(tokens.LEVEL, levels=[], _sd=[tokens.digest(tokens.LEVEL)]),
        "sdjwt.disclosure-wrong",
    ),
    "a digest that is there twice": (tokens.issued(tokens.NAME, _sd=[DOUBLE, DOUBLE]), "sdjwt.malformed"),
    "a digest that is a number": (tokens.issued(_sd=[7]), "sdjwt.malformed"),
    "another hash": (tokens.issued(_sd_alg="md5"), "sdjwt.malformed"),
    "dots beside names": (tokens.issued(levels=[{"...": "x", "a": 1}]), "sdjwt.malformed"),
    "an end that can be hidden": (
        tokens.issued(
            tokens.disclosure("s", "exp", 99),
            _sd=[tokens.digest(tokens.disclosure("s", "exp", 99))],
            exp=None,
        ),
        "sdjwt.malformed",
    ),
    "a reserved name": (tokens.issued(tokens.disclosure("s", "_sd", [])), "sdjwt.malformed"),
    "a salt that is a number": (tokens.issued(tokens.disclosure(7, "a", 1)), "sdjwt.malformed"),
    "an empty part": (tokens.issued("", tokens.NAME), "sdjwt.malformed"),
    "no type": (tokens.issued(vct=None), "kind.not-a-credential"),
    "a type that is a number": (tokens.issued(vct=7), "sdjwt.malformed"),
    "another kind of token": (tokens.issued(header={"typ": "JWT"}), "sdjwt.malformed"),
    "a header that wants too much": (tokens.issued(header={"crit": ["b64"]}), "sdjwt.malformed"),
    "a header with a foreign address": (tokens.issued(header={"x5u": "https://e.vil/"}), "sdjwt.malformed"),
    "a header with a key": (tokens.issued(header={"jwk": OTHER.public.jwk}), "sdjwt.malformed"),
    "no signature": (tokens.issued(header={"alg": "none"}), "jwt.algorithm-refused"),
    "a shared secret": (tokens.issued(header={"alg": "HS256"}), "jwt.algorithm-refused"),
    "another algorithm than the key's": (tokens.issued(header={"alg": "ES384"}), "jwt.algorithm-refused"),
    "another key": (tokens.issued(key=OTHER), "signature.wrong"),
    "a key that is not listed": (tokens.issued(header={"kid": "k2"}), "jwt.key-foreign"),
    "a time that is text": (tokens.issued(exp="2030"), "sdjwt.malformed"),
    "not yet": (tokens.issued(nbf=tokens.ISSUED + 31_536_000), "dates.not-yet-valid"),
    "over": (tokens.issued(exp=tokens.ISSUED + 60), "dates.expired"),
    "a holder without a bound key": (tokens.held(tokens.issued(cnf=None)), "sdjwt.holder-wrong"),
    "a holder with another key": (tokens.held(tokens.issued(), OTHER), "sdjwt.holder-wrong"),
    "a holder's proof of another token": (
        tokens.issued(tokens.NAME) + tokens.held(tokens.issued()).rpartition("~")[2],
        "sdjwt.holder-wrong",
    ),
    "a holder's proof of another kind": (tokens.held(tokens.issued(), typ="JWT"), "sdjwt.holder-wrong"),
    "a holder's proof of tomorrow": (
        tokens.held(tokens.issued(), iat=tokens.ISSUED + 31_536_000),
        "sdjwt.holder-wrong",
    ),
    "a holder's proof for nobody": (tokens.held(tokens.issued(), aud=None), "sdjwt.holder-wrong"),
}


@pytest.mark.parametrize(("token", "code"), FAILED.values(), ids=FAILED.keys())
def test_what_is_wrong_fails_with_its_own_code(token: str, code: str) -> None:
    report = report_on(token)
    assert code in codes(report), report.as_json()
    assert report.outcome.value == "failed"


CHALLENGES: dict[str, tuple[str, Challenge, str]] = {
    "answered": (
        tokens.held(tokens.issued()),
        Challenge(tokens.CHALLENGE, tokens.AUDIENCE),
        "proof.unchanged",
    ),
    "not asked": (tokens.held(tokens.issued()), Challenge(), "proof.unchanged"),
    "not answered": (tokens.issued(), Challenge(tokens.CHALLENGE), "sdjwt.holder-missing"),
    "another one answered": (tokens.held(tokens.issued()), Challenge("x"), "proof.challenge-wrong"),
    "somebody else answered": (
        tokens.held(tokens.issued()),
        Challenge(tokens.CHALLENGE, "https://other.example"),
        "proof.domain-wrong",
    ),
}


@pytest.mark.parametrize(("token", "asked", "code"), CHALLENGES.values(), ids=CHALLENGES.keys())
def test_the_holder_answers_the_challenge(token: str, asked: Challenge, code: str) -> None:
    report = report_on(token, challenge=asked)
    assert report.check(Step.PROOF).code == code
    assert report.verified == (code == "proof.unchanged")


METADATA: dict[str, tuple[Any, str]] = {
    "keys at another address": (
        tokens.metadata(jwks=None, jwks_uri="https://academy.example/keys"),
        "document.unreachable",
    ),
    "of another issuer": (tokens.metadata(issuer="https://evil.example"), "sdjwt.metadata-malformed"),
    "without keys": (tokens.metadata(jwks={"keys": []}), "sdjwt.metadata-malformed"),
    "out of reach": (NoDocuments(), "document.unreachable"),
}


@pytest.mark.parametrize(("documents", "code"), METADATA.values(), ids=METADATA.keys())
def test_without_the_issuers_metadata_it_is_undecided(documents: Any, code: str) -> None:
    report = report_on(tokens.issued(), documents=documents)
    assert report.check(Step.ISSUER).code == code
    assert report.verdict is Verdict.UNCHECKED
    assert report.signed is None


def test_a_did_names_its_own_keys() -> None:
    did = "did:web:academy.example"
    document = {
        "id": did,
        "verificationMethod": [
            {
                "id": f"{did}#k1",
                "type": "JsonWebKey",
                "controller": did,
                "publicKeyJwk": tokens.KEY.public.jwk,
            }
        ],
        "assertionMethod": [f"{did}#k1"],
    }
    asked: dict[str, Any] = {"resolver": StaticResolver({did: document}), "policy": IssuerIn({did})}
    assert report_on(tokens.issued(iss=did), **asked).verdict is Verdict.HOLDS
    assert report_on(tokens.issued(iss=did, header={"kid": None}), **asked).verdict is Verdict.UNCHECKED
    assert report_on(tokens.issued(iss=did, header={"kid": "k2"}), **asked).verdict is Verdict.NOT_GENUINE


CERTIFIED = authority.certificate("seal", "Root", number="NTRIE-7", names=("academy.example",))


def certified(**changes: Any) -> str:
    """A token signed with the key of a certificate."""
    private = authority.key("seal").private_numbers().private_value.to_bytes(32, "big")
    header = {"kid": None, "x5c": authority.x5c(CERTIFIED)}
    return tokens.issued(key=PrivateKey("P-256", private), header=header, **changes)


@pytest.mark.parametrize(
    ("issuer", "anchors", "code", "verdict"),
    [
        (None, Anchors([authority.ROOT]), "issuer.trusted", Verdict.HOLDS),
        (tokens.ISSUER, Anchors([authority.ROOT]), "issuer.trusted", Verdict.HOLDS),
        (None, Anchors(), "certificate.untrusted", Verdict.UNCHECKED),
        ("https://evil.example", Anchors([authority.ROOT]), "jwt.key-foreign", Verdict.NOT_GENUINE),
    ],
)
def test_a_certificate_names_the_issuer(
    issuer: str | None, anchors: Anchors, code: str, verdict: Verdict
) -> None:
    report = report_on(certified(iss=issuer), anchors=anchors, documents=None)
    assert report.check(Step.ISSUER).code == code, report.as_json()
    assert report.verdict is verdict


STATUS = {"status_list": {"idx": 5, "uri": tokens.LIST}}
STATUSES: dict[str, tuple[Any, bytes | None, str, Verdict]] = {
    "clear": (STATUS, tokens.status_list({4: 1, 6: 2}), "status.clear", Verdict.HOLDS),
    "revoked": (STATUS, tokens.status_list({5: 1}), "status.revoked", Verdict.WITHDRAWN),
    "suspended": (STATUS, tokens.status_list({5: 2}), "status.suspended", Verdict.WITHDRAWN),
    "of the issuer's own": (STATUS, tokens.status_list({5: 3}), "status.unsupported", Verdict.UNCHECKED),
    "one bit each": (STATUS, tokens.status_list({5: 1}, bits=1), "status.revoked", Verdict.WITHDRAWN),
    "a byte each": (STATUS, tokens.status_list({5: 1}, bits=8), "status.revoked", Verdict.WITHDRAWN),
    "three bits each": (
        STATUS,
        tokens.status_list({}, status_list={"bits": 3, "lst": "eNrbuRgAAhcBXQ"}),
        "status.list-malformed",
        Verdict.UNCHECKED,
    ),
    "out of range": (
        {"status_list": {"idx": 99_999, "uri": tokens.LIST}},
        tokens.status_list({}),
        "status.index-out-of-range",
        Verdict.UNCHECKED,
    ),
    "out of reach": (STATUS, None, "status.unreachable", Verdict.UNCHECKED),
    "of another key": (
        STATUS,
        tokens.status_list({}, key=OTHER),
        "status.list-unverified",
        Verdict.UNCHECKED,
    ),
    "of another list": (
        STATUS,
        tokens.status_list({}, sub="https://a.example"),
        "status.list-unverified",
        Verdict.UNCHECKED,
    ),
    "of another kind": (
        STATUS,
        tokens.status_list({}, header={"typ": "JWT"}),
        "status.list-unverified",
        Verdict.UNCHECKED,
    ),
    "of another time": (
        STATUS,
        tokens.status_list({}, exp=tokens.ISSUED + 60),
        "status.other-time",
        Verdict.UNCHECKED,
    ),
    "that is no token": (STATUS, b"<html>", "status.list-unverified", Verdict.UNCHECKED),
    "by another method": ({"other": {}}, None, "status.unsupported", Verdict.UNCHECKED),
    "that is malformed": (
        {"status_list": {"idx": "5", "uri": tokens.LIST}},
        None,
        "status.entry-malformed",
        Verdict.NOT_GENUINE,
    ),
}


@pytest.mark.parametrize(("status", "data", "code", "verdict"), STATUSES.values(), ids=STATUSES.keys())
def test_the_status_is_read_from_the_issuers_list(
    status: Any, data: bytes | None, code: str, verdict: Verdict
) -> None:
    statuses = StaticStatuses({} if data is None else {tokens.LIST: data})
    report = report_on(tokens.issued(status=status), statuses=statuses)
    assert report.check(Step.STATUS).code == code
    assert report.verdict is verdict


@pytest.mark.parametrize(
    ("had", "code"), [(AT, "status.clear"), (AT - timedelta(days=9), "status.other-time")]
)
def test_a_list_without_an_end_counts_for_when_it_was_had(had: datetime, code: str) -> None:
    statuses = StaticStatuses({tokens.LIST: tokens.status_list({})})
    report = report_on(tokens.issued(status=STATUS), statuses=statuses, had=had)
    assert report.check(Step.STATUS).code == code


def test_a_list_whose_address_names_the_credential_waits_for_consent() -> None:
    name = "urn:uuid:7f9c1a52-4a4e-4a7b-9d41-0c1f0e6a9b11"
    status = {"status_list": {"idx": 5, "uri": f"https://academy.example/status/{name[9:]}"}}
    report = report_on(tokens.issued(status=status, jti=name))
    assert report.check(Step.STATUS).code == "document.consent-missing"


def test_the_published_list_is_read() -> None:
    from microcred.vc.status.tokenlists import read_token_list

    payload = {"sub": "x", "iat": 1, "status_list": {"bits": 1, "lst": "eNrbuRgAAhcBXQ"}}
    read = read_token_list(payload)
    assert read.data == bytes.fromhex("b9a3")
    assert [read.value(index) for index in range(16)] == [1, 0, 0, 1, 1, 1, 0, 1, 1, 1, 0, 0, 0, 1, 0, 1]


@pytest.mark.parametrize(("name", "code"), [("Máire", "recipient.matches"), ("Seán", "recipient.other")])
def test_the_recipient_is_compared_with_what_is_shown(name: str, code: str) -> None:
    expected = ExpectedRecipient(name=name)
    report = report_on(tokens.issued(tokens.NAME), expected_recipient=expected)
    assert report.check(Step.RECIPIENT).code == code
    hidden = report_on(tokens.issued(), expected_recipient=expected)
    assert hidden.check(Step.RECIPIENT).code == "recipient.not-stated"


@pytest.mark.parametrize(
    ("issuer", "url"),
    [
        ("https://a.example", "https://a.example/.well-known/jwt-vc-issuer"),
        ("https://a.example/", "https://a.example/.well-known/jwt-vc-issuer"),
        ("https://a.example/t/1", "https://a.example/.well-known/jwt-vc-issuer/t/1"),
        ("https://a.example:8443/t", "https://a.example:8443/.well-known/jwt-vc-issuer/t"),
    ],
)
def test_the_metadata_stands_before_the_issuers_path(issuer: str, url: str) -> None:
    assert metadata_url(issuer) == url


RFC_ISSUER = {
    "kty": "EC",
    "crv": "P-256",
    "x": "b28d4MwZMjw8-00CG4xfnn9SLMVMM19SlqZpVb_uNtQ",
    "y": "Xv5zWwuoaTgdS6hV43yI6gBwTnjukmFQQnJ_kCxzqk8",
}
RFC_HOLDER = {
    "kty": "EC",
    "crv": "P-256",
    "x": "TCAER19Zvu3OHF4j4W4vfSVoHIP1ILilDls7vCeGemc",
    "y": "ZxjiWWbZMQGHVWKVQ4hbSIirsVfuecCE6t4jT9F2HZQ",
}
RFC_PAYLOAD = {
    "_sd": [
        "CrQe7S5kqBAHt-nMYXgc6bdt2SH5aTY1sU_M-PgkjPI",
        "JzYjH4svliH0R3PyEMfeZu6Jt69u5qehZo7F7EPYlSE",
        "PorFbpKuVu6xymJagvkFsFXAbRoc2JGlAUA2BA4o7cI",
        "TGf4oLbgwd5JQaHyKVQZU9UdGE0w5rtDsrZzfUaomLo",
        "XQ_3kPKt1XyX7KANkqVR6yZ2Va5NrPIvPYbyMvRKBMM",
        "XzFrzwscM6Gn6CJDc6vVK8BkMnfG8vOSKfpPIZdAfdE",
        "gbOsI4Edq2x2Kw-w5wPEzakob9hV1cRD0ATN3oQL9JM",
        "jsu9yVulwQQlhFlM_3JlzMaSFzglhQG0DpfayQwLUK4",
    ],
    "iss": "https://issuer.example.com",
    "iat": 1683000000,
    "exp": 1883000000,
    "sub": "user_42",
    "nationalities": [
        {"...": "pFndjkZ_VCzmyTa6UjlZo3dh-ko8aIKQc9DlGzhaVYo"},
        {"...": "7Cf6JkPudry3lcbwHgeZ8khAv1U1OSlerP0VkBJrWZ0"},
    ],
    "_sd_alg": "sha-256",
    "cnf": {"jwk": RFC_HOLDER},
}
RFC_SIGNATURE = "ZfSxIFLHf7f84WIMqt7Fzme8-586WutjFnXH4TO5XuWG_peQ4hPsqDpiMBClkh2aUJdl83bwyyOriqvdFra-bg"
RFC_SHOWN = [
    ["eluV5Og3gSNII8EYnsxA_A", "family_name", "Doe"],
    [
        "AJx-095VPrpTtN4QMOqROA",
        "address",
        {"street_address": "123 Main St", "locality": "Anytown", "region": "Anystate", "country": "US"},
    ],
    ["2GLC42sKQveCfGfryNRN9w", "given_name", "John"],
    ["lklxF5jMYlGTPUovMNIvCA", "US"],
]
RFC_PROOF = {
    "nonce": "1234567890",
    "aud": "https://verifier.example.org",
    "iat": 1725374413,
    "sd_hash": "AyOJvLYPVMlKdDlfZrzUy1k_imCK_LVJ326b_xBkE3M",
}
RFC_PROOF_SIGNATURE = "B2o5kubh-Dzcd-2v_mWxUMPNM5WSAJqMQTDsGQUXkZXzsN1U5Ou5mr-7iJsCGcx6_uU39u-2HKB0xLvYd9BMcQ"


def published(typ: str = "example+sd-jwt") -> str:
    """The presentation that the standard prints in its section 5, put together from its parts."""
    head = tokens.text({"alg": "ES256", "typ": typ})
    issuer = f"{head}.{tokens.text(RFC_PAYLOAD)}.{RFC_SIGNATURE}"
    holder = tokens.text({"alg": "ES256", "typ": "kb+jwt"}) + "." + tokens.text(RFC_PROOF)
    shown = [base64url_encode(json.dumps(one).encode()) for one in RFC_SHOWN]
    return "~".join([issuer, *shown, f"{holder}.{RFC_PROOF_SIGNATURE}"])


def test_the_published_example_verifies(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("microcred.vc.sdjwt.token.TYPES", frozenset({"example+sd-jwt"}))
    found = read_sd_jwt(published())
    found.check(PublicKey.from_jwk(RFC_ISSUER))
    assert found.claims["address"]["locality"] == "Anytown"
    assert (found.claims["given_name"], found.claims["family_name"]) == ("John", "Doe")
    assert found.claims["nationalities"] == ["US"]
    check_holder(found, Challenge("1234567890", "https://verifier.example.org"), AT)


def test_the_published_example_is_no_credential() -> None:
    assert report_on(published()).check(Step.KIND).code == "sdjwt.malformed"


@pytest.mark.parametrize(
    ("shown", "hidden", "part"),
    [
        (tokens.EVERY, [], False),
        (tokens.EVERY[:1], [], True),
        ((), [], True),
        (tokens.EVERY, [tokens.digest("a decoy")], True),
    ],
    ids=["everything", "one claim", "nothing", "all but a decoy"],
)
def test_a_token_that_hides_something_is_called_a_part(
    shown: tuple[str, ...], hidden: list[str], part: bool
) -> None:
    digests = [tokens.digest(one) for one in (tokens.NAME, tokens.FAMILY, tokens.ADDRESS)]
    levels = [{"...": tokens.digest(tokens.LEVEL)}, "national"]
    token = tokens.issued(*shown, _sd=[*digests, *hidden], levels=levels)
    report = examine(token.encode(), at=AT, documents=tokens.metadata())
    assert report.signed is not None, report.as_json()
    assert (report.signed.part, report.notes) == (part, (PART,) if part else ())
