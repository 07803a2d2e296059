"""Canonical N-Quads of documents and their hashes, with the work on repeated shapes kept."""

from microcred.vc.canonical.canoniser import Canoniser, IssuingCanoniser

__all__ = ["Canoniser", "IssuingCanoniser"]
