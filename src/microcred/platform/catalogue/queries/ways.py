"""What apps above do with a micro-credential: where work is handed in, and whether somebody may teach it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.module_loading import import_string

from microcred.platform.catalogue import agreeing
from microcred.platform.catalogue.models import AchievementVersion

if TYPE_CHECKING:
    from microcred.platform.institutions.models import Institution


def not_agreed(version_id: int, educator: Institution, at: datetime) -> str:
    """Why an institution may not teach what leads to a version at a time; empty where it may."""
    rows = AchievementVersion.objects.select_related("achievement__institution")
    return agreeing.not_agreed(rows.get(pk=version_id), educator, at)


def hand_in_address(achievement: str) -> str:
    """Where work for a micro-credential, a public id, is handed in; empty where nothing is handed in.

    `settings.HAND_IN_ADDRESS` names the function that knows.
    """
    name = getattr(settings, "HAND_IN_ADDRESS", "")
    if not name:
        return ""
    source: Callable[[str], str] = import_string(name)
    return source(achievement)
