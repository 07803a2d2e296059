"""Exit codes, and how an error is told on a terminal."""

from __future__ import annotations

import sys

from microcred.errors import MicrocredError
from microcred.vc.errors import Undecided

DONE = 0
FAILED = 1
UNDECIDED = 2
WRONG_USE = 64
INTERRUPTED = 130


def code_of(error: MicrocredError) -> int:
    """1 for what is wrong, 2 for what could not be decided."""
    return UNDECIDED if isinstance(error, Undecided) else FAILED


def tell(error: MicrocredError) -> int:
    """Writes the error for people to standard error; returns its exit code."""
    sys.stderr.write(f"{printable(str(error))} [{error.code}]\n")
    if error.remedy:
        sys.stderr.write(f"{error.remedy}\n")
    return code_of(error)


def printable(text: str) -> str:
    """`text` without control characters, which a document could use to write over what is shown."""
    return "".join(character if character.isprintable() or character == "\n" else "�" for character in text)
