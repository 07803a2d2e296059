"""Circles among qualifications of all institutions: one that, over others, requires itself."""

from __future__ import annotations

from microcred.platform.qualifications.models import RuleVersion, State
from microcred.rules.model.rule import Rule
from microcred.rules.reading import read_rule
from microcred.rules.traps import Trap, TrapKind, circles


def circles_with(book: str, rule: Rule) -> tuple[Trap, ...]:
    """The circles that a rule would stand in beside everything published, each told by its titles.

    `book` is the rule's public id: its own published version does not count beside the new one.
    """
    if rule.awards is None:
        return ()
    rows = RuleVersion.objects.filter(state=State.PUBLISHED, book__qualification__isnull=False)
    others = [read_rule(one.body.encode()) for one in rows.exclude(book__public_id=book).order_by("pk")]
    titles = {one.id: one.title for one in (rule, *others)}
    found = [one for one in circles([rule, *others]) if rule.id in one]
    return tuple(Trap("", TrapKind.CIRCLE, ", ".join(titles[each] for each in one)) for one in found)
