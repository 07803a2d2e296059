"""Policies of the verify pages, as values. A list is asked about one issuer at a time, and remembers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from microcred.platform.verifier.trust.errors import CredentialTooOld
from microcred.vc.checks import Finding
from microcred.vc.errors import CredentialError
from microcred.vc.findings import ISSUER_TRUSTED
from microcred.vc.policy import Decision, IssuerUnknown, Policy, Question
from microcred.vc.timestamps import parse_timestamp

YEAR = timedelta(days=365.25)


@dataclass(frozen=True)
class Known:
    """How an issuer is known: under which name, from which list, and how old that list is.

    `own` says that it is an institution of this installation; `starts` and `ends` bound the trust.
    """

    name: str
    source: str
    as_of: datetime | None = None
    own: bool = False
    starts: datetime | None = None
    ends: datetime | None = None
    reason: str = ""
    kind: str = ""

    def holds(self, at: datetime) -> bool:
        """Whether it counts at a time."""
        return (self.starts is None or self.starts <= at) and (self.ends is None or at < self.ends)


Look = Callable[[str], Sequence[Known]]


@dataclass(frozen=True)
class Listed:
    """Trusts whom `look` knows at the time asked about. Each issuer is looked up once."""

    look: Look
    _seen: dict[str, Sequence[Known]] = field(default_factory=dict, compare=False, repr=False)

    def known(self, issuer: str, at: datetime) -> Known | None:
        """How the issuer is known at a time, or None."""
        found = self._seen.get(issuer)
        if found is None:
            found = self._seen[issuer] = self.look(issuer)
        for one in found:
            if one.holds(at):
                return one
        return None

    def decide(self, question: Question) -> Decision:
        """Passed, naming the list; else undecided."""
        found = self.known(question.issuer, question.at)
        if found is None:
            return Decision(Finding.of_error(IssuerUnknown(question.issuer)))
        name = found.name or question.issuer
        return Decision(ISSUER_TRUSTED.about(f"{name} · {found.source}"), name)


@dataclass(frozen=True)
class NotLongAgo:
    """Asks another policy, and besides that the credential was issued within so many years."""

    policy: Policy
    years: int

    def decide(self, question: Question) -> Decision:
        """The other policy's no, else no for an old credential, else its yes."""
        decision = self.policy.decide(question)
        if not decision.trusted:
            return decision
        issued = issued_at(question.shown) or issued_at(question.document) or question.signed_at
        if issued is None or issued < question.at - self.years * YEAR:
            detail = issued.date().isoformat() if issued else ""
            return Decision(Finding.of_error(CredentialTooOld(detail)))
        return decision


def issued_at(document: Mapping[str, Any]) -> datetime | None:
    """When a signed document says it was issued, or None."""
    for name in ("awardedDate", "validFrom", "issuanceDate", "issuedOn"):
        value = document.get(name)
        if isinstance(value, str):
            try:
                return parse_timestamp(value)
            except CredentialError:
                continue
    return None
