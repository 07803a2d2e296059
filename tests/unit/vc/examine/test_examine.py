"""A report tells what each step came to, for sound credentials and for every way to be unsound."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from tests.unit.vc.baking import pictures
from tests.unit.vc.examine import institution as college

from microcred import vc
from microcred.vc.checks import Step
from microcred.vc.dids import IssuerUnreachable
from microcred.vc.outcomes import Outcome
from microcred.vc.report import VerificationReport
from microcred.vc.verdicts import Verdict

TRUSTED = vc.IssuerIn({college.COLLEGE: "Alder College"})


def examine(data: bytes, **asked: Any) -> VerificationReport:
    defaults: dict[str, Any] = {"at": college.AT, "resolver": college.resolver(), "policy": TRUSTED}
    return vc.examine(data, **{**defaults, **asked})


@pytest.mark.parametrize("form", college.every_form())
def test_every_form_of_a_sound_credential_holds(form: str) -> None:
    report = examine(college.every_form()[form])
    assert report.verdict is Verdict.HOLDS, report.as_json()
    assert report.trusted_as == "Alder College"
    assert report.signed is not None
    assert report.signed.recipient == "Máire Ní Bhriain"
    assert report.signed.title == "Presenting to an audience"
    assert report.found_in == form.rpartition(" ")[2]


@pytest.mark.parametrize("kind", ["Ed25519", "P-256"])
def test_did_key_issuers_need_no_resolver(kind: str) -> None:
    signer = college.did_key_signer(kind)
    issuer = college.did_of(signer)
    for form in ("di", "jwt"):
        report = vc.examine(
            college.signed(college.badge(issuer), form, signer), at=college.AT, policy=vc.IssuerIn({issuer})
        )
        assert report.verdict is Verdict.HOLDS, report.as_json()


def test_with_no_policy_nobody_is_trusted() -> None:
    report = examine(college.signed(), policy=None)
    assert report.verdict is Verdict.ISSUER_UNKNOWN
    assert report.check(Step.ISSUER).code == "issuer.nobody-trusted"


def test_an_issuer_out_of_reach_is_undecided_for_lack_of_a_key() -> None:
    report = examine(college.signed(), resolver=None)
    assert report.outcome is Outcome.UNDECIDED
    assert report.check(Step.PROOF).code == IssuerUnreachable.code
    assert report.signed is None


def test_a_key_in_the_address_proves_integrity_only() -> None:
    method = f"{college.COLLEGE}#{college.KEY.public.multikey}"
    report = examine(college.signed(signer=vc.KeySigner(college.KEY, method)), resolver=None)
    assert report.check(Step.PROOF).code == "proof.integrity-only"
    assert report.check(Step.ISSUER).code == IssuerUnreachable.code
    assert report.verdict is Verdict.UNCHECKED
    assert report.trusted_as == ""


def tampered(change: Callable[[dict[str, Any]], Any]) -> bytes:
    document = json.loads(college.signed())
    change(document)
    return json.dumps(document).encode()


def resigned_by_a_stranger() -> bytes:
    stranger = college.did_key_signer()
    content = college.badge(college.did_of(stranger))
    document = json.loads(college.signed(content, signer=stranger))
    document["issuer"]["id"] = college.COLLEGE
    return json.dumps(document).encode()


def two_proofs(first_is_wrong: bool) -> bytes:
    document = json.loads(college.signed())
    other = copy.deepcopy(document["proof"])
    if first_is_wrong:
        other["proofValue"] = json.loads(college.signed(college.badge(grade="A")))["proof"]["proofValue"]
    document["proof"] = [other, document["proof"]]
    return json.dumps(document).encode()


def with_field(name: str, value: Any) -> Callable[[dict[str, Any]], None]:
    return lambda document: document.__setitem__(name, value)


def proof_field(name: str, value: Any) -> Callable[[dict[str, Any]], None]:
    return lambda document: document["proof"].__setitem__(name, value)


FAILED = {
    "a changed grade": (
        tampered(lambda d: d["credentialSubject"]["result"][0].__setitem__("value", "A")),
        Step.PROOF,
        "signature.wrong",
    ),
    "no proof": (tampered(lambda d: d.pop("proof")), Step.PROOF, "proof.missing"),
    "an empty set of proofs": (tampered(with_field("proof", [])), Step.PROOF, "proof.missing"),
    "a proof that is text": (tampered(with_field("proof", "x")), Step.PROOF, "proof.malformed"),
    "another purpose": (
        tampered(proof_field("proofPurpose", "authentication")),
        Step.PROOF,
        "proof.purpose-wrong",
    ),
    "a proof that has ended": (
        tampered(proof_field("expires", "2026-05-15T00:00:00Z")),
        Step.PROOF,
        "proof.expired",
    ),
    "a proof of tomorrow": (
        tampered(proof_field("created", "2026-06-02T12:00:00Z")),
        Step.PROOF,
        "proof.from-future",
    ),
    "a proof value in base64": (tampered(proof_field("proofValue", "uAAAA")), Step.PROOF, "proof.malformed"),
    "a key of somebody else": (resigned_by_a_stranger(), Step.ISSUER, "issuer.not-controller"),
    "a key that is not listed": (
        college.signed(signer=vc.KeySigner(college.KEY, f"{college.COLLEGE}#key-9")),
        Step.ISSUER,
        "issuer.method-unknown",
    ),
    "dates that are reversed": (
        tampered(with_field("validUntil", "2020-01-01T00:00:00Z")),
        Step.KIND,
        "document.dates-reversed",
    ),
    "json of another kind": (b"[]", Step.KIND, "kind.not-a-credential"),
    "a context": (b'{"@context": {"a": "https://a.example"}}', Step.KIND, "kind.not-a-credential"),
    "a profile": (
        b'{"id": "https://a.example", "type": "Profile", "name": "A"}',
        Step.KIND,
        "kind.not-a-credential",
    ),
    "a key": (json.dumps(college.KEY.public.jwk).encode(), Step.KIND, "kind.not-a-credential"),
    "text": ("Zertifikat für Máire".encode(), Step.KIND, "kind.not-a-credential"),
    "version 1.1 without a date": (
        tampered(
            lambda d: (
                d.__setitem__("@context", ["https://www.w3.org/2018/credentials/v1"]),
                d.pop("validFrom"),
            )
        ),
        Step.KIND,
        "document.field-missing",
    ),
    "rubbish with a wave": (b"eyJh.eyJh.c2ln~disclosed~", Step.KIND, "json.malformed"),
    "nothing": (b"", Step.KIND, "kind.not-a-credential"),
    "a picture without credential": (pictures.png(), Step.KIND, "baking.nothing"),
    "a jwt with another payload": (
        b".".join(
            [
                college.signed(form="jwt").split(b".")[0],
                college.signed(college.badge(grade="A"), "jwt").split(b".")[1],
                college.signed(form="jwt").split(b".")[2],
            ]
        ),
        Step.PROOF,
        "signature.wrong",
    ),
}


@pytest.mark.parametrize(("data", "step", "code"), FAILED.values(), ids=FAILED.keys())
def test_what_is_wrong_fails_at_its_step(data: bytes, step: Step, code: str) -> None:
    report = examine(data)
    assert report.outcome is Outcome.FAILED, report.as_json()
    assert report.check(step).code == code
    assert report.verdict is Verdict.NOT_GENUINE


UNDECIDED = {
    "another suite": (tampered(proof_field("cryptosuite", "bbs-2023")), Step.PROOF, "proof.unsupported"),
    "another kind of proof": (
        tampered(proof_field("type", "Ed25519Signature2020")),
        Step.PROOF,
        "proof.unsupported",
    ),
    "an open badge of version 1": (
        b'{"uid": "1", "recipient": {"identity": "a"}, "badge": "https://a.example/b", "verify": {}}',
        Step.KIND,
        "openbadges2.version-1",
    ),
    "a presentation of nothing": (
        b'{"@context": ["https://www.w3.org/ns/credentials/v2"], "type": "VerifiablePresentation"}',
        Step.KIND,
        "kind.presentation-empty",
    ),
    "a sealed document": (b'{"payload": "e30", "signatures": []}', Step.KIND, "kind.seal"),
}


@pytest.mark.parametrize(("data", "step", "code"), UNDECIDED.values(), ids=UNDECIDED.keys())
def test_what_others_may_check_is_undecided(data: bytes, step: Step, code: str) -> None:
    report = examine(data)
    assert report.check(step).code == code
    assert report.check(step).outcome is Outcome.UNDECIDED
    assert not report.verified


def test_one_sound_proof_among_several_suffices() -> None:
    assert examine(two_proofs(first_is_wrong=False)).verified
    assert examine(two_proofs(first_is_wrong=True)).verified


ISSUERS = {
    "not listed under assertionMethod": (
        {**college.controller(), "assertionMethod": []},
        "issuer.method-not-allowed",
    ),
    "revoked before signing": (
        college.controller(revoked="2026-05-01T00:00:00Z"),
        "issuer.key-revoked",
    ),
    "expired before signing": (
        college.controller(expires="2026-05-01T00:00:00Z"),
        "issuer.key-expired",
    ),
    "another controller": (college.controller(controller="did:web:b.example"), "issuer.document-invalid"),
}


@pytest.mark.parametrize(("document", "code"), ISSUERS.values(), ids=ISSUERS.keys())
@pytest.mark.parametrize("form", ["di", "jwt"])
def test_the_key_must_be_the_issuers_to_sign_with(document: dict[str, Any], code: str, form: str) -> None:
    report = examine(college.signed(form=form), resolver=college.resolver(document))
    assert report.check(Step.ISSUER).code == code
    assert not report.verified
    assert report.trusted_as == ""


def test_a_key_revoked_after_signing_still_counts_for_what_it_signed_before() -> None:
    later = college.controller(revoked="2026-05-20T00:00:00Z")
    assert examine(college.signed(), resolver=college.resolver(later)).verified


def test_dates_are_asked_at_the_time_given() -> None:
    data = college.signed()
    before = examine(data, at=college.SIGNED_AT - timedelta(minutes=1))
    assert before.check(Step.DATES).code == "dates.not-yet-valid"
    assert before.verdict is Verdict.EXPIRED
    assert before.words.word == "Not valid yet"
    after = examine(data, at=datetime(2029, 5, 15, tzinfo=UTC))
    assert after.check(Step.DATES).code == "dates.expired"
    assert after.verdict is Verdict.EXPIRED
    assert examine(data, at=datetime(2029, 5, 14, 9, tzinfo=UTC)).verified
    with pytest.raises(ValueError, match="zone"):
        vc.examine(data, at=datetime(2026, 6, 1))  # noqa: DTZ001


def with_status(*purposes: str) -> bytes:
    return college.signed(college.badge(status=[college.entry(purpose) for purpose in purposes]))


FOREIGN = college.did_key_signer()
STATUSES = {
    "clear": (college.statuses(), "status.clear", Verdict.HOLDS),
    "revoked": (college.statuses(7), "status.revoked", Verdict.WITHDRAWN),
    "another one revoked": (college.statuses(8), "status.clear", Verdict.HOLDS),
    "out of reach": (None, "status.unreachable", Verdict.UNCHECKED),
    "a list for another purpose": (
        college.statuses(purpose="suspension"),
        "status.other-purpose",
        Verdict.UNCHECKED,
    ),
    "a list of a stranger": (
        college.statuses(signer=FOREIGN, issuer=college.did_of(FOREIGN)),
        "status.list-unverified",
        Verdict.UNCHECKED,
    ),
    "a list of a later time": (
        college.statuses(valid_from=college.AT + timedelta(days=1)),
        "status.other-time",
        Verdict.UNCHECKED,
    ),
    "a list that is over": (
        college.statuses(valid_until=college.AT - timedelta(days=1)),
        "status.other-time",
        Verdict.UNCHECKED,
    ),
    "no list at all": (
        vc.StaticStatuses({college.LIST: b"<html>"}),
        "status.list-unverified",
        Verdict.UNCHECKED,
    ),
    "a credential instead of a list": (
        vc.StaticStatuses({college.LIST: college.signed()}),
        "status.list-malformed",
        Verdict.UNCHECKED,
    ),
}


@pytest.mark.parametrize(("source", "code", "verdict"), STATUSES.values(), ids=STATUSES.keys())
def test_the_status_is_read_from_the_issuers_own_list(source: Any, code: str, verdict: Verdict) -> None:
    report = examine(with_status("revocation"), statuses=source)
    assert report.check(Step.STATUS).code == code
    assert report.verdict is verdict


def test_a_suspended_credential_is_withdrawn_for_now() -> None:
    report = examine(with_status("suspension"), statuses=college.statuses(7, purpose="suspension"))
    assert report.check(Step.STATUS).code == "status.suspended"
    assert report.verdict is Verdict.WITHDRAWN


def test_a_status_list_that_was_changed_decides_nothing() -> None:
    data = json.loads(college.statuses(7).fetch(college.LIST))
    data["credentialSubject"]["encodedList"] = json.loads(college.statuses().fetch(college.LIST))[
        "credentialSubject"
    ]["encodedList"]
    changed = vc.StaticStatuses({college.LIST: json.dumps(data).encode()})
    assert examine(with_status("revocation"), statuses=changed).check(Step.STATUS).code == (
        "status.list-unverified"
    )


RECIPIENTS = [
    (vc.ExpectedRecipient(email="Maire@example.org"), "recipient.matches"),
    (vc.ExpectedRecipient(name="máire ní bhriain"), "recipient.matches"),
    (vc.ExpectedRecipient(name="Máire Ní Bhriain", email="maire@example.org"), "recipient.matches"),
    (vc.ExpectedRecipient(email="other@example.org"), "recipient.other"),
    (vc.ExpectedRecipient(name="Máire Ní Bhriain", email="other@example.org"), "recipient.other"),
    (vc.ExpectedRecipient(id="did:example:1"), "recipient.not-stated"),
    (vc.ExpectedRecipient(), "recipient.not-asked"),
    (None, "recipient.not-asked"),
]


@pytest.mark.parametrize(("expected", "code"), RECIPIENTS)
def test_the_recipient_is_compared_where_asked(expected: vc.ExpectedRecipient | None, code: str) -> None:
    report = examine(college.signed(), expected_recipient=expected)
    assert report.check(Step.RECIPIENT).code == code
    assert report.verified == (code in ("recipient.matches", "recipient.not-asked"))


def test_an_enveloped_credential_is_taken_out_of_its_envelope() -> None:
    jwt = college.signed(form="jwt").decode()
    envelope = {
        "@context": "https://www.w3.org/ns/credentials/v2",
        "id": f"data:application/vc+jwt,{jwt}",
        "type": "EnvelopedVerifiableCredential",
    }
    assert examine(json.dumps(envelope).encode()).verified


def test_a_report_of_what_is_not_signed_shows_nothing_as_signed() -> None:
    for data, *_ in FAILED.values():
        report = examine(data)
        if report.check(Step.PROOF).outcome is not Outcome.PASSED:
            assert report.signed is None
            assert report.as_json()["signed"] is None
