"""Blockcerts of versions 2 and 3: recognised, and their content shown."""

from microcred.vc.blockcerts.document import AnchorUnchecked, is_blockcert, outline

__all__ = ["AnchorUnchecked", "is_blockcert", "outline"]
