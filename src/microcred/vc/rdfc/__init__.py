"""RDF Dataset Canonicalization 1.0 (RDFC-1.0), with its work counted and bounded."""

from microcred.vc.rdfc.canonicalise import Canonical, canonicalise
from microcred.vc.rdfc.errors import GraphTooCostly, GraphTooCostlyForPeers
from microcred.vc.rdfc.quads import Quad
from microcred.vc.rdfc.work import Work

__all__ = [
    "Canonical",
    "GraphTooCostly",
    "GraphTooCostlyForPeers",
    "Quad",
    "Work",
    "canonicalise",
]
