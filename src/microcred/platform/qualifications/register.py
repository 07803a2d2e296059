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
from microcred.platform.qualifications.established import held_by
from microcred.platform.qualifications.models import Progress
from microcred.rules.diff import Person, VersionChange, compare
from microcred.rules.model.rule import Rule


class Part(Protocol):
    """What one app names: the ids of all, and people by ids one after another, since that may take time."""

    def keys(self) -> Sequence[str]:
        """The ids, in an order that stays."""

    def people(self, keys: Sequence[str]) -> Iterator[Person]:
        """Those of these ids that are still there, in this order."""


Register = Callable[..., Part]
Tell = Callable[[int, int], None]
LOT = 100
"""People whose credentials are looked up together."""


def parts(public_id: str, now: datetime) -> dict[str, Part]:
    """Everybody whom a rule is or was applied to, by the name of who knows them.

    `settings.RULE_REGISTERS` names functions of `rule` (its public id) and `now`: only the composition root
    may ask the apps above.
    """
    return {name: part(name, public_id, now) for name in getattr(settings, "RULE_REGISTERS", ())}


def part(name: str, public_id: str, now: datetime) -> Part:
    """Those whom one register knows."""
    register: Register = import_string(name)
    return register(rule=public_id, now=now)


def size(public_id: str, now: datetime) -> int:
    """How many people and past cases there are."""
    return sum(len(one.keys()) for one in parts(public_id, now).values())


def changes(
    public_id: str, old: Rule, new: Rule, now: datetime, tell: Tell = lambda done, total: None
) -> VersionChange:
    """What `new` in place of `old` would have come to for them, past cases on the day they were decided.

    Of learners on the way what changed since it was last verified is verified anew, some milliseconds for
    each credential; `tell` hears how many are done of how many.
    """
    named = [(one, one.keys()) for one in parts(public_id, now).values()]
    return compare(old, new, _told(named, tell), now.date())


def _told(named: Sequence[tuple[Part, Sequence[str]]], tell: Tell) -> Iterator[Person]:
    done, total = 0, sum(len(keys) for _, keys in named)
    for one, keys in named:
        for person in one.people(keys):
            yield person
            done += 1
            tell(done, total)


@dataclass(frozen=True)
class UnderWay:
    """The learners of a qualification, each with what they hold now; the id is that of their progress."""

    rule: str
    now: datetime

    def keys(self) -> Sequence[str]:
        """Who began first comes first."""
        rows = Progress.objects.filter(qualification__book__public_id=self.rule)
        return list(rows.order_by("pk").values_list("public_id", flat=True))

    def people(self, keys: Sequence[str]) -> Iterator[Person]:
        """Each as last verified, or anew where anything changed since: see `established`."""
        rows = Progress.objects.filter(qualification__book__public_id=self.rule, public_id__in=keys)
        learners = dict(rows.values_list("public_id", "learner_id"))
        institution = rows.values_list("qualification__institution_id", flat=True).first()
        home = issuer(institution).did if institution else ""
        for begin in range(0, len(keys), LOT):
            some = [key for key in keys[begin : begin + LOT] if key in learners]
            held = held_by(accounts.open_accounts({learners[key] for key in some}), home, self.now)
            for key in some:
                yield Person(key, tuple(held.get(learners[key], ())))


def under_way(*, rule: str, now: datetime) -> UnderWay:
    """Everybody who began the qualification that is given for meeting this rule."""
    return UnderWay(rule, now)
