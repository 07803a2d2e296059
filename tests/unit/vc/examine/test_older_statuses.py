"""Status lists of older kinds: StatusList2021, and 1EdTech's list of revoked ids."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from tests.unit.vc.examine import institution as college

from microcred import vc
from microcred.vc.checks import Step
from microcred.vc.documents import StaticDocuments
from microcred.vc.multibase import base64url_encode
from microcred.vc.status import StaticStatuses, StatusBits
from microcred.vc.verdicts import Verdict

TRUSTED = vc.IssuerIn({college.COLLEGE: "Alder College"})
OLDER = "https://w3id.org/vc/status-list/2021/v1"
EXTENSIONS = "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"
REVOKED = "https://alder.example/revoked.json"


def token(content: dict[str, Any], signer: vc.KeySigner = college.SIGNER) -> bytes:
    """A token over any content: what others sign need not follow our rules."""
    head = {"alg": "EdDSA", "typ": "JWT", "kid": signer.verification_method}
    parts = ".".join(base64url_encode(json.dumps(one).encode()) for one in (head, content))
    return f"{parts}.{base64url_encode(signer.sign(parts.encode()))}".encode()


def entry(**changes: Any) -> dict[str, Any]:
    return {
        "id": f"{college.LIST}#7",
        "type": "StatusList2021Entry",
        "statusPurpose": "revocation",
        "statusListIndex": "7",
        "statusListCredential": college.LIST,
        **changes,
    }


def badge(*entries: dict[str, Any]) -> bytes:
    return token({**college.badge(), "credentialStatus": list(entries)})


def older_list(*taken: int, signer: vc.KeySigner = college.SIGNER, **changes: Any) -> StaticStatuses:
    bits = StatusBits()
    bits.set_all(taken)
    content = {
        "@context": ["https://www.w3.org/2018/credentials/v1", OLDER],
        "id": college.LIST,
        "type": ["VerifiableCredential", "StatusList2021Credential"],
        "issuer": college.COLLEGE,
        "issuanceDate": "2026-05-14T09:00:00Z",
        "credentialSubject": {
            "id": f"{college.LIST}#list",
            "type": "StatusList2021",
            "statusPurpose": "revocation",
            "encodedList": bits.encode()[1:],
        },
        **changes,
    }
    return StaticStatuses({college.LIST: token(content, signer)})


STRANGER = college.did_key_signer()
OLDER_CASES: dict[str, tuple[dict[str, Any], Any, str, Verdict]] = {
    "clear": (entry(), older_list(8), "status.clear", Verdict.HOLDS),
    "revoked": (entry(), older_list(7), "status.revoked", Verdict.WITHDRAWN),
    "of another purpose": (
        entry(statusPurpose="suspension"),
        older_list(7),
        "status.other-purpose",
        Verdict.UNCHECKED,
    ),
    "of another signer": (entry(), older_list(signer=STRANGER), "status.list-unverified", Verdict.UNCHECKED),
    "of another kind": (entry(), college.statuses(7), "status.list-unverified", Verdict.UNCHECKED),
    "out of range": (
        entry(statusListIndex="131072"),
        older_list(),
        "status.index-out-of-range",
        Verdict.UNCHECKED,
    ),
    "of later": (
        entry(),
        older_list(issuanceDate="2026-06-02T00:00:00Z"),
        "status.other-time",
        Verdict.UNCHECKED,
    ),
}


@pytest.mark.parametrize(
    ("stated", "statuses", "code", "verdict"), OLDER_CASES.values(), ids=OLDER_CASES.keys()
)
def test_the_older_list_is_read_alike(
    stated: dict[str, Any], statuses: Any, code: str, verdict: Verdict
) -> None:
    report = vc.examine(
        badge(stated), at=college.AT, resolver=college.resolver(), policy=TRUSTED, statuses=statuses
    )
    assert report.check(Step.STATUS).code == code
    assert report.verdict is verdict


def test_a_revocation_counts_beside_an_entry_that_is_not_understood() -> None:
    data = badge(entry(type="RevocationList2020Status"), entry())
    report = vc.examine(
        data, at=college.AT, resolver=college.resolver(), policy=TRUSTED, statuses=older_list(7)
    )
    assert report.verdict is Verdict.WITHDRAWN


def revocations(*rows: Any, **changes: Any) -> StaticDocuments:
    content = {
        "id": REVOKED,
        "type": ["1EdTechRevocationList"],
        "issuer": college.COLLEGE,
        "revokedCredential": list(rows),
        **changes,
    }
    return StaticDocuments({REVOKED: json.dumps(content).encode()}, consent=False)


BADGE = "https://alder.example/c/1"
BY_ID: dict[str, tuple[StaticDocuments | None, str, Verdict]] = {
    "clear": (revocations({"id": "urn:other"}), "status.clear", Verdict.HOLDS),
    "no rows": (revocations(), "status.clear", Verdict.HOLDS),
    "revoked": (revocations({"id": BADGE}), "status.revoked", Verdict.WITHDRAWN),
    "revoked with a reason": (
        revocations({"id": BADGE, "revoked": True, "revocationReason": "An error."}),
        "status.revoked",
        Verdict.WITHDRAWN,
    ),
    "reinstated": (revocations({"id": BADGE, "revoked": False}), "status.clear", Verdict.HOLDS),
    "of another issuer": (
        revocations(issuer="https://evil.example"),
        "status.list-unverified",
        Verdict.UNCHECKED,
    ),
    "malformed": (revocations("text"), "status.list-malformed", Verdict.UNCHECKED),
    "no list": (StaticDocuments({REVOKED: b"<html>"}), "status.list-unverified", Verdict.UNCHECKED),
    "out of reach": (None, "document.unreachable", Verdict.UNCHECKED),
}


@pytest.mark.parametrize(("documents", "code", "verdict"), BY_ID.values(), ids=BY_ID.keys())
def test_a_list_of_revoked_ids_is_read(
    documents: StaticDocuments | None, code: str, verdict: Verdict
) -> None:
    content = {**college.badge(), "credentialStatus": {"id": REVOKED, "type": "1EdTechRevocationList"}}
    content["@context"] = [*content["@context"], EXTENSIONS]
    report = vc.examine(
        college.signed(content),
        at=college.AT + timedelta(days=1),
        resolver=college.resolver(),
        policy=TRUSTED,
        documents=documents,
    )
    assert report.check(Step.STATUS).code == code
    assert report.verdict is verdict


SECRET = "urn:uuid:7f9c1a52-4a4e-4a7b-9d41-0c1f0e6a9b11"
TELLING = {
    "1EdTech, its whole id": ("https://alder.example/c/1", {"id": f"{BADGE}/revocations"}),
    "1EdTech, the end of its id": (SECRET, {"id": f"https://alder.example/r/{SECRET[9:]}"}),
    "a bit string": (SECRET, entry(statusListCredential=f"https://alder.example/status/{SECRET[9:]}")),
    "a bit string, its id spelt out": (
        SECRET,
        entry(statusListCredential="https://alder.example/status?of=urn%3Auuid%3A" + SECRET[9:]),
    ),
}


class Nobody:
    """A source that must not be asked."""

    def fetch(self, url: str) -> bytes:
        raise AssertionError(url)


@pytest.mark.parametrize(("name", "stated"), TELLING.values(), ids=TELLING.keys())
def test_a_list_whose_address_names_the_credential_waits_for_consent(
    name: str, stated: dict[str, Any]
) -> None:
    content = {
        **college.badge(identifier=name),
        "credentialStatus": {"type": "1EdTechRevocationList", **stated},
    }
    report = vc.examine(
        token(content),
        at=college.AT,
        resolver=college.resolver(),
        policy=TRUSTED,
        statuses=Nobody(),
        documents=StaticDocuments({}, consent=False),
    )
    assert report.check(Step.STATUS).code == "document.consent-missing"
    assert report.check(Step.STATUS).reason == "Not checked: this would tell the issuer."


@pytest.mark.parametrize(
    ("at", "code"),
    [(0, "status.clear"), (-30, "status.other-time"), (30, "status.other-time")],
    ids=["now", "a month ago", "in a month"],
)
@pytest.mark.parametrize("row", ["urn:other", BADGE], ids=["not on it", "on it"])
def test_a_list_that_bears_no_date_speaks_of_the_moment_it_was_had(row: str, at: int, code: str) -> None:
    content = {**college.badge(), "credentialStatus": {"id": REVOKED, "type": "1EdTechRevocationList"}}
    report = vc.examine(
        token(content),
        at=college.AT + timedelta(days=at),
        had=college.AT,
        resolver=college.resolver(),
        policy=TRUSTED,
        documents=revocations({"id": row}),
    )
    found = "status.revoked" if row == BADGE and at == 0 else code
    assert report.check(Step.STATUS).code == found


@pytest.mark.parametrize(
    ("stated", "code", "verdict"),
    [
        ([entry(statusPurpose="of-their-own")], "status.unsupported", Verdict.UNCHECKED),
        (
            [entry(statusListIndex=str(one)) for one in range(17)],
            "status.too-many-entries",
            Verdict.UNCHECKED,
        ),
        ([entry(statusPurpose="of-their-own"), entry()], "status.revoked", Verdict.WITHDRAWN),
    ],
    ids=["another purpose", "more than are asked about", "another purpose beside a revocation"],
)
def test_an_entry_that_a_standard_allows_calls_nothing_forged(
    stated: list[dict[str, Any]], code: str, verdict: Verdict
) -> None:
    report = vc.examine(
        badge(*stated), at=college.AT, resolver=college.resolver(), policy=TRUSTED, statuses=older_list(7)
    )
    assert (report.check(Step.STATUS).code, report.verdict) == (code, verdict)


def test_an_entry_that_cannot_withdraw_says_nothing_of_withdrawal() -> None:
    content = {
        **college.badge(),
        "credentialStatus": {**college.entry().document(), "statusPurpose": "refresh"},
    }
    report = vc.examine(
        college.signed(content),
        at=college.AT,
        resolver=college.resolver(),
        policy=TRUSTED,
        statuses=college.statuses(7, purpose="refresh"),
    )
    assert (report.check(Step.STATUS).code, report.verdict) == ("status.none", Verdict.HOLDS)
