"""How the command checks: one document or bundle at a time, with whom to trust and what to look up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from microcred.cli.outside import Outside
    from microcred.cli.policyfile import PolicyFile
    from microcred.cli.rights import PartShown
    from microcred.cli.trust import Trust
    from microcred.vc.bundle import Bundle
    from microcred.vc.certificates import Anchors
    from microcred.vc.openbadges.identity import ExpectedRecipient
    from microcred.vc.policy import Policy
    from microcred.vc.report import VerificationReport


_SEEN = (b"\x89PNG", b"%PDF-", b"\xff\xd8\xff", b"GIF8", b"RIFF")
"""How files begin in which a QR code may be seen."""


@dataclass(frozen=True)
class Asked:
    """What was asked on the command line; `at` is None for now."""

    trust: tuple[str, ...] = ()
    at: datetime | None = None
    offline: bool = False
    consent: bool = False
    policy: str = ""
    """A policy file; then only its lists count for issuers."""
    recipient: str = ""
    day: bool = False
    """Whether `at` was named as a day, without an hour."""


class Checker:
    """Checks what it is given, as it was asked. Made once for many documents."""

    def __init__(self, asked: Asked) -> None:
        from microcred.cli import contexts, schemas

        contexts.use_added()
        schemas.use_added()
        self._asked = asked

    def read(self, name: str) -> bytes:
        """The bytes of a file, an address or standard input; raises what reading them raises."""
        return self._outside.read(name)

    def check(self, data: bytes) -> VerificationReport:
        """The report on a document, or on the credential in an evidence bundle.

        Raises `BundleSealWrong`, or `LinkInPicture` for a QR code whose address nobody allowed to fetch.
        """
        if data.startswith(b"PK"):
            from microcred.vc.bundle import is_bundle

            if is_bundle(data):
                return self._bundle(data)
        from microcred.vc.examine import examine

        return examine(
            self._looked_into(data),
            at=self._at,
            resolver=self._outside,
            statuses=self._outside.statuses(),
            documents=self._outside.documents(consent=self._asked.consent),
            policy=self._policy,
            expected_recipient=self._expected,
            anchors=self._anchors,
            had=self._now,
        )

    def parts(self, data: bytes, report: VerificationReport) -> list[PartShown]:
        """Who taught, assessed and certified; by what right, where `data` is a bundle that carries rights."""
        if report.signed is None:
            return []
        from microcred.cli.rights import names_in, parts_of

        if not data.startswith(b"PK"):
            return parts_of(report, (), {})
        from microcred.vc.bundle import believed, is_bundle, read_bundle

        bundle = read_bundle(data) if is_bundle(data) else None
        if bundle is None or not bundle.rights:
            return parts_of(report, (), {})
        from microcred.platform.network.scope.carried import carried_chains

        found = carried_chains(
            bundle,
            report.signed.document,
            report.content.encode("utf-8"),
            resolver=self._outside,
            trusted=believed(bundle, self._trusts, self._outside),
        )
        return parts_of(report, found, names_in(bundle))

    def _looked_into(self, data: bytes) -> bytes:
        """The file, or what a QR code in a picture or paper stands for."""
        if not data.startswith(_SEEN):
            return data
        from microcred.platform.verifier.errors import LinkInPicture
        from microcred.platform.verifier.qr.reading import inside

        try:
            return inside(data)
        except LinkInPicture as link:
            if self._asked.offline or not self._asked.consent:
                raise
            return self._outside.read(link.detail)

    def _trusts(self, collector: str) -> bool:
        return collector in self._trusted.collectors

    def _bundle(self, data: bytes) -> VerificationReport:
        """From the bundle alone, if its collector is one of those who are trusted."""
        from microcred.vc.bundle import examine_bundle, read_bundle

        bundle = read_bundle(data)
        return examine_bundle(
            bundle,
            at=self._at_for(bundle),
            trusted_collector=self._trusts,
            resolver=self._outside,
            policy=self._policy,
            expected_recipient=self._expected,
            anchors=self._anchors,
            statuses=self._outside.statuses(),
            had=self._now,
        )

    @cached_property
    def _now(self) -> datetime:
        from microcred.ports.clock import SystemClock

        return SystemClock().now()

    @cached_property
    def _at(self) -> datetime:
        asked = self._asked
        if asked.at is None or (asked.day and asked.at.date() == self._now.date()):
            return self._now
        return asked.at

    def _at_for(self, bundle: Bundle) -> datetime:
        """A day without an hour is, of a bundle collected on it, the moment when it was collected."""
        collected = bundle.manifest.collected_at
        same = self._asked.at is not None and self._asked.at.date() == collected.date()
        return collected if self._asked.day and same else self._at

    @cached_property
    def _trusted(self) -> Trust:
        from microcred.cli.trust import Trust

        trusted = Trust()
        for named in self._asked.trust:
            trusted.add(named)
        return trusted

    @cached_property
    def _composed(self) -> PolicyFile | None:
        from microcred.cli.policyfile import read_policy

        return read_policy(self._asked.policy) if self._asked.policy else None

    @cached_property
    def _outside(self) -> Outside:
        from microcred.cli.outside import Outside

        documents = dict(self._trusted.documents)
        for one in self._composed.lists if self._composed else ():
            documents |= one.documents
        return Outside(documents, offline=self._asked.offline)

    @cached_property
    def _policy(self) -> Policy:
        return self._composed.policy() if self._composed else self._trusted.policy()

    @cached_property
    def _anchors(self) -> Anchors | None:
        lists = self._composed.lists if self._composed else (self._trusted,)
        texts = [text for one in lists for text in one.authorities]
        if not texts:
            return None
        from microcred.vc.certificates import Anchors

        return Anchors.from_pem(*texts)

    @cached_property
    def _expected(self) -> ExpectedRecipient | None:
        from microcred.vc.openbadges.identity import expected

        return expected(self._asked.recipient)
