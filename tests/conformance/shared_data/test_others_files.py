"""Files that others made: none is verified without its issuer's document, none is called forged wrongly."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from microcred import vc
from microcred.vc.checks import Step
from microcred.vc.outcomes import Outcome
from microcred.vc.report import VerificationReport

FILES = Path(__file__).parents[4] / "shared" / "data" / "credentials"
AT = datetime(2026, 6, 1, tzinfo=UTC)

pytestmark = pytest.mark.skipif(not FILES.is_dir(), reason="../shared/data is absent: others' files not run")


def examine(name: str) -> VerificationReport:
    return vc.examine((FILES / name).read_bytes(), at=AT)


SOUND = [
    "ob3/simple.json",
    "ob3/complete.json",
    "ob3/credential-status-revoked.json",
    "ob3/endorsement-valid.json",
    "ob3/simple-json.png",
    "ob3/simple-json.svg",
    "ob3/simple-jwt.png",
    "ob3/simple-jwt.svg",
    "clr2/simple.json",
    "clr2/simple.jwt",
    "ob3/simple_v1.json",
    "ob3/simple-eddsa-2022.json",
]


@pytest.mark.parametrize("name", SOUND)
def test_a_sound_file_is_undecided_with_its_proof_passed(name: str) -> None:
    report = examine(name)
    assert report.check(Step.PROOF).outcome is Outcome.PASSED, report.as_json()
    assert report.outcome is Outcome.UNDECIDED
    assert report.check(Step.PROOF).code == "proof.integrity-only"


def test_a_token_that_names_no_key_is_undecided() -> None:
    report = examine("ob3/simple.jwt")
    assert report.outcome is Outcome.UNDECIDED
    assert report.check(Step.PROOF).outcome is Outcome.UNDECIDED


@pytest.mark.parametrize(
    ("name", "step"),
    [("ob3/simple-err-proof-value.json", Step.PROOF), ("ob3/simple-err-issued.json", Step.KIND)],
)
def test_a_file_that_is_wrong_fails(name: str, step: Step) -> None:
    report = examine(name)
    assert report.outcome is Outcome.FAILED
    assert report.check(step).outcome is Outcome.FAILED


OTHER_THINGS = [
    "ob2/openbadges_context.json",
    "ob2/organization.json",
    "ob2/organization-with-revocation-list.json",
    "ob2/issuer1.json",
    "ob2/key1.json",
    "ob2/revocation-list.json",
    "ob2/robotics-badge.json",
    "ob2/valid-badge-class.json",
    "ob2/badgeclass1.json",
    "edc/open-badge-mc-signed.jwt",
]


@pytest.mark.parametrize("name", OTHER_THINGS)
def test_contexts_profiles_and_keys_are_not_a_credential(name: str) -> None:
    report = examine(name)
    assert report.check(Step.KIND).code == "kind.not-a-credential"
    assert report.words.word == "Not a credential"
    assert report.outcome is Outcome.FAILED


WITHOUT_THE_OUTSIDE = [
    ("ob2/basic-assertion.json", Step.PROOF, "document.consent-missing"),
    ("ob2/simple-badge.png", Step.PROOF, "document.consent-missing"),
    ("ob2/simple.jwt", Step.PROOF, "document.unreachable"),
    ("edc/edc-coa-signed.jsonld", Step.ISSUER, "certificate.untrusted"),
    ("blockcerts/mocknet-v3-valid.json", Step.PROOF, "blockcerts.anchor-unchecked"),
    ("blockcerts/vp-eddsa-rdfc-2022.json", Step.KIND, "kind.presentation-empty"),
]


@pytest.mark.parametrize(("name", "step", "code"), WITHOUT_THE_OUTSIDE)
def test_what_needs_the_outside_is_undecided_and_says_at_which_step(name: str, step: Step, code: str) -> None:
    report = examine(name)
    assert report.check(step).code == code
    assert report.check(step).outcome is Outcome.UNDECIDED
    assert report.outcome is Outcome.UNDECIDED


def test_not_one_file_is_verified() -> None:
    for path in sorted(FILES.rglob("*.*")):
        report = vc.examine(path.read_bytes(), at=AT)
        assert not report.verified, path.name
        assert report.trusted_as == ""
