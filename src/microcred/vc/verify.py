"""Verify or refuse: the only place where a `VerifiedCredential` is made."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar, NoReturn

from microcred.vc.certificates import Anchors
from microcred.vc.checks import Check
from microcred.vc.dids import Resolver
from microcred.vc.documents import Documents
from microcred.vc.errors import Failed, Undecided
from microcred.vc.examine import examine
from microcred.vc.limits import DEFAULT, Limits
from microcred.vc.openbadges.identity import ExpectedRecipient
from microcred.vc.outcomes import Outcome
from microcred.vc.policy import Policy
from microcred.vc.proofs import Challenge
from microcred.vc.proofs.dataintegrity import Digester
from microcred.vc.report import SignedContent, VerificationReport
from microcred.vc.schemas import SchemaSource
from microcred.vc.status import StatusSource


class NotVerified(Failed):
    """At least one step failed. `report` says which and why."""

    code = "verify.failed"
    sentence = "The credential was refused."
    remedy = "Read the report: it names the step and the reason."
    report: VerificationReport


class NotDecided(Undecided):
    """No step failed, but at least one could not be decided. `report` says which and why."""

    code = "verify.undecided"
    sentence = "The credential could not be verified."
    remedy = "Read the report: it names the step and the reason."
    report: VerificationReport


class VerifiedCredential:
    """A credential of which every step that was asked for passed. Only `verify` makes one."""

    __slots__ = ("_report", "_signed")
    _made_here: ClassVar[object] = object()

    def __init__(self, token: object, report: VerificationReport, signed: SignedContent) -> None:
        if token is not VerifiedCredential._made_here or not report.verified or report.signed is not signed:
            raise TypeError("a VerifiedCredential is made by verify() alone")
        self._report = report
        self._signed = signed

    @property
    def report(self) -> VerificationReport:
        """The report, every step of it."""
        return self._report

    @property
    def signed(self) -> SignedContent:
        """What was signed."""
        return self._signed

    @property
    def document(self) -> Mapping[str, Any]:
        """The credential without its proof."""
        return self._signed.document

    def __repr__(self) -> str:
        return f"VerifiedCredential({self._signed.id})"

    def __reduce__(self) -> NoReturn:
        raise TypeError("a VerifiedCredential is not pickled: keep the bytes and verify them again")


def verify(
    data: bytes,
    *,
    at: datetime,
    resolver: Resolver | None = None,
    statuses: StatusSource | None = None,
    documents: Documents | None = None,
    anchors: Anchors | None = None,
    schemas: SchemaSource | None = None,
    policy: Policy | None = None,
    canoniser: Digester | None = None,
    limits: Limits = DEFAULT,
    expected_recipient: ExpectedRecipient | None = None,
    challenge: Challenge | None = None,
) -> VerifiedCredential:
    """Takes what `examine` takes; returns a `VerifiedCredential` or raises.

    Raises `NotVerified` or `NotDecided`, each with the `report`; `detail` is the code of the first reason.
    """
    report = examine(
        data,
        at=at,
        resolver=resolver,
        statuses=statuses,
        documents=documents,
        anchors=anchors,
        schemas=schemas,
        policy=policy,
        canoniser=canoniser,
        limits=limits,
        expected_recipient=expected_recipient,
        challenge=challenge,
    )
    if report.outcome is Outcome.PASSED and report.signed is not None:
        return VerifiedCredential(VerifiedCredential._made_here, report, report.signed)
    kind: type[NotVerified | NotDecided] = NotVerified if report.outcome is Outcome.FAILED else NotDecided
    error = kind(_reason(report).code)
    error.report = report
    raise error


def _reason(report: VerificationReport) -> Check:
    for outcome in (Outcome.FAILED, Outcome.UNDECIDED):
        for check in report.checks:
            if check.outcome is outcome:
                return check
    return report.checks[0]
