"""The evidence bundle: a check with all that it needs, sealed here, to be repeated with the network off."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import nullcontext
from datetime import datetime
from typing import Any

from microcred.platform.verifier.collector import collector_signer
from microcred.platform.verifier.evidence import NotingAnchors, every_report, note_rights, noting_sources
from microcred.platform.verifier.services.examining import examine_for
from microcred.platform.verifier.shown import signer_of
from microcred.platform.verifier.sources import Aside, Outside, outside
from microcred.platform.verifier.trust.stored import ReaderPolicy
from microcred.vc.bundle import Evidence, make_bundle
from microcred.vc.openbadges import ExpectedRecipient
from microcred.vc.report import VerificationReport
from microcred.vc.timestamps import write_timestamp


def bundle_for(
    data: bytes,
    *,
    at: datetime,
    policy: ReaderPolicy,
    now: datetime,
    expected: ExpectedRecipient | None = None,
    consent: bool = False,
    aside: Aside = nullcontext,
    source: Outside | None = None,
) -> bytes:
    """The ZIP of one check: the file, issuers' documents with keys, lists, extracts, rights and the report.

    Raises `KeyStoreLocked` where this installation cannot seal.
    """
    evidence = Evidence()
    sources = noting_sources(source or outside(), evidence, consent=consent, aside=aside, now=now)
    report = examine_for(
        data,
        at=at,
        policy=policy.policy,
        anchors=NotingAnchors(policy.anchors, evidence),
        sources=sources,
        expected=expected,
        now=now,
    )
    evidence.registry.extend(_extracts(report, policy))
    note_rights(evidence, report, sources, now)
    return make_bundle(
        data,
        evidence,
        report=report.as_json(),
        found_in=report.found_in,
        signer=collector_signer(now),
        now=now,
    )


def _extracts(report: VerificationReport, policy: ReaderPolicy) -> Iterator[dict[str, Any]]:
    """For each issuer that a list names: which list, as of when, and until when it is trusted."""
    seen: set[str] = set()
    for one in every_report(report):
        issuer = signer_of(one)
        known = policy.how_known(issuer, one.at) if issuer and issuer not in seen else None
        seen.add(issuer)
        if known is not None:
            yield {
                "issuer": issuer,
                "name": known.name,
                "list": known.source,
                "asOf": write_timestamp(known.as_of) if known.as_of else None,
                "until": write_timestamp(known.ends) if known.ends else None,
                "reason": known.reason,
            }
