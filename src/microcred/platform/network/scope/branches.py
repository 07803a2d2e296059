"""Whether an address lies in a branch: by the digits of ISCED-F, or by what a framework files it under."""

from __future__ import annotations

from collections.abc import Callable, Iterator

ISCED_F = "http://data.europa.eu/snb/isced-f/"
"""Fields of education and training: 04 is above 041, and that is above 0411."""

Above = Callable[[str], frozenset[str]]
"""All addresses above one in its framework; none for an address that is not known."""


def nothing_above(_: str) -> frozenset[str]:
    """For whoever has no framework at hand: an address lies in itself only."""
    return frozenset()


def within(address: str, branch: str, above: Above = nothing_above) -> bool:
    """Whether `address` is the branch or lies below it."""
    if address == branch:
        return True
    if address.startswith(ISCED_F):
        return branch in set(shorter(address))
    return branch in above(address)


def shorter(address: str) -> Iterator[str]:
    """The addresses of the fields above a field, by dropping digits; fields have two, three or four."""
    code = address.removeprefix(ISCED_F)
    if code.isascii() and code.isdigit():
        yield from (f"{ISCED_F}{code[:length]}" for length in range(2, len(code)))
