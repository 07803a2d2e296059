"""What the VC API verifies: form, proof, status and dates. Whom to trust is for whoever asks.

A step that failed makes an error. One that could not be decided makes an error too, but for the two in
which the standards leave it to the verifier: a status of a type that is unknown here, and a presentation
of nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from microcred.platform.verifier.gate import GATE
from microcred.platform.verifier.sources import outside
from microcred.vc.checks import Check, Finding, Step
from microcred.vc.examine import PresentationEmpty, examine
from microcred.vc.outcomes import Outcome
from microcred.vc.policy import Decision, Question
from microcred.vc.proofs import Challenge
from microcred.vc.report import VerificationReport
from microcred.vc.status import StatusUnsupported

VCDM = "https://www.w3.org/TR/vc-data-model#"
TYPES = {
    Step.KIND: f"{VCDM}MALFORMED_VALUE_ERROR",
    Step.PROOF: f"{VCDM}CRYPTOGRAPHIC_SECURITY_ERROR",
    Step.ISSUER: f"{VCDM}CRYPTOGRAPHIC_SECURITY_ERROR",
    Step.STATUS: "https://www.w3.org/ns/credentials/status-list#STATUS_VERIFICATION_ERROR",
    Step.DATES: f"{VCDM}RANGE_ERROR",
}
"""The names that VCDM 7.1 and the Bitstring Status List 3.5 give to what goes wrong in a step."""
TOLERATED = frozenset({StatusUnsupported.code, PresentationEmpty.code})
NOT_ASKED = Finding(Outcome.NOT_ASKED, "issuer.not-asked", "Whether the issuer is trusted was not asked.")
NAMES = {"proof": (Step.KIND, Step.PROOF, Step.ISSUER), "credentialStatus": (Step.STATUS,)}
"""What `options.checks` may name, and the steps of it."""


class TrustNotAsked:
    """The policy of an interface that checks what was signed and leaves trust to whoever asks."""

    def decide(self, question: Question) -> Decision:
        """Not asked, for everybody."""
        return Decision(NOT_ASKED)


@dataclass(frozen=True)
class Verified:
    """What a verification came to, in the terms of the VC API."""

    errors: tuple[dict[str, Any], ...]
    warnings: tuple[dict[str, Any], ...]
    checks: tuple[str, ...]

    @property
    def body(self) -> dict[str, Any]:
        """The answer."""
        return {
            "verified": not self.errors,
            "checks": list(self.checks),
            "warnings": list(self.warnings),
            "errors": list(self.errors),
            "problemDetails": [*self.errors, *self.warnings],
        }


def verified(
    data: bytes, *, now: datetime, checks: Collection[str] = (), challenge: Challenge | None = None
) -> Verified:
    """Verifies a credential or presentation. `checks` narrows what is asked; empty asks everything.

    Raises `VerifierBusy` only: what is wrong with `data` is in the answer.
    """
    with GATE.inside():
        found = outside().sources(aside=GATE.aside, now=now)
        report = examine(
            data,
            at=now,
            resolver=found.resolver,
            statuses=found.statuses,
            documents=found.documents,
            policy=TrustNotAsked(),
            challenge=challenge,
        )
    steps = {step for name in checks for step in NAMES.get(name, ())} or set(TYPES)
    errors: list[dict[str, Any]] = []
    warnings: list[dict[str, Any]] = []
    for place, check in _problems(report, steps | set(NAMES["proof"])):
        (warnings if check.code in TOLERATED else errors).append(_problem(place, check))
    return Verified(tuple(errors), tuple(warnings), tuple(checks) or ("proof", "credentialStatus"))


def _problems(report: VerificationReport, steps: Collection[Step]) -> Iterator[tuple[str, Check]]:
    """What stands in the way: of the document, and of the credentials that a presentation presents."""
    for check in report.checks:
        if check.step in steps and check.outcome in (Outcome.FAILED, Outcome.UNDECIDED):
            yield report.place, check
    if report.presents:
        for inner in report.inside:
            yield from _problems(inner, steps)


def _problem(place: str, check: Check) -> dict[str, Any]:
    return {
        "type": TYPES[check.step],
        "title": check.reason,
        "detail": " ".join(part for part in (check.detail, check.remedy) if part),
        "code": check.code,
        "at": place,
    }
