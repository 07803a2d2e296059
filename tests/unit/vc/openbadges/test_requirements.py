"""What the standards require of a document: one change at a time, each with its code."""

from __future__ import annotations

import copy
import re
from base64 import b64encode
from typing import Any

import pytest

from microcred.vc.errors import CredentialError
from microcred.vc.multibase import base58_encode, base64url_encode
from microcred.vc.openbadges import check_requirements
from microcred.vc.openbadges.errors import ResourceOther
from microcred.vc.openbadges.plain import first_text, plain
from microcred.vc.openbadges.requirements import absolute

BADGE: dict[str, Any] = {
    "@context": [
        "https://www.w3.org/ns/credentials/v2",
        "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
    ],
    "id": "urn:uuid:1",
    "type": ["VerifiableCredential", "OpenBadgeCredential"],
    "issuer": {"id": "did:web:a.example", "type": ["Profile"], "name": "A"},
    "validFrom": "2026-05-14T09:00:00Z",
    "credentialSubject": {
        "type": ["AchievementSubject"],
        "identifier": [
            {"type": "IdentityObject", "hashed": False, "identityHash": "M", "identityType": "name"}
        ],
        "achievement": {
            "id": "https://a.example/m/1",
            "type": ["Achievement"],
            "name": "Talk",
            "description": "Talks.",
            "criteria": {"narrative": "Talk."},
            "alignment": [{"type": ["Alignment"], "targetName": "n", "targetUrl": "https://e.example/1"}],
        },
    },
}
REMOVE = object()
PLAIN = {"type": ["VerifiableCredential"], "credentialSubject": {"id": "did:example:1"}}


def changed(path: str, value: Any) -> dict[str, Any]:
    document = copy.deepcopy(BADGE)
    *parents, last = [int(part) if part.isdigit() else part for part in path.split(".")]
    holder: Any = document
    for parent in parents:
        holder = holder[parent]
    if value is REMOVE:
        del holder[last]
    else:
        holder[last] = value
    return document


