"""What somebody handed in goes with their account; that it was decided, by whom and when, stays."""

from __future__ import annotations

from collections.abc import Set
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet

from microcred.platform.accounts.events import AccountErased
from microcred.platform.assessment.models import (
    Appeal,
    Conflict,
    Decision,
    EvidenceFile,
    Marking,
    Reminder,
    Submission,
    Unreminded,
)
from microcred.platform.journal import services as journal

SHEETS_KEPT = timedelta(days=365)
"""How long a cohort's sheet keeps names and addresses: an appeal or a question comes within a year."""


def hear_account_erased(event: AccountErased, *, now: datetime) -> None:
    """Deletes works that nobody has decided on; of the others words, files and who it was. Harmless twice.

    Decisions keep their ids, marks and dates: an award that came of one can still be traced to it.
    """
    with transaction.atomic():
        _empty(Submission.objects.filter(learner_id=event.account))
        Reminder.objects.filter(learner_id=event.account).delete()
        Unreminded.objects.filter(learner_id=event.account).delete()


def forget_addresses(*, emails: Set[str], now: datetime) -> None:
    """As above for people of cohorts, whom a sheet names by their address; in the caller's transaction."""
    _empty(Submission.objects.filter(learner=None, email__in=emails))


def forget_sheets(*, now: datetime) -> int:
    """Empties name and address of people of cohorts whom only a sheet names, `SHEETS_KEPT` after the cohort
    was decided, or after it was begun where nobody ever decided; how many. For the daily round.

    What was awarded is not touched: that is the award's own. Marks, dates and decisions stay without a name.
    """
    before = now - SHEETS_KEPT
    over = Q(cohort__decided_at__lt=before) | Q(cohort__decided_at=None, cohort__created_at__lt=before)
    works = Submission.objects.filter(over, learner=None).exclude(email="", name="")
    with transaction.atomic():
        count = works.count()
        if count:
            _empty(works)
    return count


def _empty(works: QuerySet[Submission]) -> None:
    ids = dict(works.select_for_update().values_list("pk", "public_id"))
    Submission.objects.filter(pk__in=ids, cohort=None, decisions=None).delete()
    for model in (Appeal, Decision, Marking, Conflict):
        model._default_manager.filter(submission__in=list(ids)).update(**_WORDS[model])
    EvidenceFile.objects.filter(submission__in=list(ids)).delete()
    Submission.objects.filter(pk__in=ids).update(name="", email="", text="", links=[], learner=None)
    journal.erase_words(list(ids.values()))


_WORDS: dict[type, dict[str, str]] = {
    Appeal: {"words": "", "answer": ""},
    Decision: {"reason": ""},
    Marking: {"feedback": ""},
    Conflict: {"reason": ""},
}
"""What people wrote about the work of somebody."""
