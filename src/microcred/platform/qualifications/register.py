"""Whom a new version would change something for: every app that knows somebody names its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

from django.conf import settings
from django.utils.module_loading import import_string

from microcred.rules.diff import Person, VersionChange, compare
from microcred.rules.model.rule import Rule

Register = Callable[..., Iterable[Person]]


def people(public_id: str, now: datetime) -> list[Person]:
    """Everybody whom a rule is or was applied to.

    `settings.RULE_REGISTERS` names functions of `rule` (its public id) and `now`: only the composition root
    may ask the apps above.
    """
    found: list[Person] = []
    for name in getattr(settings, "RULE_REGISTERS", ()):
        register: Register = import_string(name)
        found += register(rule=public_id, now=now)
    return found


def changes(public_id: str, old: Rule, new: Rule, now: datetime) -> VersionChange:
    """What `new` in place of `old` would have come to for them, past cases on the day they were decided."""
    return compare(old, new, people(public_id, now), now.date())
