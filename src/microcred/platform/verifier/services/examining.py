"""The one way in which the platform examines a document."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from microcred.platform.verifier.sources import Sources, outside
from microcred.platform.verifier.trust.stored import policy_for, trusted_collector
from microcred.vc.bundle import examine_bundle, is_bundle, read_bundle
from microcred.vc.certificates import Anchors
from microcred.vc.checks import Finding, Step
from microcred.vc.errors import CredentialError
from microcred.vc.examine import examine
from microcred.vc.openbadges import ExpectedRecipient
from microcred.vc.policy import Policy
from microcred.vc.report import VerificationReport

if TYPE_CHECKING:
    from microcred.platform.accounts.models import Account


def examine_for(
    data: bytes,
    *,
    at: datetime,
    policy: Policy | None = None,
    sources: Sources | None = None,
    expected: ExpectedRecipient | None = None,
    anchors: Anchors | None = None,
    account: Account | None = None,
    now: datetime | None = None,
) -> VerificationReport:
    """The report on `data` as of `at`; `now` is the time of the check where that is another one.

    Without `policy` this installation's institutions and the operator's lists are trusted; without `sources`
    our own documents come from the store and others from the network. `anchors` are the authorities whose
    seals count. An evidence bundle is checked from what is in it, if its collector is trusted: this
    installation, or whom `account` trusts for that. Raises only for a time without a zone.
    """
    sources = sources or outside().sources()
    if policy is None:
        usual = policy_for(None)
        policy, anchors = usual.policy, usual.anchors
    if is_bundle(data):
        return _bundle(data, at, policy, sources, expected, anchors, account, now or at)
    return examine(
        data,
        at=at,
        resolver=sources.resolver,
        statuses=sources.statuses,
        documents=sources.documents,
        policy=policy,
        expected_recipient=expected,
        anchors=anchors,
        had=now,
    )


def _bundle(
    data: bytes,
    at: datetime,
    policy: Policy,
    sources: Sources,
    expected: ExpectedRecipient | None,
    anchors: Anchors | None,
    account: Account | None,
    now: datetime,
) -> VerificationReport:
    """A bundle that is damaged or wrongly sealed fails as a whole, at the first step."""
    try:
        return examine_bundle(
            read_bundle(data),
            at=at,
            trusted_collector=lambda collector: trusted_collector(account, collector, now),
            resolver=sources.resolver,
            policy=policy,
            expected_recipient=expected,
            anchors=anchors,
            statuses=sources.statuses,
            had=now,
        )
    except CredentialError as error:
        return VerificationReport.of({Step.KIND: Finding.of_error(error)}, at, found_in="zip")
