"""The one way in which the platform examines a document."""

from __future__ import annotations

from datetime import datetime

from microcred.platform.verifier.sources import Sources, outside
from microcred.platform.verifier.trust.stored import policy_for
from microcred.vc.examine import examine
from microcred.vc.openbadges import ExpectedRecipient
from microcred.vc.policy import Policy
from microcred.vc.report import VerificationReport


def examine_for(
    data: bytes,
    *,
    at: datetime,
    policy: Policy | None = None,
    sources: Sources | None = None,
    expected: ExpectedRecipient | None = None,
) -> VerificationReport:
    """The report on `data` as of `at`.

    Without `policy` this installation's institutions and the operator's lists are trusted; without `sources`
    our own documents come from the store and others from the network. Raises only for a time without a zone.
    """
    sources = sources or outside().sources()
    return examine(
        data,
        at=at,
        resolver=sources.resolver,
        statuses=sources.statuses,
        documents=sources.documents,
        policy=policy or policy_for(None).policy,
        expected_recipient=expected,
    )
