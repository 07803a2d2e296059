"""Who may do what in assessments: the one way to a guarded method, work or cohort."""

from __future__ import annotations

from typing import TYPE_CHECKING

from microcred.platform.assessment.models import Cohort, MethodRecord, Submission
from microcred.platform.institutions import access as institutions

if TYPE_CHECKING:
    from microcred.platform.accounts.models import Account
    from microcred.platform.institutions.models import Institution

ROLES = {
    "set": ("owner", "admin", "author"),
    "view": ("owner", "admin", "assessor", "certifier"),
    "mark": ("assessor", "certifier", "owner", "admin"),
    "certify": ("certifier", "owner"),
    "cohort": ("owner", "admin", "assessor", "author"),
    "view_methods": ("owner", "admin", "author", "assessor", "certifier", "reviewer"),
    "view_cohorts": ("owner", "admin", "author", "assessor", "certifier"),
}
"""What each role of an institution may do. A cohort is marked by its educator, and certified here."""


def institution(actor: Account | None, public_id: str, *, to: str) -> Institution:
    """The institution for somebody who may do that in its assessments; raises `NotFound`, `NotAllowed`."""
    found = institutions.by_public_id(public_id)
    institutions.require(actor, found, ROLES[to])
    return found


def method(actor: Account | None, public_id: str, *, to: str) -> MethodRecord:
    """The method for somebody of its certifier who may do that; raises `NotFound` or `NotAllowed`."""
    found = (
        MethodRecord.objects.select_related("institution", "educator", "version__achievement")
        .filter(public_id=public_id)
        .first()
    )
    if found is None:
        raise institutions.NotFound(public_id[:40])
    institutions.require(actor, found.institution, ROLES[to])
    return found


def submission(actor: Account | None, public_id: str, *, to: str) -> Submission:
    """The work for a member of its certifier; raises `NotFound` or `NotAllowed`."""
    found = _submission(public_id)
    institutions.require(actor, found.method.institution, ROLES[to])
    return found


def own(actor: Account | None, public_id: str) -> Submission:
    """The work for the learner whose it is; raises `NotFound` for everybody else."""
    found = _submission(public_id)
    if actor is None or found.learner_id != actor.pk:
        raise institutions.NotFound(public_id[:40])
    return found


def cohort(actor: Account | None, public_id: str, *, to: str) -> Cohort:
    """The cohort: "cohort" for its educator, "certify" for the certifier, "view_cohorts" for both.

    Raises `NotFound` or `NotAllowed`.
    """
    found = (
        Cohort.objects.select_related("method__institution", "method__version__achievement", "educator")
        .filter(public_id=public_id)
        .first()
    )
    if found is None:
        raise institutions.NotFound(public_id[:40])
    if to == "cohort" or (to == "view_cohorts" and institutions.roles(actor, found.educator)):
        institutions.require(actor, found.educator, ROLES[to])
    else:
        institutions.require(actor, found.method.institution, ROLES[to])
    return found


def _submission(public_id: str) -> Submission:
    found = (
        Submission.objects.select_related(
            "method__institution",
            "method__educator",
            "method__version__achievement",
            "cohort__educator",
            "learner",
        )
        .filter(public_id=public_id)
        .first()
    )
    if found is None:
        raise institutions.NotFound(public_id[:40])
    return found


def submission_for_marking(public_id: str) -> Submission:
    """The work, before it is known whose assessors mark it; `services.marking.guarded` asks for the role."""
    return _submission(public_id)
