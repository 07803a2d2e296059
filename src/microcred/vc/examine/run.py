"""The six steps in order. What stops one step is told in the report, never raised."""

from __future__ import annotations

from datetime import datetime

from microcred.vc.canonical import Canoniser
from microcred.vc.checks import Finding, Step, gravest
from microcred.vc.defaults import default_canoniser
from microcred.vc.dids import LocalResolver, Resolver
from microcred.vc.errors import CredentialError
from microcred.vc.examine.dates import check_dates
from microcred.vc.examine.kind import check_kind, is_presentation
from microcred.vc.examine.proof import Circumstances, Proven, check_proofs
from microcred.vc.examine.reading import Found, read
from microcred.vc.examine.recipient import check_recipient
from microcred.vc.examine.statuses import check_status
from microcred.vc.findings import NOT_REACHED
from microcred.vc.limits import DEFAULT, Limits
from microcred.vc.openbadges.identity import ExpectedRecipient
from microcred.vc.policy import Decision, NobodyTrusted, Policy, Question
from microcred.vc.report import SignedContent, VerificationReport
from microcred.vc.status import NoStatuses, StatusSource


def examine(
    data: bytes,
    *,
    at: datetime,
    resolver: Resolver | None = None,
    statuses: StatusSource | None = None,
    policy: Policy | None = None,
    canoniser: Canoniser | None = None,
    limits: Limits = DEFAULT,
    expected_recipient: ExpectedRecipient | None = None,
) -> VerificationReport:
    """The report on `data` (JSON, JWT, PNG, SVG or our PDF) as of `at`, a time with a zone.

    Without `resolver` only did:key and did:jwk are resolved, without `statuses` every list is out of
    reach, without `policy` nobody is trusted. Raises `ValueError` for a time without a zone, nothing else.
    """
    if at.tzinfo is None:
        raise ValueError("a time without a zone")
    around = Circumstances(at, resolver or LocalResolver(), canoniser or default_canoniser())
    try:
        found = read(data, limits)
    except CredentialError as error:
        return VerificationReport.of({Step.KIND: Finding.of_error(error)}, at)
    try:
        kind = check_kind(found.document)
    except CredentialError as error:
        return _report(found, {Step.KIND: Finding.of_error(error)}, at)
    proven = check_proofs(found, around)
    findings = {Step.KIND: kind, Step.PROOF: proven.proof}
    if proven.signed is None or is_presentation(found.document):
        findings[Step.ISSUER] = proven.binding or NOT_REACHED
        return _report(found, findings, at)
    decision = _decide(proven, proven.signed, at, policy or NobodyTrusted())
    document, issuer = proven.signed.document, proven.signed.issuer
    findings[Step.ISSUER] = gravest([proven.binding] if proven.binding else [], decision.finding)
    findings[Step.STATUS] = check_status(document, issuer, around, statuses or NoStatuses(), limits)
    findings[Step.DATES] = check_dates(document, at)
    findings[Step.RECIPIENT] = check_recipient(document, expected_recipient)
    known = decision.trusted_as if proven.binding is None else ""
    return _report(found, findings, at, proven.signed, known)


def _decide(proven: Proven, signed: SignedContent, at: datetime, policy: Policy) -> Decision:
    """The policy is asked only about an issuer whose own key signed."""
    if proven.binding is not None:
        return Decision(proven.binding)
    return policy.decide(Question(signed.issuer, signed.document, at))


def _report(
    found: Found,
    findings: dict[Step, Finding],
    at: datetime,
    signed: SignedContent | None = None,
    trusted_as: str = "",
) -> VerificationReport:
    return VerificationReport.of(
        findings, at, signed=signed, trusted_as=trusted_as, found_in=found.found_in, content=found.text
    )
