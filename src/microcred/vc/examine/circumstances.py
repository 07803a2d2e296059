"""What an examination is made with: a time, the outside by its ports, a policy, and what was asked."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from microcred.vc.certificates import NO_ANCHORS, Anchors
from microcred.vc.dids import Resolver
from microcred.vc.documents import Documents
from microcred.vc.limits import Limits
from microcred.vc.openbadges.identity import ExpectedRecipient
from microcred.vc.policy import Policy
from microcred.vc.proofs import Challenge
from microcred.vc.proofs.dataintegrity import Digester
from microcred.vc.schemas import NoSchemas, SchemaSource
from microcred.vc.status import StatusSource

if TYPE_CHECKING:
    from collections.abc import Iterable

    from microcred.vc.canonical import Canoniser
    from microcred.vc.contexts import Contexts
    from microcred.vc.rdfc import Canonical, Quad

DEEPEST = 3
"""Credentials in credentials: an endorsement in a badge in a record in a presentation."""


@dataclass(frozen=True)
class Circumstances:
    """The same for a document and for all that is found inside it, but for `depth`."""

    at: datetime
    resolver: Resolver
    canoniser: Digester
    statuses: StatusSource
    documents: Documents
    policy: Policy
    limits: Limits
    anchors: Anchors = NO_ANCHORS
    schemas: SchemaSource = NoSchemas()  # noqa: RUF009
    expected: ExpectedRecipient | None = None
    asked: Challenge = Challenge()  # noqa: RUF009
    had: datetime | None = None
    """When lists and hosted documents were looked up; None for at the time asked about."""
    depth: int = 0

    def inside(self, *, recipient: bool) -> Circumstances:
        """For a credential inside: one level deeper, no challenge; the recipient only of the holder's own."""
        return replace(
            self, depth=self.depth + 1, asked=Challenge(), expected=self.expected if recipient else None
        )


class DefaultCanoniser:
    """The shipped contexts, loaded when the first document with an embedded proof needs them."""

    @property
    def contexts(self) -> Contexts:
        """As the canoniser's."""
        return _loaded().contexts

    @property
    def limits(self) -> Limits:
        """As the canoniser's."""
        return _loaded().limits

    def canonical(self, quads: Iterable[Quad], *, for_peers: bool = False) -> Canonical:
        """As the canoniser's."""
        return _loaded().canonical(quads, for_peers=for_peers)

    def digest(self, document: dict[str, Any], hash_name: str = "sha256") -> bytes:
        """The hash of the canonical N-Quads of `document`."""
        return _loaded().digest(document, hash_name)


def _loaded() -> Canoniser:
    from microcred.vc.defaults import default_canoniser

    return default_canoniser()
