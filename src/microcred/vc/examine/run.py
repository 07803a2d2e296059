"""The six steps in order. What stops one step is told in the report, never raised."""

from __future__ import annotations

from datetime import datetime

from microcred.vc.certificates import NO_ANCHORS, Anchors
from microcred.vc.checks import Finding, Step, gravest
from microcred.vc.dids import LocalResolver, Resolver
from microcred.vc.documents import Documents, NoDocuments
from microcred.vc.errors import CredentialError
from microcred.vc.examine.circumstances import DEEPEST, Circumstances, DefaultCanoniser
from microcred.vc.examine.dates import check_dates
from microcred.vc.examine.errors import TooManyInside
from microcred.vc.examine.formats import Family, family_of
from microcred.vc.examine.inside import MOST_INSIDE, inner_credentials
from microcred.vc.examine.kind import is_presentation
from microcred.vc.examine.proven import Proven
from microcred.vc.examine.reading import Found, read
from microcred.vc.examine.recipient import check_recipient
from microcred.vc.findings import NOT_REACHED, OF_ITS_HOLDER
from microcred.vc.limits import DEFAULT, Limits
from microcred.vc.openbadges.identity import ExpectedRecipient
from microcred.vc.policy import Decision, NobodyTrusted, Policy, Question
from microcred.vc.proofs import Challenge
from microcred.vc.proofs.dataintegrity import Digester
from microcred.vc.report import SignedContent, Summary, VerificationReport
from microcred.vc.schemas import SchemaSource, default_schemas
from microcred.vc.status import NoStatuses, StatusSource


def examine(
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
    had: datetime | None = None,
) -> VerificationReport:
    """The report on `data` (JSON, JWT, PNG, SVG or our PDF) as of `at`, a time with a zone.

    Without `resolver` only did:key and did:jwk are resolved, without `statuses` every list and without
    `documents` every hosted document is out of reach, without `policy` nobody is trusted, without `anchors`
    no certificate shows whose it is, without `schemas` those count that this process has at hand. `challenge`
    is what a presentation must answer. `had` is when lists and hosted documents were looked up, None for at
    the time asked about: what they do not date themselves counts for that moment. Raises `ValueError` for a
    time without a zone, nothing else.
    """
    if at.tzinfo is None or (had is not None and had.tzinfo is None):
        raise ValueError("a time without a zone")
    around = Circumstances(
        at=at,
        resolver=resolver or LocalResolver(),
        canoniser=canoniser or DefaultCanoniser(),
        statuses=statuses or NoStatuses(),
        documents=documents or NoDocuments(),
        policy=policy or NobodyTrusted(),
        limits=limits,
        anchors=anchors or NO_ANCHORS,
        schemas=schemas or default_schemas(),
        expected=expected_recipient,
        asked=challenge or Challenge(),
        had=had,
    )
    return _examine(data, around, "")


def _examine(data: bytes, around: Circumstances, place: str) -> VerificationReport:
    try:
        found = read(data, around.limits)
    except CredentialError as error:
        return VerificationReport.of({Step.KIND: Finding.of_error(error)}, around.at, place=place)
    return _examine_found(found, around, place)


def _examine_found(found: Found, around: Circumstances, place: str) -> VerificationReport:
    family = family_of(found)
    findings: dict[Step, Finding] = {}
    signed: SignedContent | None = None
    trusted_as, presents = "", is_presentation(found.document)
    inside: tuple[VerificationReport, ...] = ()
    claimed: Summary | None = None
    try:
        findings[Step.KIND] = family.kind(found, around)
    except CredentialError as error:
        findings[Step.KIND] = Finding.of_error(error)
    else:
        proven = family.prove(found, around)
        inside = _inside(found, around)
        findings[Step.PROOF] = proven.proof
        findings[Step.ISSUER] = proven.binding or NOT_REACHED
        if presents:
            findings[Step.ISSUER] = proven.binding or OF_ITS_HOLDER
            findings |= dict.fromkeys((Step.STATUS, Step.DATES, Step.RECIPIENT), OF_ITS_HOLDER)
        elif proven.signed is None:
            claimed = Summary(found.document, outline=family.outline(found.document))
            findings |= {Step.STATUS: proven.status} if proven.status is not None else {}
        else:
            signed = proven.signed
            decision = _decide(proven, signed, around)
            findings |= _later_steps(family, proven, signed, decision, around)
            trusted_as = decision.trusted_as if proven.binding is None else ""
    return VerificationReport.of(
        findings,
        around.at,
        signed=signed,
        claimed=claimed,
        trusted_as=trusted_as,
        found_in=found.found_in,
        content=found.text,
        inside=inside,
        presents=presents,
        place=place,
    )


def _later_steps(
    family: Family, proven: Proven, signed: SignedContent, decision: Decision, around: Circumstances
) -> dict[Step, Finding]:
    """Steps 3 to 6 of what was signed."""
    shown = signed.outline or signed.document
    return {
        Step.ISSUER: gravest([proven.binding] if proven.binding else [], decision.finding),
        Step.STATUS: family.status(signed, around),
        Step.DATES: check_dates(shown, around.at),
        Step.RECIPIENT: check_recipient(shown, around.expected),
    }


def _decide(proven: Proven, signed: SignedContent, around: Circumstances) -> Decision:
    """The policy is asked only about an issuer whose own key signed."""
    if proven.binding is not None:
        return Decision(proven.binding)
    shown = signed.outline or signed.document
    return around.policy.decide(
        Question(proven.known_signer, signed.document, around.at, shown, signed.signed_at)
    )


def _inside(found: Found, around: Circumstances) -> tuple[VerificationReport, ...]:
    """The reports on the credentials inside; one more, undecided, where there are too many or too deep."""
    inner = inner_credentials(found.document)
    if inner and around.depth >= DEEPEST:
        inner, over = [], True
    else:
        over = len(inner) > MOST_INSIDE
    reports = [
        _examine(one.data, around.inside(recipient=one.of_holder), one.place) for one in inner[:MOST_INSIDE]
    ]
    if over:
        finding = Finding.of_error(TooManyInside(f"more than {MOST_INSIDE}, or deeper than {DEEPEST}"))
        reports.append(VerificationReport.of({Step.KIND: finding}, around.at))
    return tuple(reports)
