"""What learners write to their credentials."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from microcred.platform.portfolio.models import Reflection

if TYPE_CHECKING:
    from microcred.platform.accounts.models import Account


@dataclass(frozen=True)
class ReflectionRow:
    """What a learner wrote to a credential; ratings are 1 to 5 or None."""

    credential: str
    before: int | None
    after: int | None
    sentence: str
    used: str


def reflections(actor: Account) -> dict[str, ReflectionRow]:
    """What a learner wrote, by the id of the credential."""
    rows = Reflection.objects.filter(owner=actor)
    return {
        one.credential: ReflectionRow(one.credential, one.before, one.after, one.sentence, one.used)
        for one in rows
    }


def reflection(actor: Account, credential: str) -> ReflectionRow:
    """What a learner wrote to one credential, empty where nothing."""
    return reflections(actor).get(credential) or ReflectionRow(credential, None, None, "", "")
