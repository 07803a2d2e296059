"""Who had a part in a work, read from the tables for the pure rules of independence."""

from __future__ import annotations

from microcred.platform.accounts import queries as accounts
from microcred.platform.assessment.models import Conflict, Marking, Submission, Teacher
from microcred.platform.assessment.rubric.independence import Involved
from microcred.platform.institutions import queries as institutions

NOBODY = 0


def involved(work: Submission) -> Involved:
    """Everybody with a part in the work.

    Who taught: the teachers of its cohort, and everybody who works at the educator for a taught work.
    """
    return Involved(
        learner=work.learner_id or _by_address(work),
        taught=frozenset(_taught(work)),
        conflicted=frozenset(Conflict.objects.filter(submission=work).values_list("account_id", flat=True)),
        marked=frozenset(Marking.objects.filter(submission=work).values_list("assessor_id", flat=True)),
    )


def _by_address(work: Submission) -> int:
    """Whose work a sheet brought, where the address in it is somebody's here."""
    account = accounts.by_address(work.email) if work.email else None
    return account.pk if account else NOBODY


def _taught(work: Submission) -> set[int]:
    found: set[int] = set()
    if work.cohort_id is not None:
        found |= set(Teacher.objects.filter(cohort_id=work.cohort_id).values_list("account_id", flat=True))
    educator = work.cohort.educator_id if work.cohort else work.method.educator_id
    if educator and educator != work.method.institution_id and not work.at_work:
        found |= institutions.people_of(educator)
    return found
