"""What the proof step came to, and whose key it was."""

from __future__ import annotations

from dataclasses import dataclass

from microcred.vc.checks import Finding
from microcred.vc.findings import NOT_REACHED
from microcred.vc.outcomes import Outcome
from microcred.vc.report import SignedContent


@dataclass(frozen=True)
class Proven:
    """`binding` is None where the key is the issuer's own, else why that is not shown.

    `signer` is whom the policy is asked about: the issuer that the document names, unless the key belongs
    to somebody whom a certificate names.
    """

    proof: Finding
    binding: Finding | None
    signed: SignedContent | None = None
    signer: str = ""
    status: Finding | None = None
    """What was found of the status on the way, where there is nothing signed to ask about."""

    @property
    def known_signer(self) -> str:
        """The identifier to ask the policy about."""
        return self.signer or (self.signed.issuer if self.signed is not None else "")


def keyless(binding: Finding | None) -> Proven:
    """Without any key the proof stays open, for the reason that the issuer step gives."""
    reason = binding or NOT_REACHED
    return Proven(reason if reason.outcome is Outcome.UNDECIDED else NOT_REACHED, reason)
