"""What somebody handed in goes with their account; that it was decided, by whom and when, stays."""

from __future__ import annotations

from collections.abc import Set
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from microcred.platform.accounts.events import AccountErased
from microcred.platform.assessment.models import (
    Appeal,
    Conflict,
    Decision,
    EvidenceFile,
    Marking,
    Submission,
)
from microcred.platform.journal import services as journal


def hear_account_erased(event: AccountErased, *, now: datetime) -> None:
    """Deletes works that nobody has decided on; of the others words, files and who it was. Harmless twice.

    Decisions keep their ids, marks and dates: an award that came of one can still be traced to it.
    """
    with transaction.atomic():
        _empty(Submission.objects.filter(learner_id=event.account))


def forget_addresses(*, emails: Set[str], now: datetime) -> None:
    """As above for people of cohorts, whom a sheet names by their address; in the caller's transaction."""
    _empty(Submission.objects.filter(learner=None, email__in=emails))


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
