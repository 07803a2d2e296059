"""One round of checks: many credentials at one moment, each issuer, list and policy looked up once."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from microcred.platform.verifier.services import examine_for
from microcred.platform.verifier.sources import Sources, outside
from microcred.platform.verifier.trust.stored import ReaderPolicy, policy_for
from microcred.vc.dids.document import ControllerDocument
from microcred.vc.dids.resolver import Resolver
from microcred.vc.report import VerificationReport
from microcred.vc.status.lists import StatusSource


@dataclass
class _Resolved:
    """Remembers the documents of identifiers; what is out of reach is asked for again."""

    inner: Resolver
    known: dict[str, ControllerDocument] = field(default_factory=dict)

    def resolve(self, identifier: str) -> ControllerDocument:
        if identifier not in self.known:
            self.known[identifier] = self.inner.resolve(identifier)
        return self.known[identifier]


@dataclass
class _Fetched:
    """Remembers status lists."""

    inner: StatusSource
    known: dict[str, bytes] = field(default_factory=dict)

    def fetch(self, url: str) -> bytes:
        if url not in self.known:
            self.known[url] = self.inner.fetch(url)
        return self.known[url]


@dataclass(frozen=True)
class Round:
    """Checks of one moment, trusting whom this installation trusts."""

    at: datetime
    sources: Sources
    policy: ReaderPolicy

    @classmethod
    def of(cls, now: datetime) -> Round:
        """A round at `now`; nothing is looked up before it is needed."""
        found = outside().sources(now=now)
        together = Sources(_Resolved(found.resolver), _Fetched(found.statuses), found.documents)
        return cls(now, together, policy_for(None))

    def examine(self, body: bytes) -> VerificationReport:
        """The report on one credential."""
        return examine_for(
            body,
            at=self.at,
            policy=self.policy.policy,
            anchors=self.policy.anchors,
            sources=self.sources,
        )
