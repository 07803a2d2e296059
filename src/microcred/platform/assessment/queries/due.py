"""What a learner can hand in now: the open methods of what they are enrolled in, and what is asked again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.urls import reverse

from microcred.platform.assessment.models import Stage, Submission, Unreminded
from microcred.platform.assessment.queries.methods import MethodDetail, open_method
from microcred.platform.assessment.queries.works import latest_own
from microcred.platform.enrolments import queries as enrolments

if TYPE_CHECKING:
    from microcred.platform.accounts.models import Account


@dataclass(frozen=True, slots=True)
class DueRow:
    """Work to hand in. `again` where an earlier one was not enough; `due` is the last day, or None."""

    achievement: str
    title: str
    certifier: str
    due: date | None
    again: bool


def to_hand_in(actor: Account, day: date) -> list[DueRow]:
    """What somebody can hand in on this day, the nearest last day first."""
    wanted = [offering.achievement for offering, row in enrolments.own(actor) if row.state == "enrolled"]
    asked_again = Submission.objects.filter(learner=actor, stage=Stage.AGAIN)
    wanted += asked_again.values_list("method__version__achievement__public_id", flat=True)
    rows = [
        row
        for one in dict.fromkeys(wanted)
        if (method := open_method(one)) and (row := _due(actor, method, day))
    ]
    return sorted(rows, key=lambda row: (row.due or date.max, row.title))


def wants_reminders(actor: Account) -> bool:
    """Whether somebody is reminded before a last day: unless they said no."""
    return not Unreminded.objects.filter(learner=actor).exists()


def own_due(actor: Account, day: date) -> list[dict[str, object]]:
    """What somebody can hand in, for apps below: title, certifier, last day, whether again, address."""
    return [
        {
            "title": one.title,
            "certifier": one.certifier,
            "due": one.due,
            "again": one.again,
            "address": reverse("assessment:hand-in", args=[one.achievement]),
        }
        for one in to_hand_in(actor, day)
    ]


def hand_in_address(achievement: str) -> str:
    """The address at which work for a micro-credential, a public id, is handed in; empty without a method."""
    return reverse("assessment:hand-in", args=[achievement]) if open_method(achievement) else ""


def _due(actor: Account, found: MethodDetail, day: date) -> DueRow | None:
    if not found.method.open_on(day):
        return None
    last = latest_own(actor, found.public_id)
    if last is not None and not last.again:
        return None
    return DueRow(
        found.achievement, found.title, found.institution_name, found.method.due, again=last is not None
    )
