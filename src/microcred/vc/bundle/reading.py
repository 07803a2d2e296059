"""Reading a bundle, and making its check again with the network off.

A document that carries its own world cannot vouch for it. The issuer documents, lists and extracts in a
bundle count only where a collector whom the reader trusts has sealed them; else they are hearsay: undecided.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from microcred.errors import MicrocredError
from microcred.vc.bundle.archive import ArchiveLimits, is_archive, unpack
from microcred.vc.bundle.errors import BundleMalformed, CollectorUnknown
from microcred.vc.bundle.manifest import NAME, SEAL, Manifest
from microcred.vc.bundle.seal import check_seal
from microcred.vc.certificates import NO_ANCHORS, Anchors, CertificateUnreadable
from microcred.vc.dids import ControllerDocument, LocalResolver, Resolver, StaticResolver
from microcred.vc.documents import Documents, StaticDocuments
from microcred.vc.errors import CredentialError
from microcred.vc.examine import examine
from microcred.vc.jsontext import parse
from microcred.vc.openbadges.identity import ExpectedRecipient
from microcred.vc.policy import AnyOf, IssuerIn, NobodyTrusted, Only, Policy
from microcred.vc.report import VerificationReport
from microcred.vc.status import NoStatuses, StaticStatuses, StatusSource
from microcred.vc.timestamps import TimestampInvalid, parse_timestamp

LIMITS = ArchiveLimits(entries=200, each=25_000_000, together=60_000_000)
Trusted = Callable[[str], bool]


@dataclass(frozen=True)
class Bundle:
    """A bundle whose files fit its manifest; whether the seal is good is the reader's to ask."""

    manifest: Manifest
    manifest_bytes: bytes
    sealed: bytes
    credential: bytes
    issuers: Mapping[str, Mapping[str, Any]]
    statuses: Mapping[str, bytes]
    hosted: Mapping[str, bytes]
    registry: tuple[Mapping[str, Any], ...]
    report: Mapping[str, Any]
    rights: Mapping[str, bytes] = field(default_factory=dict)
    withdrawals: Mapping[str, bytes] = field(default_factory=dict)
    network: Mapping[str, Any] = field(default_factory=dict)
    anchors: bytes = b""
    """Authorities that vouched for a certificate in it, as PEM."""


def is_bundle(data: bytes) -> bool:
    """Whether these bytes are a ZIP that begins with a manifest, as ours do."""
    return is_archive(data) and data[30 : 30 + len(NAME)] == NAME.encode("ascii")


def read_bundle(data: bytes) -> Bundle:
    """Takes a bundle apart and compares every file with its hash.

    Raises `BundleMalformed`, `ArchiveUnreadable` or `ArchiveTooLarge`.
    """
    files = {one.name: one.data for one in unpack(data, LIMITS)}
    if NAME not in files or SEAL not in files:
        raise BundleMalformed("no manifest or no seal")
    manifest_bytes, sealed = files.pop(NAME), files.pop(SEAL)
    manifest = Manifest.read(manifest_bytes)
    manifest.check(files)
    found: dict[str, dict[str, bytes]] = {}
    for one in manifest.entries:
        found.setdefault(one.kind, {})[one.address] = files[one.name]
    if found.get("credential", {}).keys() != {""}:
        raise BundleMalformed("no credential")
    try:
        issuers = {address: _object(body) for address, body in found.get("issuer", {}).items()}
        registry = _rows(found.get("registry", {}).get("", b"[]"))
        report = _object(found.get("report", {}).get("", b"{}"))
        network = _object(found.get("network", {}).get("", b"{}"))
    except MicrocredError as error:
        raise BundleMalformed(str(error)[:80]) from None
    return Bundle(
        manifest,
        manifest_bytes,
        sealed,
        found["credential"][""],
        issuers,
        found.get("status", {}),
        found.get("hosted", {}),
        registry,
        report,
        found.get("right", {}),
        found.get("withdrawal", {}),
        network,
        found.get("anchors", {}).get("", b""),
    )


def check_collector(bundle: Bundle, resolver: Resolver) -> str:
    """The method with which the collector sealed the bundle; raises `BundleSealWrong`, or as the resolver."""
    manifest = bundle.manifest
    return check_seal(
        bundle.manifest_bytes, bundle.sealed, manifest.collector, manifest.collected_at, resolver
    )


