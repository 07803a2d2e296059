"""Where one goes from an offering to what apps above do with it: the composition root names who says so."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.utils.module_loading import import_string


def hand_in_address(achievement: str) -> str:
    """Where work for a micro-credential, a public id, is handed in; empty where nothing is handed in.

    `settings.HAND_IN_ADDRESS` names the function that knows.
    """
    name = getattr(settings, "HAND_IN_ADDRESS", "")
    if not name:
        return ""
    source: Callable[[str], str] = import_string(name)
    return source(achievement)
