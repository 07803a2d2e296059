"""Six checks come to one outcome and one verdict."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from microcred.vc.checks import Check, Finding, Step, fold
from microcred.vc.findings import (
    EVERY_FINDING,
    IN_TIME,
    INTEGRITY_ONLY,
    IS_CREDENTIAL,
    ISSUER_TRUSTED,
    NO_STATUS,
    RECIPIENT_NOT_ASKED,
    STATUS_CLEAR,
    UNCHANGED,
)
from microcred.vc.outcomes import Outcome
from microcred.vc.report import VerificationReport, every_sentence
from microcred.vc.verdicts import SPECIAL, Verdict

AT = datetime(2026, 5, 14, 9, 0, tzinfo=UTC)
SOUND = {
    Step.KIND: IS_CREDENTIAL,
    Step.PROOF: UNCHANGED,
    Step.ISSUER: ISSUER_TRUSTED,
    Step.STATUS: STATUS_CLEAR,
    Step.DATES: IN_TIME,
    Step.RECIPIENT: RECIPIENT_NOT_ASKED,
}


def failed(code: str) -> Finding:
    return Finding(Outcome.FAILED, code, "Wrong.")


def undecided(code: str) -> Finding:
    return Finding(Outcome.UNDECIDED, code, "Unknown.")


CASES = [
    ("everything passed", {}, Verdict.HOLDS),
    ("no status list does not count", {Step.STATUS: NO_STATUS}, Verdict.HOLDS),
    ("unknown to the policy", {Step.ISSUER: undecided("issuer.unknown")}, Verdict.ISSUER_UNKNOWN),
    ("nobody is trusted", {Step.ISSUER: undecided("issuer.nobody-trusted")}, Verdict.ISSUER_UNKNOWN),
    (
        "unknown issuer, status out of reach",
        {Step.ISSUER: undecided("issuer.unknown"), Step.STATUS: undecided("status.unreachable")},
        Verdict.UNCHECKED,
    ),
    (
        "issuer out of reach",
        {Step.PROOF: INTEGRITY_ONLY, Step.ISSUER: undecided("issuer.unreachable")},
        Verdict.UNCHECKED,
    ),
    ("unsupported suite", {Step.PROOF: undecided("proof.unsupported")}, Verdict.UNCHECKED),
    ("expired", {Step.DATES: failed("dates.expired")}, Verdict.EXPIRED),
    (
        "expired, of an unknown issuer",
        {Step.DATES: failed("dates.expired"), Step.ISSUER: undecided("issuer.unknown")},
        Verdict.EXPIRED,
    ),
    ("revoked", {Step.STATUS: failed("status.revoked")}, Verdict.WITHDRAWN),
    ("suspended", {Step.STATUS: failed("status.suspended")}, Verdict.WITHDRAWN),
    (
        "revoked and expired",
        {Step.STATUS: failed("status.revoked"), Step.DATES: failed("dates.expired")},
        Verdict.WITHDRAWN,
    ),
    ("a false status entry", {Step.STATUS: failed("status.entry-malformed")}, Verdict.NOT_GENUINE),
    ("changed", {Step.PROOF: failed("signature.wrong")}, Verdict.NOT_GENUINE),
    (
        "changed and revoked",
        {Step.PROOF: failed("signature.wrong"), Step.STATUS: failed("status.revoked")},
        Verdict.NOT_GENUINE,
    ),
    ("not the issuer's key", {Step.ISSUER: failed("issuer.method-unknown")}, Verdict.NOT_GENUINE),
    ("another person's", {Step.RECIPIENT: failed("recipient.other")}, Verdict.NOT_GENUINE),
    ("not a credential", {Step.KIND: failed("kind.not-a-credential")}, Verdict.NOT_GENUINE),
]


@pytest.mark.parametrize(("name", "changes", "verdict"), CASES, ids=[case[0] for case in CASES])
def test_verdict_follows_the_checks(name: str, changes: dict[Step, Finding], verdict: Verdict) -> None:
    report = VerificationReport.of({**SOUND, **changes}, AT)
    assert report.verdict is verdict
    assert report.verified == (verdict is Verdict.HOLDS)


def test_a_step_without_finding_was_not_reached() -> None:
    report = VerificationReport.of({Step.KIND: failed("kind.not-a-credential")}, AT)
    assert [check.code for check in report.checks[1:]] == ["step.not-reached"] * 5
    assert report.outcome is Outcome.FAILED
    assert report.words == SPECIAL["kind.not-a-credential"]


def test_not_yet_valid_says_so_in_its_own_words() -> None:
    report = VerificationReport.of({**SOUND, Step.DATES: failed("dates.not-yet-valid")}, AT)
    assert report.verdict is Verdict.EXPIRED
    assert report.words.word == "Not valid yet"


@pytest.mark.parametrize(
    ("outcomes", "expected"),
    [
        ([], Outcome.NOT_ASKED),
        ([Outcome.NOT_ASKED, Outcome.PASSED], Outcome.PASSED),
        ([Outcome.PASSED, Outcome.UNDECIDED], Outcome.UNDECIDED),
        ([Outcome.UNDECIDED, Outcome.FAILED, Outcome.PASSED], Outcome.FAILED),
    ],
)
def test_the_gravest_outcome_wins(outcomes: list[Outcome], expected: Outcome) -> None:
    assert fold(outcomes) is expected


def test_the_report_is_plain_json_with_six_numbered_steps() -> None:
    shown = json.loads(json.dumps(VerificationReport.of(SOUND, AT).as_json()))
    assert [check["number"] for check in shown["checks"]] == [1, 2, 3, 4, 5, 6]
    assert shown["outcome"] == "passed"
    assert shown["verdict"] == "holds"
    assert shown["at"] == "2026-05-14T09:00:00Z"


def test_every_sentence_that_can_be_shown_is_listed_for_translation() -> None:
    listed = every_sentence()
    assert len(listed) == len(set(listed))
    for finding in EVERY_FINDING:
        assert Check(Step.KIND, finding).reason in listed
    for verdict in Verdict:
        assert verdict.word in listed
        assert verdict.sentence in listed
        assert verdict.next_step in listed
