"""What the network asks of the apps above it, by the functions that settings name."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.utils.module_loading import import_string

from microcred.platform.network.scope import Subject


def under_right(institution_id: int) -> Iterable[tuple[str, str, Subject]]:
    """Name, address and subject of what an institution awards only under a right: `NETWORK_UNDER_RIGHT`."""
    name = getattr(settings, "NETWORK_UNDER_RIGHT", "")
    found: Iterable[tuple[str, str, Subject]] = import_string(name)(institution_id) if name else ()
    return found


def sought(institution_id: int) -> list[tuple[str, str]]:
    """Public id and name of what an institution teaches: `NETWORK_SOUGHT`."""
    name = getattr(settings, "NETWORK_SOUGHT", "")
    found: list[tuple[str, str]] = import_string(name)(institution_id) if name else []
    return found


def asked_of(achievement: str) -> tuple[str, Subject] | None:
    """Name of a published micro-credential and what a right has to cover for it: `NETWORK_ASKED_OF`."""
    name = getattr(settings, "NETWORK_ASKED_OF", "")
    found: tuple[str, Subject] | None = import_string(name)(achievement) if name else None
    return found
