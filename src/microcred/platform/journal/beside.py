"""Marks the fields of events that people wrote: they stand beside the log, where they can be erased."""

from __future__ import annotations

from dataclasses import Field, field
from typing import Any

_MARK = "beside"


def beside() -> Any:
    """What marks a field of an event that holds words of people.

    `reason: str = beside()`, last in its dataclass. The log holds a salted hash of it.
    """
    return field(metadata={_MARK: True})


def stands_beside(one: Field[Any]) -> bool:
    """Whether a field was marked so."""
    return bool(one.metadata.get(_MARK))
