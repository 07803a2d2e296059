"""Badges of version 2.0: believed as their issuer's address states them or its key signed them."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from tests.unit.vc.baking import pictures
from tests.unit.vc.openbadges2 import academy

from microcred.vc.checks import Step
from microcred.vc.documents import StaticDocuments
from microcred.vc.examine import examine
from microcred.vc.openbadges.identity import ExpectedRecipient
from microcred.vc.openbadges2 import read_profile
from microcred.vc.outcomes import Outcome
from microcred.vc.policy import IssuerIn
from microcred.vc.report import VerificationReport
from microcred.vc.verdicts import Verdict

AT = datetime(2026, 6, 1, tzinfo=UTC)
TRUSTED = IssuerIn({academy.PROFILE: "The Academy"})


def report_on(data: bytes | dict[str, Any], documents: Any = None, **asked: Any) -> VerificationReport:
    data = data if isinstance(data, bytes) else json.dumps(data).encode()
    return examine(data, **{"at": AT, "policy": TRUSTED, "documents": documents, **asked})


def test_a_hosted_badge_holds_as_its_address_states_it() -> None:
    report = report_on(academy.assertion(), academy.hosted())
    assert report.verdict is Verdict.HOLDS, report.as_json()
    assert report.check(Step.PROOF).code == "proof.hosted"
    assert report.trusted_as == "The Academy"
    assert report.signed is not None
    assert (report.signed.title, report.signed.issuer_name) == ("Robot builder", "The Academy")
    assert report.signed.form == "ob2-hosted"


def test_nobody_is_told_without_consent() -> None:
    report = report_on(academy.assertion(), academy.hosted(consent=False))
    assert report.check(Step.PROOF).code == "document.consent-missing"
    assert report.check(Step.PROOF).reason == "Not checked: this would tell the issuer."
    assert report.verdict is Verdict.UNCHECKED
    assert report.signed is None
    assert report.claimed is not None
    assert report.claimed.id == academy.ASSERTION


def test_a_badge_in_a_picture_is_the_same() -> None:
    text = json.dumps(academy.assertion()).encode()
    baked = pictures.png(pictures.text_chunk(text.decode(), keyword=b"openbadges"))
    assert report_on(baked, academy.hosted()).verdict is Verdict.HOLDS
    address = pictures.png(pictures.chunk(b"tEXt", b"openbadges\0" + academy.ASSERTION.encode()))
    report = report_on(address, academy.hosted())
    assert report.verdict is Verdict.HOLDS, report.as_json()
    assert report.found_in == "png"


ELSEWHERE = "https://evil.example/1.json"
HOSTED_CASES: dict[str, tuple[dict[str, Any], StaticDocuments, str, Verdict]] = {
    "gone": (
        academy.assertion(),
        academy.hosted(gone=(academy.ASSERTION,)),
        "status.revoked",
        Verdict.WITHDRAWN,
    ),
    "revoked at its address": (
        academy.assertion(),
        academy.hosted({"id": academy.ASSERTION, "revoked": True, "revocationReason": "An error."}),
        "status.revoked",
        Verdict.WITHDRAWN,
    ),
    "another recipient in this copy": (
        academy.assertion(recipient={"type": "email", "hashed": False, "identity": "evil@example.com"}),
        academy.hosted(),
        "openbadges2.differs",
        Verdict.NOT_GENUINE,
    ),
    "another end in this copy": (
        academy.assertion(expires="2099-01-01T00:00:00Z"),
        academy.hosted(academy.assertion(expires="2026-01-01T00:00:00Z")),
        "openbadges2.differs",
        Verdict.NOT_GENUINE,
    ),
    "another badge in this copy": (
        academy.assertion(badge=f"{academy.HOME}/other.json"),
        academy.hosted(),
        "openbadges2.differs",
        Verdict.NOT_GENUINE,
    ),
    "hosted by a stranger": (
        academy.assertion(id=ELSEWHERE),
        academy.hosted(academy.assertion(id=ELSEWHERE)),
        "openbadges2.out-of-scope",
        Verdict.NOT_GENUINE,
    ),
    "hosted elsewhere with leave": (
        academy.assertion(id=ELSEWHERE),
        academy.hosted(
            academy.assertion(id=ELSEWHERE), profile={"verification": {"allowedOrigins": "evil.example"}}
        ),
        "issuer.trusted",
        Verdict.HOLDS,
    ),
    "an address that answers with another badge": (
        academy.assertion(),
        academy.hosted(academy.assertion(), **{"assertions/1": academy.assertion(id=ELSEWHERE)}),
        "openbadges2.hosted-malformed",
        Verdict.UNCHECKED,
    ),
    "an address out of reach": (
        academy.assertion(),
        academy.hosted(**{"assertions/1": None}),
        "document.unreachable",
        Verdict.UNCHECKED,
    ),
    "a badge class out of reach": (
        academy.assertion(),
        academy.hosted(badge={"id": f"{academy.HOME}/other.json"}),
        "openbadges2.hosted-malformed",
        Verdict.UNCHECKED,
    ),
    "a profile inside that its address does not state": (
        academy.assertion(
            badge={
                "type": "BadgeClass",
                "id": "urn:b",
                "name": "B",
                "issuer": {"type": "Profile", "id": f"{academy.HOME}/nobody.json", "name": "The Academy"},
            }
        ),
        academy.hosted(
            academy.assertion(
                badge={
                    "type": "BadgeClass",
                    "id": "urn:b",
                    "name": "B",
                    "issuer": {"type": "Profile", "id": f"{academy.HOME}/nobody.json", "name": "The Academy"},
                }
            )
        ),
        "document.unreachable",
        Verdict.UNCHECKED,
    ),
    "over": (
        academy.assertion(expires="2026-01-01T00:00Z"),
        academy.hosted(academy.assertion(expires="2026-01-01T00:00Z")),
        "dates.expired",
        Verdict.EXPIRED,
    ),
}


@pytest.mark.parametrize(
    ("copy", "documents", "code", "verdict"), HOSTED_CASES.values(), ids=HOSTED_CASES.keys()
)
def test_a_hosted_badge_is_judged_by_what_is_hosted(
    copy: dict[str, Any], documents: StaticDocuments, code: str, verdict: Verdict
) -> None:
    report = report_on(copy, documents)
    assert report.verdict is verdict, report.as_json()
    assert code in [check.code for check in report.checks]


MALFORMED: dict[str, dict[str, Any]] = {
    "no id": academy.assertion(id=None),
    "a relative id": academy.assertion(id="1.json"),
    "no recipient": academy.assertion(recipient=None),
    "a recipient that is text": academy.assertion(recipient="a@example.com"),
    "no badge": academy.assertion(badge=None),
    "no date": academy.assertion(issuedOn=None),
    "no verification": academy.assertion(verification=None),
    "a token's verification in a file": academy.assertion(verification={"type": "SignedBadge"}),
    "both verifications": academy.assertion(verification={"type": ["SignedBadge", "HostedBadge"]}),
    "a date that is prose": academy.assertion(issuedOn="last week"),
}


@pytest.mark.parametrize("document", MALFORMED.values(), ids=MALFORMED.keys())
def test_a_malformed_badge_fails_before_anybody_is_asked(document: dict[str, Any]) -> None:
    report = report_on(document, academy.hosted())
    assert report.check(Step.KIND).outcome is Outcome.FAILED
    assert report.check(Step.PROOF).outcome is Outcome.NOT_ASKED


REVOKED = {"type": "RevocationList", "id": academy.LIST}
SIGNED_CASES: dict[str, tuple[bytes, StaticDocuments, str, Verdict]] = {
    "sound": (academy.signed(), academy.hosted(), "proof.unchanged", Verdict.HOLDS),
    "sound, with a key on a curve": (
        academy.signed(kind="P-256"),
        academy.hosted(
            key={
                "type": "CryptographicKey",
                "id": academy.KEY_URL,
                "owner": academy.PROFILE,
                "publicKeyPem": academy.pem(academy.key("P-256")),
            }
        ),
        "proof.unchanged",
        Verdict.HOLDS,
    ),
    "not on the list": (
        academy.signed(),
        academy.hosted(
            profile={"revocationList": academy.LIST}, revoked={**REVOKED, "revokedAssertions": ["urn:other"]}
        ),
        "status.clear",
        Verdict.HOLDS,
    ),
    "on the list": (
        academy.signed(),
        academy.hosted(
            profile={"revocationList": academy.LIST},
            revoked={**REVOKED, "revokedAssertions": [academy.ASSERTION]},
        ),
        "status.revoked",
        Verdict.WITHDRAWN,
    ),
    "on the list with a reason": (
        academy.signed(),
        academy.hosted(
            profile={"revocationList": academy.LIST},
            revoked={
                **REVOKED,
                "revokedAssertions": [{"uid": academy.ASSERTION, "revocationReason": "An error."}],
            },
        ),
        "status.revoked",
        Verdict.WITHDRAWN,
    ),
    "a list out of reach": (
        academy.signed(),
        academy.hosted(profile={"revocationList": academy.LIST}),
        "document.unreachable",
        Verdict.UNCHECKED,
    ),
    "a list of another issuer": (
        academy.signed(),
        academy.hosted(
            profile={"revocationList": academy.LIST},
            revoked={**REVOKED, "issuer": "https://evil.example/", "revokedAssertions": []},
        ),
        "openbadges2.hosted-malformed",
        Verdict.UNCHECKED,
    ),
    "a key that is not listed": (
        academy.signed(),
        academy.hosted(profile={"publicKey": f"{academy.HOME}/other.json"}),
        "openbadges2.key-foreign",
        Verdict.NOT_GENUINE,
    ),
    "a key of somebody else": (
        academy.signed(),
        academy.hosted(
            key={
                "type": "CryptographicKey",
                "id": academy.KEY_URL,
                "owner": "https://evil.example/",
                "publicKeyPem": academy.pem(academy.key()),
            }
        ),
        "openbadges2.key-foreign",
        Verdict.NOT_GENUINE,
    ),
    "a key out of reach": (
        academy.signed(),
        academy.hosted(key=None),
        "document.unreachable",
        Verdict.UNCHECKED,
    ),
    "another key than the one that signed": (
        academy.signed(kind="P-256"),
        academy.hosted(),
        "jwt.algorithm-refused",
        Verdict.NOT_GENUINE,
    ),
    "no signature": (
        academy.signed({"alg": "none"}),
        academy.hosted(),
        "jwt.algorithm-refused",
        Verdict.NOT_GENUINE,
    ),
    "a shared secret": (
        academy.signed({"alg": "HS256"}),
        academy.hosted(),
        "jwt.algorithm-refused",
        Verdict.NOT_GENUINE,
    ),
    "another payload": (
        b".".join(
            [
                academy.signed().split(b".")[0],
                academy.signed(badge=f"{academy.BADGE}").split(b".")[1][:-8] + b"fQ",
                academy.signed().split(b".")[2],
            ]
        ),
        academy.hosted(),
        "json.malformed",
        Verdict.NOT_GENUINE,
    ),
    "a changed recipient": (
        b".".join(
            [
                academy.signed().split(b".")[0],
                academy.signed(recipient={"type": "email", "hashed": False, "identity": "evil"}).split(b".")[
                    1
                ],
                academy.signed().split(b".")[2],
            ]
        ),
        academy.hosted(),
        "signature.wrong",
        Verdict.NOT_GENUINE,
    ),
}


@pytest.mark.parametrize(
    ("token", "documents", "code", "verdict"), SIGNED_CASES.values(), ids=SIGNED_CASES.keys()
)
def test_a_signed_badge_is_judged_by_its_issuers_keys(
    token: bytes, documents: StaticDocuments, code: str, verdict: Verdict
) -> None:
    report = report_on(token, documents)
    assert report.verdict is verdict, report.as_json()
    assert code in [check.code for check in report.checks]


def test_a_signed_badge_needs_no_consent() -> None:
    assert report_on(academy.signed(), academy.hosted(consent=False)).verdict is Verdict.HOLDS


@pytest.mark.parametrize(
    ("expected", "code"),
    [
        (ExpectedRecipient(email="A@example.com"), "recipient.matches"),
        (ExpectedRecipient(email="b@example.com"), "recipient.other"),
        (ExpectedRecipient(name="Ann"), "recipient.not-stated"),
    ],
)
def test_the_recipient_is_compared_by_the_salted_hash(expected: ExpectedRecipient, code: str) -> None:
    report = report_on(academy.signed(), academy.hosted(), expected_recipient=expected)
    assert report.check(Step.RECIPIENT).code == code


FIRST = {
    "version 1.1": {
        "@context": "https://w3id.org/openbadges/v1",
        "type": "Assertion",
        "id": "https://academy.example/1",
        "uid": "1",
        "recipient": {"type": "email", "hashed": False, "identity": "a@example.com"},
        "badge": {"name": "Robot builder"},
        "verify": {"type": "hosted", "url": "https://academy.example/1"},
        "issuedOn": 1_300_000_000,
    },
    "version 1.0": {
        "uid": "1",
        "recipient": {"type": "email", "hashed": False, "identity": "a@example.com"},
        "badge": "https://academy.example/badge",
        "verify": {"type": "hosted", "url": "https://academy.example/1"},
        "issuedOn": "2013-01-01",
    },
    "version 0.5": {
        "recipient": "sha256$2ad891a61112bb953171416acc9cfe2484d59a45a3ed574a1ca93b47d07629fe",
        "salt": "hashbrowns",
        "badge": {"version": "0.5.0", "name": "Robot builder", "criteria": "/criteria"},
        "issued_on": "2011-06-01",
    },
}


@pytest.mark.parametrize("document", FIRST.values(), ids=FIRST.keys())
def test_a_badge_of_version_1_is_recognised_and_shown(document: dict[str, Any]) -> None:
    report = report_on(document, academy.hosted())
    assert report.check(Step.KIND).code == "openbadges2.version-1"
    assert report.verdict is Verdict.UNCHECKED
    assert report.claimed is not None


PROFILE = "https://a.example/issuers/1"
SCOPES = [
    ({}, "https://a.example/b/1", True),
    ({}, "https://a.example.evil.example/b/1", False),
    ({}, "https://b.a.example/b/1", False),
    ({}, "https://a.example@evil.example/1", False),
    ({"allowedOrigins": ["b.example", "a.example"]}, "https://b.example/1", True),
    ({"allowedOrigins": "https://b.example"}, "https://b.example/1", True),
    ({"allowedOrigins": ["b.example"]}, "https://a.example/1", False),
    ({"startsWith": "https://a.example/b/"}, "https://a.example/b/1", True),
    ({"startsWith": "https://a.example/b"}, "https://a.example/b/1", True),
    ({"startsWith": "https://a.example/b"}, "https://a.example/b?id=1", True),
    ({"startsWith": "https://a.example/b"}, "https://a.example/bc/1", False),
    ({"startsWith": "https://a.example"}, "https://a.example.evil.example/1", False),
    ({"startsWith": "https://a.example/b/"}, "https://a.example/b/../c/1", False),
    ({"startsWith": ["https://c.example/", "https://b.example/x/"]}, "https://b.example/x/1", True),
    ({"startsWith": "https://b.example/x/", "allowedOrigins": ["a.example"]}, "https://b.example/x/1", False),
    ({"startsWith": "http://a.example/"}, "https://a.example/1", False),
    ({}, "urn:uuid:1", False),
]


@pytest.mark.parametrize(("rules", "address", "inside"), SCOPES)
def test_an_issuer_vouches_for_its_own_addresses(rules: dict[str, Any], address: str, inside: bool) -> None:
    profile = read_profile({"type": "Issuer", "id": PROFILE, "verification": rules}, PROFILE)
    assert profile.vouches_for(address) is inside


SPELT: dict[str, tuple[dict[str, Any], Verdict]] = {
    "another zone": ({"issuedOn": "2025-03-01T11:00:00+01:00"}, Verdict.HOLDS),
    "parts of a second": ({"issuedOn": "2025-03-01T10:00:00.000Z"}, Verdict.HOLDS),
    "another moment": ({"issuedOn": "2025-03-01T10:00:00+01:00"}, Verdict.NOT_GENUINE),
}


@pytest.mark.parametrize(("changes", "verdict"), SPELT.values(), ids=SPELT.keys())
def test_a_copy_may_write_the_same_moment_otherwise(changes: dict[str, Any], verdict: Verdict) -> None:
    assert report_on(academy.assertion(**changes), academy.hosted()).verdict is verdict


MOMENT = datetime(2026, 5, 1, tzinfo=UTC)
WITHDRAWN = {
    "type": "RevocationList",
    "id": academy.LIST,
    "issuer": academy.PROFILE,
    "revokedAssertions": [academy.ASSERTION],
}
OF_NOW: dict[str, tuple[Any, StaticDocuments, str]] = {
    "hosted": (academy.assertion(), academy.hosted(), "status.clear"),
    "gone": (academy.assertion(), academy.hosted(gone=(academy.ASSERTION,)), "status.revoked"),
    "revoked at its address": (
        academy.assertion(),
        academy.hosted({"id": academy.ASSERTION, "revoked": True}),
        "status.revoked",
    ),
    "signed": (
        academy.signed(),
        academy.hosted(
            profile={"revocationList": academy.LIST}, revoked={**WITHDRAWN, "revokedAssertions": []}
        ),
        "status.clear",
    ),
    "signed and revoked": (
        academy.signed(),
        academy.hosted(profile={"revocationList": academy.LIST}, revoked=WITHDRAWN),
        "status.revoked",
    ),
}


@pytest.mark.parametrize(("data", "documents", "code"), OF_NOW.values(), ids=OF_NOW.keys())
def test_what_a_host_says_of_a_withdrawal_is_of_the_moment_it_was_asked(
    data: Any, documents: StaticDocuments, code: str
) -> None:
    of_now = report_on(data, documents, at=MOMENT, had=MOMENT)
    assert of_now.check(Step.STATUS).code == code
    for other in (MOMENT - timedelta(days=30), MOMENT + timedelta(days=30)):
        found = report_on(data, documents, at=other, had=MOMENT)
        assert found.check(Step.STATUS).code == "status.other-time"
        assert found.verdict is not Verdict.HOLDS
        assert found.verdict is not Verdict.WITHDRAWN


NAMED = f"{academy.HOME}/a/7f9c1a524a4e4a7b9d410c1f0e6a9b11"
OF_THAT_ONE = f"{academy.HOME}/of/7f9c1a524a4e4a7b9d410c1f0e6a9b11.json"
ASKED: dict[str, dict[str, Any]] = {
    "badge": {"badge": OF_THAT_ONE},
    "profile": {"badge": {"type": "BadgeClass", "id": "urn:b", "name": "B", "issuer": OF_THAT_ONE}},
}


@pytest.mark.parametrize("changes", ASKED.values(), ids=ASKED.keys())
def test_no_address_that_names_a_signed_badge_is_asked_without_consent(changes: dict[str, Any]) -> None:
    report = report_on(academy.signed(id=NAMED, **changes), academy.hosted(consent=False))
    assert report.check(Step.PROOF).code == "document.consent-missing"
    listed = academy.hosted(profile={"revocationList": OF_THAT_ONE}, consent=False)
    report = report_on(academy.signed(id=NAMED), listed)
    assert report.check(Step.STATUS).code == "document.consent-missing"
