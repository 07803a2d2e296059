"""Sources that note what a check looked at, so that it can be packed and repeated."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from hashlib import sha256

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from microcred.platform.network import queries as network
from microcred.platform.network.queries import Standing
from microcred.platform.network.scope.subjects import subject_of
from microcred.platform.verifier.shown import parts_in
from microcred.platform.verifier.sources import (
    Aside,
    HostedDocuments,
    Outside,
    Sources,
    SteppingAside,
    own_document,
    own_list,
)
from microcred.ports.fetcher import Fetched, Fetcher
from microcred.ports.resolver import WebResolver
from microcred.ports.statuses import WebStatuses
from microcred.vc.bundle import Evidence
from microcred.vc.certificates import Anchors, Chain
from microcred.vc.dids import ControllerDocument, LocalResolver
from microcred.vc.errors import CredentialError
from microcred.vc.jsontext import parse
from microcred.vc.report import VerificationReport


def noting_sources(
    outside: Outside, evidence: Evidence, *, consent: bool, aside: Aside, now: datetime
) -> Sources:
    """Sources like `Outside.sources`; what they answered stands in `evidence` afterwards."""
    documents = SteppingAside(outside.documents, aside)
    lists = SteppingAside(outside.lists, aside)
    return Sources(
        _Resolver(documents, evidence),
        _Statuses(lists, evidence, now),
        _Documents(HostedDocuments(lists, consent=consent), evidence),
    )


class NotingAnchors(Anchors):
    """Authorities that note which of them vouched for a certificate."""

    def __init__(self, anchors: Anchors, evidence: Evidence) -> None:
        super().__init__()
        self._anchors = anchors
        self._evidence = evidence

    def check(self, chain: Chain, at: datetime) -> x509.Certificate:
        """As `Anchors.check`."""
        found = self._anchors.check(chain, at)
        text = found.public_bytes(Encoding.PEM)
        if text not in self._evidence.anchors:
            self._evidence.anchors.append(text)
        return found


def note_rights(evidence: Evidence, report: VerificationReport, sources: Sources, now: datetime) -> None:
    """Adds by what right each credential in a report was awarded, as far as rights are known here."""
    found: list[Standing] = []
    skills: set[str] = set()
    digests: list[str] = []
    for one in every_report(report):
        standings = [part.standing for part in parts_in(one) if part.standing is not None]
        if not standings or one.signed is None:
            continue
        found.extend(standings)
        skills.update(subject_of(one.signed.document).skills)
        digests.append(sha256(one.content.encode("utf-8")).hexdigest())
        for standing in standings:
            rights, ends = network.signed_rights(standing)
            evidence.rights.update(rights)
            evidence.withdrawals.update(ends)
        for giver in sorted({link.given.giver for each in standings for link in each.links}):
            with suppress(CredentialError):
                sources.resolver.resolve(giver)  # which notes the document
    if found:
        evidence.network.update(network.around(found, skills, digests, now))


def every_report(report: VerificationReport) -> Iterator[VerificationReport]:
    """The report and those on what is inside, at any depth."""
    yield report
    for one in report.inside:
        yield from every_report(one)


class _Last:
    """A fetcher that keeps its last answer."""

    def __init__(self, fetcher: Fetcher) -> None:
        self._fetcher = fetcher
        self.body = b""

    def fetch(self, url: str, *, accept: str = "*/*") -> Fetched:
        found = self._fetcher.fetch(url, accept=accept)
        self.body = found.body
        return found

    def web_scheme(self, url: str) -> str:
        return self._fetcher.web_scheme(url)


class _Resolver:
    def __init__(self, fetcher: Fetcher, evidence: Evidence) -> None:
        self._fetcher = fetcher
        self._evidence = evidence

    def resolve(self, identifier: str) -> ControllerDocument:
        own = own_document(identifier)
        if own is not None:
            self._evidence.issuers[identifier] = own
            return ControllerDocument.parse(own, identifier)
        if not identifier.startswith(("did:web:", "https://", "http://")):
            return LocalResolver().resolve(identifier)
        last = _Last(self._fetcher)
        found = WebResolver(last).resolve(identifier)
        content = parse(last.body)
        if isinstance(content, dict):
            self._evidence.issuers[identifier] = content
        return found


class _Statuses:
    def __init__(self, fetcher: Fetcher, evidence: Evidence, now: datetime) -> None:
        self._source = WebStatuses(fetcher, own=lambda url: own_list(url, now))
        self._evidence = evidence

    def fetch(self, url: str) -> bytes:
        found = self._source.fetch(url)
        self._evidence.statuses[url] = found
        return found


class _Documents:
    def __init__(self, documents: HostedDocuments, evidence: Evidence) -> None:
        self._documents = documents
        self._evidence = evidence

    def fetch(self, url: str, *, about_one: bool = False) -> bytes:
        found = self._documents.fetch(url, about_one=about_one)
        self._evidence.hosted[url] = found
        return found