SUBJECT, ACHIEVEMENT = "credentialSubject", "credentialSubject.achievement"
REFUSED = [
    ("type", ["OpenBadgeCredential"], "kind.not-a-credential"),
    ("type", REMOVE, "kind.not-a-credential"),
    ("@context", REMOVE, "document.context"),
    ("@context", list(reversed(BADGE["@context"])), "document.context"),
    ("@context", BADGE["@context"][:1], "document.context"),
    ("@context.1", "https://other.example/context.json", "document.context"),
    ("@context.1", {"a": "b"}, "document.context"),
    ("id", "not absolute", "document.identifier"),
    ("id", "_:b0", "document.identifier"),
    ("id", None, "document.identifier"),
    ("id", REMOVE, "document.field-missing"),
    ("issuer", REMOVE, "document.issuer"),
    ("issuer", "college", "document.issuer"),
    ("issuer", {"name": "A"}, "document.issuer"),
    ("issuer", {"id": "did:web:a.example"}, "document.field-missing"),
    ("issuer", [], "document.issuer"),
    ("validFrom", REMOVE, "document.field-missing"),
    ("validFrom", "2026-05-14", "time.invalid"),
    ("validFrom", "2026-05-14T09:00:00", "time.invalid"),
    ("validUntil", "2026-05-13T09:00:00Z", "document.dates-reversed"),
    (SUBJECT, REMOVE, "document.subject"),
    (SUBJECT, {}, "document.subject"),
    (SUBJECT, [], "document.subject"),
    (SUBJECT, "did:example:1", "document.subject"),
    (SUBJECT, [BADGE[SUBJECT], BADGE[SUBJECT]], "document.field-malformed"),
    (f"{SUBJECT}.id", "me", "document.identifier"),
    (f"{SUBJECT}.type", REMOVE, "document.field-missing"),
    (f"{SUBJECT}.identifier", REMOVE, "document.recipient"),
    (f"{SUBJECT}.identifier.0.identityType", "nickname", "document.field-malformed"),
    (f"{SUBJECT}.identifier.0.hashed", "no", "document.field-malformed"),
    (f"{SUBJECT}.identifier.0.hashed", True, "document.field-malformed"),
    (f"{SUBJECT}.identifier.0", "M", "document.field-malformed"),
    (f"{SUBJECT}.result", ["A"], "document.field-malformed"),
    (ACHIEVEMENT, REMOVE, "document.field-missing"),
    (ACHIEVEMENT, "https://a.example/m/1", "document.field-missing"),
    (f"{ACHIEVEMENT}.id", REMOVE, "document.field-missing"),
    (f"{ACHIEVEMENT}.name", "", "document.field-missing"),
    (f"{ACHIEVEMENT}.type", ["Badge"], "document.field-missing"),
    (f"{ACHIEVEMENT}.criteria", {}, "document.field-missing"),
    (f"{ACHIEVEMENT}.alignment.0.targetUrl", "here", "document.field-malformed"),
    (f"{ACHIEVEMENT}.alignment.0.targetName", REMOVE, "document.field-missing"),
    (f"{ACHIEVEMENT}.creditsAvailable", "2", "document.field-malformed"),
    (f"{ACHIEVEMENT}.resultDescription", [{"id": "urn:x:1"}], "document.field-missing"),
    ("name", 7, "document.field-malformed"),
    ("name", {"@value": "a", "href": "b"}, "document.field-malformed"),
    ("credentialStatus", {"id": "https://a.example/s#1"}, "document.field-malformed"),
    ("credentialStatus", "https://a.example/s#1", "document.field-malformed"),
    ("credentialSchema", {"type": "JsonSchema", "id": "schema"}, "document.identifier"),
    ("credentialSchema", {"type": "JsonSchema"}, "document.field-malformed"),
    ("termsOfUse", {"id": "https://a.example"}, "document.field-malformed"),
    ("evidence", [{"name": "x"}], "document.field-malformed"),
    ("refreshService", {"id": "https://a.example"}, "document.field-malformed"),
    ("relatedResource", [{"id": "https://a.example/1"}], "document.field-malformed"),
    ("relatedResource", [{"digestSRI": "sha256-" + "A" * 43 + "="}], "document.field-malformed"),
    (
        "relatedResource",
        [{"id": "https://a.example/1", "digestSRI": "sha256-" + "A" * 43 + "="}] * 2,
        "document.field-malformed",
    ),
    ("relatedResource", [{"id": "https://a.example/1", "digestSRI": "md5-x"}], "document.field-malformed"),
]


@pytest.mark.parametrize(("path", "value", "code"), REFUSED)
def test_a_document_that_breaks_the_standard_is_refused(path: str, value: Any, code: str) -> None:
    with pytest.raises(CredentialError) as refused:
        check_requirements(changed(path, value))
    assert refused.value.code == code


ACCEPTED = [
    ("issuer", "did:web:a.example"),
    ("validUntil", "2026-05-14T09:00:00+01:00".replace("+01", "-01")),
    ("name", {"@value": "Vortrag", "@language": "de"}),
    ("name", [{"@value": "Vortrag", "@language": "de"}, {"@value": "Talk", "@language": "en"}]),
    (f"{SUBJECT}.id", "did:example:1"),
    (f"{SUBJECT}.identifier", BADGE[SUBJECT]["identifier"][0]),
    (f"{ACHIEVEMENT}.alignment", BADGE[SUBJECT]["achievement"]["alignment"][0]),
    ("credentialStatus", [{"type": "BitstringStatusListEntry"}]),
    ("relatedResource", {"id": "https://a.example/1", "digestSRI": "sha256-" + "A" * 43 + "="}),
    (f"{ACHIEVEMENT}.criteria", {"id": "https://a.example/m/1/criteria"}),
]


@pytest.mark.parametrize(("path", "value"), ACCEPTED)
def test_what_the_standard_allows_is_accepted(path: str, value: Any) -> None:
    check_requirements(changed(path, value))


