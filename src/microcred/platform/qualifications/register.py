"""Whom a new version would change something for: every app that knows somebody names its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string

from microcred.platform.accounts import queries as accounts
from microcred.platform.institutions.queries import issuer
from microcred.platform.qualifications.holdings import holdings
from microcred.platform.qualifications.models import Progress
from microcred.platform.qualifications.reading import at_home
from microcred.rules.diff import Person, VersionChange, compare
from microcred.rules.model.rule import Rule


class Part(Protocol):
    """What one app names: how many, and each as it is asked for, since that may take time."""

    def __len__(self) -> int: ...
    def __iter__(self) -> Iterator[Person]: ...


Register = Callable[..., Part]
Tell = Callable[[int, int], None]


def parts(public_id: str, now: datetime) -> list[Part]:
    """Everybody whom a rule is or was applied to, by app.

    `settings.RULE_REGISTERS` names functions of `rule` (its public id) and `now`: only the composition root
    may ask the apps above.
    """
    found: list[Part] = []
    for name in getattr(settings, "RULE_REGISTERS", ()):
        register: Register = import_string(name)
        found.append(register(rule=public_id, now=now))
    return found


def size(public_id: str, now: datetime) -> int:
    """How many people and past cases there are."""
    return sum(len(part) for part in parts(public_id, now))


def changes(
    public_id: str, old: Rule, new: Rule, now: datetime, tell: Tell = lambda done, total: None
) -> VersionChange:
    """What `new` in place of `old` would have come to for them, past cases on the day they were decided.

    Learners on the way are verified anew, some milliseconds for each credential; `tell` hears how many are
    done of how many.
    """
    return compare(old, new, _told(parts(public_id, now), tell), now.date())


def _told(found: Sequence[Part], tell: Tell) -> Iterator[Person]:
    done, total = 0, sum(len(part) for part in found)
    for part in found:
        for person in part:
            yield person
            done += 1
            tell(done, total)


@dataclass(frozen=True)
class UnderWay:
    """The learners of a qualification, each with what they hold now; the id is that of their progress."""

    rows: Sequence[tuple[str, int]]
    home: str
    now: datetime

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[Person]:
        for progress, learner in self.rows:
            account = accounts.by_id(learner)
            held = holdings(account, self.now) if account else []
            yield Person(progress, tuple(at_home(one.held, self.home) for one in held))


def under_way(*, rule: str, now: datetime) -> UnderWay:
    """Everybody who began the qualification that is given for meeting this rule."""
    rows = Progress.objects.filter(qualification__book__public_id=rule).order_by("pk")
    institution = rows.values_list("qualification__institution_id", flat=True).first()
    home = issuer(institution).did if institution else ""
    return UnderWay(list(rows.values_list("public_id", "learner_id")), home, now)
