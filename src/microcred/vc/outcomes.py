"""The four outcomes of a check."""

from __future__ import annotations

from enum import StrEnum


class Outcome(StrEnum):
    """What a check came to."""

    PASSED = "passed"
    FAILED = "failed"
    UNDECIDED = "undecided"
    NOT_ASKED = "not asked"