def test_a_credential_that_is_no_badge_needs_less() -> None:
    check_requirements({**{key: BADGE[key] for key in ("@context", "issuer")}, **PLAIN})


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (f"{SUBJECT}.identifier", BADGE[SUBJECT]["identifier"][0]),
        ("evidence", {"type": ["Evidence"]}),
        (f"{ACHIEVEMENT}.tag", []),
        (f"{ACHIEVEMENT}.image", None),
    ],
)
def test_issuing_asks_for_the_strict_form(path: str, value: Any) -> None:
    check_requirements(changed(path, value))
    with pytest.raises(CredentialError, match=re.escape("form that the standard does not allow")):
        check_requirements(changed(path, value), strict=True)


@pytest.mark.parametrize("document", [None, [], "text", 7, {}, {"@context": "https://a.example"}])
def test_anything_else_is_no_credential(document: object) -> None:
    with pytest.raises(CredentialError) as refused:
        check_requirements(document)
    assert refused.value.code == "kind.not-a-credential"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("https://a.example/1", True),
        ("did:key:z6Mk", True),
        ("urn:uuid:1", True),
        ("_:b0", False),
        ("relative/path", False),
        ("https://a.example/a b", False),
        ("https://a.example/<", False),
        ("https://a.example/" + "a" * 5_000, False),
        (7, False),
    ],
)
def test_an_address_is_absolute(value: object, expected: bool) -> None:
    assert absolute(value) is expected


def test_equal_content_is_read_alike() -> None:
    spelled = {
        "name": ["Talk"],
        "description": {"@value": "Talks."},
        "type": ["VerifiableCredential", "VerifiableCredential"],
        "image": None,
        "tag": "a",
        "evidence": [[{"type": "Evidence", "name": ["E"]}]],
        "credentialSubject": [BADGE[SUBJECT]],
    }
    assert plain(spelled) == {
        "name": "Talk",
        "description": "Talks.",
        "type": ["VerifiableCredential"],
        "tag": ["a"],
        "evidence": [{"type": "Evidence", "name": "E"}],
        "credentialSubject": BADGE[SUBJECT],
    }
    assert plain(BADGE) == BADGE
    assert first_text(["b", "a", {"@value": "c"}]) == first_text(["a", "b"]) == "a"


V2 = "https://www.w3.org/ns/credentials/v2"
SHA256 = bytes.fromhex("59955ced6697d61e03f2b2556febe5308ab16842846f5b586d7f1f7adec92734")
SHA384 = "l/HrjlBCNWyAX91hr6LFV2Y3heB5Tcr6IeE4/Tje8YyzYBM8IhqjHWiWpr8+ZbYU"
"""Of VCDM 2.0 B.1."""
OTHER = bytes(32)


@pytest.mark.parametrize(
    ("entry", "refused"),
    [
        ({"digestSRI": f"sha384-{SHA384}"}, False),
        ({"digestSRI": "sha256-" + b64encode(SHA256).decode()}, False),
        ({"digestSRI": "sha256-" + b64encode(OTHER).decode()}, True),
        ({"digestSRI": "sha384-" + b64encode(bytes(48)).decode()}, True),
        ({"digestSRI": "sha512-" + b64encode(bytes(64)).decode()}, False),
        ({"digestMultibase": "u" + base64url_encode(b"\x12\x20" + SHA256)}, False),
        ({"digestMultibase": "u" + base64url_encode(SHA256)}, False),
        ({"digestMultibase": "z" + base58_encode(b"\x12\x20" + OTHER)}, True),
        ({"digestMultibase": "u" + base64url_encode(OTHER)}, True),
        ({"digestSRI": f"sha384-{SHA384}", "digestMultibase": "u" + base64url_encode(OTHER)}, True),
        ({"id": "https://a.example/1", "digestMultibase": "u" + base64url_encode(OTHER)}, False),
    ],
)
def test_the_digest_of_a_context_that_is_published_with_one_is_compared(
    entry: dict[str, str], refused: bool
) -> None:
    document = {**BADGE, "relatedResource": [{"id": V2, **entry}]}
    if not refused:
        return check_requirements(document)
    with pytest.raises(ResourceOther):
        check_requirements(document)
    return None
