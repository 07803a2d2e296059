"""What is kept here about a person, for the export of their data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.urls import reverse

from microcred.platform.accounts import queries as accounts
from microcred.platform.assessment.models import Submission, Unreminded
from microcred.platform.assessment.queries.works import WorkDetail, own_work
from microcred.platform.assessment.rubric.method import Method
from microcred.platform.institutions.queries import origin

if TYPE_CHECKING:
    from microcred.platform.accounts.models import Account


def account_data(account: Account) -> dict[str, Any]:
    """Each work that somebody handed in, with its decisions; files by the address that gives them out."""
    own = Submission.objects.filter(learner=account).order_by("handed_in_at", "pk")
    ids = own.values_list("public_id", flat=True)
    return {
        "works_handed_in": [_work(own_work(account, one)) for one in ids],
        "in_sheets_of_marks": [_line(one) for one in _in_sheets(account)],
        "wants_reminders": not Unreminded.objects.filter(learner=account).exists(),
    }


def _in_sheets(account: Account) -> QuerySet[Submission]:
    """Rows of a cohort's sheet that name a confirmed address of this account."""
    addresses = {one.lower() for one in accounts.confirmed_addresses(account)}
    rows = Submission.objects.filter(learner=None, cohort__isnull=False, email__in=addresses)
    rows = rows.select_related("cohort__educator", "method__version", "method__institution")
    return rows.prefetch_related("markings", "decisions").order_by("handed_in_at", "pk")


def _line(row: Submission) -> dict[str, Any]:
    names = {one.key: one for one in Method.read(row.method.content).criteria}
    return {
        "title": row.method.version.name,
        "educator": row.cohort.educator.name if row.cohort else "",
        "certifier": row.method.institution.name,
        "cohort": row.cohort.name if row.cohort else "",
        "name": row.name,
        "email": row.email,
        "taken": row.handed_in_at.isoformat(),
        "marks": [
            {names[key].name: level for key, level in one.marks.items() if key in names}
            for one in row.markings.all()
            if one.finished_at is not None
        ],
        "decisions": [
            {"outcome": one.outcome, "reason": one.reason, "at": one.decided_at.isoformat()}
            for one in row.decisions.all()
        ],
        "credential": row.award,
    }


def _work(found: WorkDetail) -> dict[str, Any]:
    return {
        "title": found.title,
        "certifier": found.certifier,
        "handed_in": found.handed_in_at.isoformat(),
        "attempt": found.attempt,
        "learned_at_work": found.at_work,
        "stage": found.stage,
        "text": found.text,
        "links": list(found.links),
        "files": [
            {
                "name": one.name,
                "bytes": one.size,
                "address": origin() + reverse("assessment:own-file", args=[one.public_id]),
            }
            for one in found.files
        ],
        "decisions": [
            {"outcome": one.outcome, "reason": one.reason, "at": one.at.isoformat()}
            for one in found.decisions
        ],
        "feedback": [one.feedback for one in found.markings if one.feedback],
        "appeal": found.appeal,
        "credential": found.award,
    }
