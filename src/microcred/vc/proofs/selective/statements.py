"""The statements of a document under secret labels, and which of them a part makes (VC-DI-ECDSA 3.4.16).

An unnamed thing gets the keyed hash of its canonical label: the same in every part, telling nothing of how
many others there are.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol

from microcred.vc.contexts import Contexts
from microcred.vc.jsonld import Quad, quads_of_part, quads_of_whole, to_quads
from microcred.vc.jsontext import parse, write
from microcred.vc.limits import Limits
from microcred.vc.multibase import base64url_encode
from microcred.vc.proofs.errors import DisclosurePointerWrong, ProofTooCostly
from microcred.vc.proofs.selective.pointers import Selection
from microcred.vc.rdfc import Canonical

Document = dict[str, Any]


class Stating(Protocol):
    """The part of a canoniser that proofs of single statements need."""

    contexts: Contexts
    limits: Limits

    def canonical(self, quads: Iterable[Quad], *, for_peers: bool = False) -> Canonical:
        """The canonical form of statements, with the labels."""

    def digest(self, document: Document, hash_name: str = "sha256") -> bytes:
        """The hash of the canonical N-Quads of `document`."""


def keyed_digest(key: bytes, label: str) -> bytes:
    """The keyed hash of a canonical label such as `c14n0`."""
    return hmac.digest(key, label.encode("ascii"), "sha256")


def as_label(digest: bytes) -> str:
    """A digest as the label of a blank node, without `_:`."""
    return "u" + base64url_encode(digest)


class Statements:
    """The statements of `document` in the order of their text, each with its line feed."""

    def __init__(
        self, document: Mapping[str, Any], hmac_key: bytes, canoniser: Stating, *, for_peers: bool = False
    ) -> None:
        """Raises what the canoniser raises, `ContextMisplaced`, or `ProofTooCostly`."""
        # Read anew, so that no object stands at two places: they are told apart by their identity.
        self.document: Document = parse(write(document))
        self._canoniser = canoniser
        quads, self._names = quads_of_whole(self.document, canoniser.contexts, canoniser.limits)
        canonical = canoniser.canonical(quads, for_peers=for_peers)
        self.digests = {node: keyed_digest(hmac_key, label) for node, label in canonical.labels.items()}
        self.labels = {node: as_label(digest) for node, digest in self.digests.items()}
        self.lines = sorted(line_of(quad, self.labels) for quad in quads)
        if len(self.lines) > canoniser.limits.statements:
            raise ProofTooCostly(f"more than {canoniser.limits.statements:,} statements")

    def part(self, pointers: Sequence[str]) -> tuple[Document, list[Quad], set[int]]:
        """What `pointers` select: the part, its statements, and their places among all.

        Raises `DisclosurePointerWrong` for what is not there, or says something else by itself.
        """
        if not pointers:
            return {}, [], set()
        selection = Selection(self.document, pointers)
        quads = quads_of_part(
            selection.part,
            self._names,
            selection.origins,
            self._canoniser.contexts,
            self._canoniser.limits,
        )
        places = {line: place for place, line in enumerate(self.lines)}
        try:
            found = {places[line_of(quad, self.labels)] for quad in quads}
        except KeyError:
            raise DisclosurePointerWrong("a part of something that is disclosed as a whole only") from None
        return selection.part, quads, found


def stated(document: Document, labels: Mapping[int, bytes], canoniser: Stating) -> tuple[list[str], str]:
    """The statements of a derived document under the labels its proof gives, and its canonical N-Quads.

    Raises what the canoniser raises, `ProofTooCostly`, or `KeyError` for a label that is not given.
    """
    quads = to_quads(document, canoniser.contexts, canoniser.limits)
    if len(quads) > canoniser.limits.statements:
        raise ProofTooCostly(f"more than {canoniser.limits.statements:,} statements")
    canonical = canoniser.canonical(quads)
    given = {f"c14n{number}": as_label(digest) for number, digest in labels.items()}
    names = {node: given[label] for node, label in canonical.labels.items()}
    if len(given) != len(names):
        raise KeyError("a label of nothing")
    return sorted(line_of(quad, names) for quad in quads), canonical.nquads


def line_of(quad: Quad, labels: Mapping[str, str]) -> str:
    """A statement with its blank nodes under the given labels."""
    subject, predicate, value, graph = (f"_:{labels[term]}" if term[:1] == "_" else term for term in quad)
    return f"{subject} {predicate} {value} {graph} .\n" if graph else f"{subject} {predicate} {value} .\n"
