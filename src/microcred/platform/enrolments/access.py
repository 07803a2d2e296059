"""Who may do what with enrolments: the one way to a guarded one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from microcred.platform.catalogue import queries as catalogue
from microcred.platform.catalogue.queries import OfferingDetail
from microcred.platform.enrolments.models import Cohort, Enrolment, Invoice
from microcred.platform.institutions import access as institutions
from microcred.platform.institutions.errors import NotAllowed

if TYPE_CHECKING:
    from microcred.platform.accounts.models import Account
    from microcred.platform.institutions.models import Institution

ROLES = {
    "view": ("owner", "admin", "author", "awarder", "assessor", "registrar", "viewer"),
    "manage": ("owner", "admin", "registrar"),
    "results": ("owner", "admin", "assessor", "author"),
    "sponsor": ("owner", "admin", "recruiter"),
}
"""What each role of an institution may do."""


def institution(actor: Account | None, public_id: str, *, to: str) -> Institution:
    """The institution for somebody who may do that there; raises `NotFound` or `NotAllowed`."""
    found = institutions.by_public_id(public_id)
    institutions.require(actor, found, ROLES[to])
    return found


def offering(actor: Account | None, public_id: str, *, to: str) -> OfferingDetail:
    """The offering for somebody of its educator who may do that with its enrolments; raises the same."""
    found = catalogue.offering(public_id)
    if found is None:
        raise institutions.NotFound(public_id[:40])
    institution(actor, found.educator, to=to)
    return found


def may_manage(actor: Account | None, public_id: str) -> bool:
    """Whether somebody manages the enrolments of an offering."""
    try:
        offering(actor, public_id, to="manage")
    except (institutions.NotFound, NotAllowed):
        return False
    return True


def cohort(actor: Account | None, public_id: str, *, to: str) -> Cohort:
    """The cohort for somebody of its educator; raises the same."""
    found = Cohort.objects.select_related("offering__institution").filter(public_id=public_id).first()
    if found is None:
        raise institutions.NotFound(public_id[:40])
    institutions.require(actor, found.offering.institution, ROLES[to])
    return found


def invoice(actor: Account | None, public_id: str, *, to: str) -> Invoice:
    """The invoice for somebody of the educator that wrote it; raises the same."""
    rows = Invoice.objects.select_related("enrolment__offering__institution")
    found = rows.filter(public_id=public_id).first()
    if found is None:
        raise institutions.NotFound(public_id[:40])
    institutions.require(actor, found.enrolment.offering.institution, ROLES[to])
    return found


def own(actor: Account | None, public_id: str) -> Enrolment:
    """The enrolment for the learner whose it is; raises `NotFound` for everybody else."""
    found = Enrolment.objects.select_related("offering").filter(public_id=public_id).first()
    if found is None or actor is None or found.learner_id != actor.pk:
        raise institutions.NotFound(public_id[:40])
    return found
