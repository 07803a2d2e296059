"""What a learner can hand in now: an app above knows, and the composition root names who says so."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.module_loading import import_string

if TYPE_CHECKING:
    from microcred.platform.accounts.models import Account


def due(actor: Account, day: date) -> Sequence[Mapping[str, object]]:
    """Title, certifier, last day or None, whether again, and address of each.

    `settings.WORK_DUE` names the function that knows.
    """
    name = getattr(settings, "WORK_DUE", "")
    if not name:
        return []
    source: Callable[[Account, date], Sequence[Mapping[str, object]]] = import_string(name)
    return source(actor, day)
