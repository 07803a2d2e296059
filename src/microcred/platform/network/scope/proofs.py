"""Whether a document of the network was signed by its issuer, whatever its dates and its status say."""

from __future__ import annotations

from datetime import datetime

from microcred.vc.checks import Step
from microcred.vc.dids import Resolver
from microcred.vc.examine import examine
from microcred.vc.outcomes import Outcome


def is_signed(body: bytes, *, at: datetime, resolver: Resolver) -> bool:
    """Whether the bytes are a credential whose Data Integrity proof holds by the issuer's keys as of `at`."""
    report = examine(body, at=at, resolver=resolver)
    sound = all(report.check(step).outcome is Outcome.PASSED for step in (Step.KIND, Step.PROOF))
    return sound and report.signed is not None and report.signed.form == "di"
