"""What is kept here about a person, for the export of their data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse

from microcred.platform.assessment.models import Submission
from microcred.platform.assessment.queries.works import WorkDetail, own_work
from microcred.platform.institutions.queries import origin

if TYPE_CHECKING:
    from microcred.platform.accounts.models import Account


def account_data(account: Account) -> dict[str, Any]:
    """Each work that somebody handed in, with its decisions; files by the address that gives them out."""
    own = Submission.objects.filter(learner=account).order_by("handed_in_at", "pk")
    ids = own.values_list("public_id", flat=True)
    return {"works_handed_in": [_work(own_work(account, one)) for one in ids]}


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
