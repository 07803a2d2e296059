"""Bad input, case by case: each is refused or left open with a code of its own, and never raises."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from tests.pages.verifier import site
from tests.unit.ports.servers import body
from tests.unit.vc.examine import institution as college

from microcred.platform.verifier import services
from microcred.platform.verifier.sources import outside
from microcred.vc.checks import Step
from microcred.vc.keys import PrivateKey
from microcred.vc.outcomes import Outcome
from microcred.vc.report import VerificationReport
from microcred.vc.signer import KeySigner
from microcred.vc.status import LIST_BYTES, StatusBits, status_list_credential

pytestmark = pytest.mark.django_db


def examined(data: bytes) -> VerificationReport:
    return services.examine_for(data, at=datetime.now(UTC), sources=outside().sources())


def token(header: dict[str, Any]) -> Callable[[bytes], bytes]:
    def made(data: bytes) -> bytes:
        content = json.loads(data)
        content.pop("proof")
        parts = (json.dumps(header).encode(), json.dumps(content).encode(), b"\0" * 64)
        return b".".join(base64.urlsafe_b64encode(one).rstrip(b"=") for one in parts)

    return made


def another_value(data: bytes) -> bytes:
    """Another signature value than the one that was made."""
    content = json.loads(data)
    value = content["proof"]["proofValue"]
    content["proof"]["proofValue"] = value[:-4] + ("2222" if value[-4:] != "2222" else "3333")
    return json.dumps(content).encode()


BAD: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "no algorithm": (token({"alg": "none"}), "jwt.algorithm-refused"),
    "a password for a signature": (token({"alg": "HS256"}), "jwt.algorithm-refused"),
    "a key twice": (lambda data: b'{"id":"urn:x",' + data[1:], "json.duplicate-key"),
    "a key re-spelled": (
        lambda data: data.replace(b'"validUntil"', b'"https://www.w3.org/2018/credentials#validUntil"'),
        "jsonld.respelled",
    ),
    "a term of nobody's": (lambda data: b'{"bonus":"10000",' + data[1:], "jsonld.term-undefined"),
    "a context inside": (
        lambda data: data.replace(b'"@context":[', b'"@context":[{"name":"urn:x"},', 1),
        "document.context",
    ),
    "another signature": (another_value, "signature.wrong"),
    "changed content": (site.tampered, "signature.wrong"),
    "a proof named by an object": (
        lambda data: data.replace(b'"proof":{', b'"proof":{"id":{"id":"urn:x"},'),
        "proof.malformed",
    ),
    "half of it": (lambda data: data[: len(data) // 2], "json.malformed"),
    "nothing but depth": (lambda data: b"[" * 100_000, "kind.not-a-credential"),
}


@pytest.mark.parametrize("case", BAD)
def test_what_is_wrong_is_refused_with_its_own_code(own: site.Own, case: str) -> None:
    spoil, code = BAD[case]
    spoilt = spoil(own.body)
    assert spoilt != own.body
    report = examined(spoilt)
    assert report.outcome is Outcome.FAILED, report.as_json()
    failed = next(one for one in report.checks if one.outcome is Outcome.FAILED)
    assert failed.code == code
    assert report.signed is None


def listed(
    elsewhere: site.Elsewhere,
    *,
    by: KeySigner | None = None,
    issuer: str = "",
    entries: int = 131_072,
    **entry: str,
) -> bytes:
    """A credential whose status entry, or whose list's signer, issuer or size, is not right."""
    url, now = elsewhere.address("/status/1"), datetime.now(UTC)
    content = status_list_credential(
        url=url,
        issuer=issuer or elsewhere.did,
        purpose="revocation",
        bits=StatusBits(entries),
        valid_from=now - timedelta(hours=1),
    )
    elsewhere.answers["/status/1"] = body(college.issue(content, by or elsewhere.signer, now=now).body)
    row = {
        "id": f"{url}#7",
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": "7",
        "statusListCredential": url,
        **entry,
    }
    return college.signed({**college.badge(elsewhere.did), "credentialStatus": row}, signer=elsewhere.signer)


FOREIGN = college.did_key_signer()
LISTS: dict[str, tuple[dict[str, Any], str]] = {
    "of another purpose": ({"statusPurpose": "suspension"}, "status.other-purpose"),
    "without such an entry": ({"statusListIndex": "131072"}, "status.index-out-of-range"),
    "of another issuer": ({"by": FOREIGN, "issuer": FOREIGN.controller}, "status.list-unverified"),
    "that unpacks to too much": ({"entries": 8 * (LIST_BYTES + 1)}, "status.list-too-long"),
}


@pytest.mark.parametrize(("wrong", "code"), LISTS.values(), ids=LISTS.keys())
def test_a_list_that_is_wrong_leaves_it_open_with_its_own_code(
    elsewhere: site.Elsewhere, wrong: dict[str, Any], code: str
) -> None:
    found = examined(listed(elsewhere, **wrong)).check(Step.STATUS)
    assert (found.outcome, found.code) == (Outcome.UNDECIDED, code)


def test_a_list_that_somebody_else_signed_leaves_it_open(elsewhere: site.Elsewhere) -> None:
    stranger = KeySigner(PrivateKey.generate("Ed25519"), f"{elsewhere.did}#key-1")
    found = examined(listed(elsewhere, by=stranger)).check(Step.STATUS)
    assert (found.outcome, found.code) == (Outcome.UNDECIDED, "status.list-unverified")


def test_a_sound_list_of_the_same_making_passes(elsewhere: site.Elsewhere) -> None:
    assert examined(listed(elsewhere)).check(Step.STATUS).outcome is Outcome.PASSED
