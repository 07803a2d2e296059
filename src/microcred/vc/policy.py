"""Whom to trust, as values that are composed. With no policy nobody is trusted.

A policy never fails a credential by itself: an issuer it does not know is undecided.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Any, Protocol

from microcred.vc.checks import Finding
from microcred.vc.errors import Undecided
from microcred.vc.findings import ISSUER_TRUSTED
from microcred.vc.outcomes import Outcome


class IssuerUnknown(Undecided):
    """The policy does not name this issuer."""

    code = "issuer.unknown"
    sentence = "The issuer is not among those that this verifier trusts."
    remedy = "Decide whether you trust the issuer, and add its identifier to those you trust."
    section = "VCDM 4.5"


class NobodyTrustedHere(Undecided):
    """No policy was given."""

    code = "issuer.nobody-trusted"
    sentence = "This verifier was not told whom to trust."
    remedy = "Name the issuers to trust."
    section = "VCDM 4.5"


@dataclass(frozen=True)
class Question:
    """Whether to trust `issuer` for the signed `document` at the time `at`.

    `shown` are the same facts where Open Badges 3.0 has them, `signed_at` what the proof says of its time.
    """

    issuer: str
    document: Mapping[str, Any]
    at: datetime
    shown: Mapping[str, Any] = field(default_factory=dict)
    signed_at: datetime | None = None


@dataclass(frozen=True)
class Decision:
    """A finding for the issuer step, and the name under which the issuer is known."""

    finding: Finding
    trusted_as: str = ""

    @property
    def trusted(self) -> bool:
        """Whether the policy says yes."""
        return self.finding.outcome is Outcome.PASSED


class Policy(Protocol):
    """Decides on one issuer."""

    def decide(self, question: Question) -> Decision:
        """Passed, or undecided with the reason; never raises."""


@dataclass(frozen=True)
class NobodyTrusted:
    """Trusts nobody: what holds where nothing else was said."""

    def decide(self, question: Question) -> Decision:
        """Always undecided."""
        return Decision(Finding.of_error(NobodyTrustedHere(question.issuer)))


@dataclass(frozen=True)
class HolderOfCertificate:
    """Trusts whoever holds a certificate: a policy is asked about one only where its chain led to an
    authority that the reader trusts.
    """

    def decide(self, question: Question) -> Decision:
        """Passed for the holder of a certificate, else undecided."""
        if question.issuer.startswith("x509:"):
            return Decision(ISSUER_TRUSTED.about(question.issuer[:200]), question.issuer)
        return Decision(Finding.of_error(IssuerUnknown(question.issuer)))


@dataclass(frozen=True)
class Only:
    """A policy that somebody composed and chose: nothing that comes with a document adds to it."""

    policy: Policy

    def decide(self, question: Question) -> Decision:
        """As the policy."""
        return self.policy.decide(question)


@dataclass(frozen=True)
class IssuerIn:
    """Trusts the issuers in a set of identifiers, or in a mapping from identifier to name."""

    names: Mapping[str, str] = field(default_factory=dict)

    def __init__(self, issuers: Mapping[str, str] | frozenset[str] | set[str] | list[str]) -> None:
        names = dict(issuers) if isinstance(issuers, Mapping) else dict.fromkeys(issuers, "")
        object.__setattr__(self, "names", MappingProxyType(names))

    def decide(self, question: Question) -> Decision:
        """Passed where the identifier is listed, letter for letter."""
        name = self.names.get(question.issuer)
        if name is None:
            return Decision(Finding.of_error(IssuerUnknown(question.issuer)))
        return Decision(ISSUER_TRUSTED.about(name or question.issuer), name or question.issuer)


@dataclass(frozen=True, init=False)
class AnyOf:
    """Trusts whom at least one of several policies trusts. None at all trusts nobody."""

    policies: tuple[Policy, ...]

    def __init__(self, *policies: Policy) -> None:
        object.__setattr__(self, "policies", policies)

    def decide(self, question: Question) -> Decision:
        """The first yes, else the last no."""
        if not self.policies:
            return NobodyTrusted().decide(question)
        for policy in self.policies:
            decision = policy.decide(question)
            if decision.trusted:
                break
        return decision


@dataclass(frozen=True, init=False)
class AllOf:
    """Trusts whom every one of several policies trusts. None at all trusts nobody."""

    policies: tuple[Policy, ...]

    def __init__(self, *policies: Policy) -> None:
        object.__setattr__(self, "policies", policies)

    def decide(self, question: Question) -> Decision:
        """The first no, else the first yes."""
        decisions = [policy.decide(question) for policy in self.policies]
        for decision in decisions:
            if not decision.trusted:
                return decision
        return decisions[0] if decisions else NobodyTrusted().decide(question)
