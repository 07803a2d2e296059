"""What is used where a caller gives nothing: one canoniser with the shipped contexts."""

from __future__ import annotations

from functools import cache

from microcred.vc.canonical import Canoniser


@cache
def default_canoniser() -> Canoniser:
    """The canoniser of this process, with the shipped contexts and its cache of shapes."""
    return Canoniser()
