"""What stops a canonicalisation."""

from __future__ import annotations

from microcred.vc.errors import Failed, Undecided


class GraphTooCostly(Undecided):
    """Blank nodes so alike that telling them apart would take more steps than are allowed."""

    code = "rdfc.too-costly"
    sentence = "Comparing the document's unnamed parts would take too long."
    remedy = "Ask the issuer for a document whose parts have identifiers."
    section = "RDF-CANON 7.1"


class GraphTooCostlyForPeers(Failed):
    """A document that other verifiers' default limit would refuse: it is not to be issued."""

    code = "rdfc.too-costly-for-peers"
    sentence = "The document has so many equal unnamed parts that other verifiers would refuse it."
    remedy = "Give the equal parts identifiers, or remove the repetitions."
    section = "RDF-CANON 7.1"
