"""One check for a program: of bytes, or of what stands at an address; the report as the page has it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from microcred.platform.verifier import intake, shown
from microcred.platform.verifier.gate import GATE
from microcred.platform.verifier.intake import Given
from microcred.platform.verifier.services.examining import examine_for
from microcred.platform.verifier.services.noting import noted_parts
from microcred.platform.verifier.sources import SteppingAside, outside
from microcred.platform.verifier.trust.stored import policy_for
from microcred.vc.openbadges import ExpectedRecipient

if TYPE_CHECKING:
    from microcred.platform.accounts.models import Account


def checked_bytes(
    data: bytes,
    *,
    account: Account | None,
    now: datetime,
    at: datetime | None = None,
    expected: ExpectedRecipient | None = None,
    policy: str = "",
) -> dict[str, Any]:
    """The report on a file as JSON, by the policy of `account` or of this installation.

    Raises `NothingGiven`, `GivenTooLarge` or `VerifierBusy`.
    """
    return _report(intake.from_file("", data), account, now, at, expected, policy)


def checked_address(
    address: str,
    *,
    account: Account | None,
    now: datetime,
    at: datetime | None = None,
    expected: ExpectedRecipient | None = None,
    policy: str = "",
) -> dict[str, Any]:
    """The report on what stands at an address. Raises as `checked_bytes`, and as `intake.from_address`."""
    with GATE.inside():
        fetcher = SteppingAside(outside().lists, GATE.aside)
        given = intake.from_address(address, account=account, now=now, fetcher=fetcher)
    return _report(given, account, now, at, expected, policy)


def _report(
    given: Given,
    account: Account | None,
    now: datetime,
    at: datetime | None,
    expected: ExpectedRecipient | None,
    policy: str,
) -> dict[str, Any]:
    chosen = policy_for(account, policy)
    with GATE.inside():
        report = examine_for(
            given.data,
            at=at or now,
            policy=chosen.policy,
            anchors=chosen.anchors,
            account=account,
            sources=outside().sources(consent=bool(given.address), aside=GATE.aside, now=now),
            expected=expected,
            now=now,
        )
    return shown.as_json(report, chosen, now, noted_parts(report, now))
