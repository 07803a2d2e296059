"""How much work one document may cost. What is over a limit is refused before the work is done."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """The stated limits of one document; `DEFAULT` is what the command and the site use.

    The first three are about the file, which is refused as unreadable. The others are about what it means:
    over them the outcome is undecided, since another verifier may have more patience.
    """

    bytes: int = 2_000_000
    """Size of the JSON text."""
    depth: int = 64
    """Levels of objects and lists in each other."""
    nodes: int = 50_000
    """Values of every kind, objects and lists included."""
    quads: int = 50_000
    """Statements that the document makes."""
    steps: int = 50_000
    """Quads and paths looked at by RDFC-1.0 where several blank nodes look alike: about 2 us each."""
    statements: int = 2_000
    """Statements that are signed one by one (ecdsa-sd-2023): each costs a signature, about 0.1 ms."""


DEFAULT = Limits()
