"""The one error tree. Every refusal of Microcred is a subclass of `MicrocredError` with a stable code.

A subclass states three things for people: `code` (stable, dotted, never reused), `sentence` (what
happened) and `remedy` (the way out). `detail` names the place: a row, a key, an address. Codes are
listed in `docs/reference/errors.md`; a test keeps that list complete.
"""

from __future__ import annotations

from typing import ClassVar


class MicrocredError(Exception):
    """Root of the tree. Never raised itself: raise the subclass whose code says what happened."""

    code: ClassVar[str] = "error"
    sentence: ClassVar[str] = "Something went wrong."
    remedy: ClassVar[str] = ""

    def __init__(self, detail: str = "") -> None:
        super().__init__(detail)
        self.detail = detail

    def __str__(self) -> str:
        return f"{self.sentence} ({self.detail})" if self.detail else self.sentence


def every_error(root: type[MicrocredError] = MicrocredError) -> list[type[MicrocredError]]:
    """All subclasses of `root` that are imported so far, each once, in order of their codes."""
    found: dict[str, type[MicrocredError]] = {}
    waiting = list(root.__subclasses__())
    while waiting:
        kind = waiting.pop()
        waiting.extend(kind.__subclasses__())
        found[f"{kind.code} {kind.__qualname__}"] = kind
    return [found[key] for key in sorted(found)]