def examine_bundle(
    bundle: Bundle,
    *,
    at: datetime,
    trusted_collector: Trusted,
    resolver: Resolver | None = None,
    policy: Policy | None = None,
    expected_recipient: ExpectedRecipient | None = None,
    anchors: Anchors | None = None,
    statuses: StatusSource | None = None,
    had: datetime | None = None,
) -> VerificationReport:
    """The report on the credential in a bundle, from the bundle alone.

    `resolver` finds the collector's document, which must not come from the bundle; it and `policy` also count
    for the issuer. `anchors` are the reader's own authorities. Extracts of registries and authorities in the
    bundle count as far as its collector is trusted, and its lists for the time when they were collected. The
    extracts add nothing to a policy that is `Only`. Raises `BundleSealWrong`.

    A collector who is not trusted leaves the issuer undecided, and the status too: of several lists that
    their issuer signed, a stranger can have packed an old one. `statuses` are then asked instead, of which
    `had` says when they answer.
    """
    resolver = resolver or LocalResolver()
    trusted = believed(bundle, trusted_collector, resolver)
    names = _listed(bundle, at) if trusted and not isinstance(policy, Only) else {}
    return examine(
        bundle.credential,
        at=at,
        resolver=bundle_resolver(bundle, resolver, trusted=trusted),
        statuses=StaticStatuses(bundle.statuses) if trusted else _FromElsewhere(bundle, statuses),
        documents=_documents(bundle, trusted),
        policy=AnyOf(policy or NobodyTrusted(), IssuerIn(names)) if names else policy,
        expected_recipient=expected_recipient,
        anchors=_anchors(bundle, trusted, anchors or NO_ANCHORS),
        had=bundle.manifest.collected_at if trusted else had,
    )


def believed(bundle: Bundle, trusted_collector: Trusted, resolver: Resolver) -> bool:
    """Whether a trusted collector sealed it. One whose document is out of reach is no seal.

    Raises `BundleSealWrong`.
    """
    try:
        check_collector(bundle, resolver)
    except CredentialError as error:
        if error.code.startswith("bundle."):
            raise
        return False
    return trusted_collector(bundle.manifest.collector)


def bundle_resolver(bundle: Bundle, resolver: Resolver, *, trusted: bool) -> Resolver:
    """The documents of issuers in a bundle, where its collector is `trusted`, before those of `resolver`."""
    return _FromBundle(bundle, trusted, resolver)


class _FromBundle:
    """Issuer documents: those that a trusted collector sealed first, then those at hand."""

    def __init__(self, bundle: Bundle, trusted: bool, resolver: Resolver) -> None:
        self._bundle = bundle
        self._trusted = trusted
        self._resolver = resolver

    def resolve(self, identifier: str) -> ControllerDocument:
        """As `vc.dids.Resolver`; raises `CollectorUnknown` for what would be hearsay."""
        if identifier in self._bundle.issuers and self._trusted:
            return StaticResolver(self._bundle.issuers).resolve(identifier)
        try:
            return self._resolver.resolve(identifier)
        except CredentialError:
            if identifier not in self._bundle.issuers:
                raise
        raise CollectorUnknown(self._bundle.manifest.collector[:200])


class _FromElsewhere:
    """Status lists as the reader gets them, in place of those that nobody trusted has sealed."""

    def __init__(self, bundle: Bundle, statuses: StatusSource | None) -> None:
        self._bundle = bundle
        self._statuses = statuses or NoStatuses()

    def fetch(self, url: str) -> bytes:
        """As `vc.status.StatusSource`; raises `CollectorUnknown` for what would be hearsay."""
        try:
            return self._statuses.fetch(url)
        except CredentialError:
            if url not in self._bundle.statuses:
                raise
        raise CollectorUnknown(self._bundle.manifest.collector[:200])


class _Hearsay:
    """In place of hosted documents that nobody trusted has sealed."""

    def __init__(self, collector: str) -> None:
        self._collector = collector

    def fetch(self, url: str, *, about_one: bool = False) -> bytes:
        """Raises `CollectorUnknown`."""
        raise CollectorUnknown(self._collector[:200])


def _documents(bundle: Bundle, trusted: bool) -> Documents:
    if not trusted:
        return _Hearsay(bundle.manifest.collector)
    return StaticDocuments(bundle.hosted)


def _anchors(bundle: Bundle, trusted: bool, own: Anchors) -> Anchors:
    """The reader's authorities, and those in the bundle where its collector is trusted."""
    if not trusted or not bundle.anchors:
        return own
    try:
        return own.joined(Anchors.from_pem(bundle.anchors))
    except CertificateUnreadable:
        return own


def _listed(bundle: Bundle, at: datetime) -> dict[str, str]:
    """The issuers that the sealed extracts name for that time."""
    found = {}
    for row in bundle.registry:
        issuer, until = row.get("issuer"), row.get("until")
        try:
            ended = isinstance(until, str) and at >= parse_timestamp(until)
        except TimestampInvalid:
            continue
        if isinstance(issuer, str) and not ended:
            found[issuer] = str(row.get("name") or "")
    return found


def _object(body: bytes) -> dict[str, Any]:
    content = parse(body)
    if not isinstance(content, dict):
        raise BundleMalformed("no object")
    return content


def _rows(body: bytes) -> tuple[Mapping[str, Any], ...]:
    content = parse(body)
    if not isinstance(content, list) or not all(isinstance(one, dict) for one in content):
        raise BundleMalformed("registry.json")
    return tuple(content)
