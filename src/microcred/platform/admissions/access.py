"""Who may do what with programmes, cases and the record of credit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from microcred.platform.admissions.errors import CaseUnknown, CreditLineUnknown, ProgrammeUnknown
from microcred.platform.admissions.models import Case, CaseState, CreditEntry, CreditTransfer, Programme
from microcred.platform.institutions import access as institutions

if TYPE_CHECKING:
    from microcred.platform.accounts.models import Account
    from microcred.platform.institutions.models import Institution

ROLES = {
    "view": ("owner", "admin", "registrar", "reviewer", "viewer"),
    "write": ("owner", "admin", "registrar"),
    "decide": ("owner", "registrar"),
    "approve": ("owner", "registrar", "reviewer"),
    "credit": ("owner", "registrar"),
}
"""What each role of an institution may do."""


def institution(actor: Account | None, public_id: str, *, to: str) -> Institution:
    """The institution for somebody who may do that with its admissions; raises `NotFound`, `NotAllowed`."""
    found = institutions.by_public_id(public_id)
    institutions.require(actor, found, ROLES[to])
    return found


def programme(actor: Account | None, public_id: str, *, to: str, lock: bool = False) -> Programme:
    """A programme for somebody who may do that with it; raises as `institution`."""
    rows = Programme.objects.select_related("institution", "entry", "credit", "exemption")
    if lock:
        rows = rows.select_for_update(of=("self",))
    found = rows.filter(public_id=public_id).first()
    if found is None:
        raise ProgrammeUnknown(public_id[:40])
    institutions.require(actor, found.institution, ROLES[to])
    return found


def case(actor: Account | None, public_id: str, *, to: str, lock: bool = False) -> Case:
    """A case for the institution that decides it; raises `CaseUnknown`, `NotFound` or `NotAllowed`."""
    rows = Case.objects.select_related("programme__institution", "applicant", "assigned_to")
    if lock:
        rows = rows.select_for_update(of=("self",))
    found = rows.filter(public_id=public_id).first()
    if found is None:
        raise CaseUnknown(public_id[:40])
    institutions.require(actor, found.programme.institution, ROLES[to])
    return found


def own_case(actor: Account | None, public_id: str, *, lock: bool = False) -> Case:
    """A case for the person who applied; raises `CaseUnknown` for everybody else."""
    rows = Case.objects.select_related("programme__institution")
    if lock:
        rows = rows.select_for_update(of=("self",))
    found = rows.filter(public_id=public_id, applicant=actor).first() if actor else None
    if found is None:
        raise CaseUnknown(public_id[:40])
    return found


def credit_line(actor: Account | None, at: str, number: int, *, to: str) -> CreditEntry:
    """A line of the record that is an institution's own; raises `CreditLineUnknown`, or as `institution`."""
    institution(actor, at, to=to)
    found = CreditEntry.objects.filter(number=number).first()
    if found is None or at not in (found.institution, found.to_institution):
        raise CreditLineUnknown(str(number)[:20])
    return found


def transfer(
    actor: Account | None, at: str, public_id: str, *, to: str, lock: bool = False
) -> CreditTransfer:
    """A proposal by or to an institution; raises `CreditLineUnknown`, or as `institution`."""
    institution(actor, at, to=to)
    rows = CreditTransfer.objects.select_related("sender", "receiver")
    if lock:
        rows = rows.select_for_update(of=("self",))
    found = rows.filter(public_id=public_id).first()
    if found is None or at not in (found.sender.public_id, found.receiver.public_id):
        raise CreditLineUnknown(public_id[:40])
    return found


def registrars(found: Institution) -> list[int]:
    """The accounts that deal with an institution's credit: its registrars, else its owners."""
    rows = found.memberships.order_by("account_id")
    for role in ("registrar", "owner"):
        accounts = list(rows.filter(role=role).values_list("account_id", flat=True))
        if accounts:
            return accounts
    return []


def deciders(found: Institution) -> dict[int, str]:
    """Who may decide the cases of an institution: account and name, by name."""
    rows = found.memberships.filter(role__in=ROLES["decide"]).select_related("account")
    people = {one.account_id: str(one.account) for one in rows}
    return dict(sorted(people.items(), key=lambda one: (one[1].casefold(), one[0])))


def examiners(case: Case) -> list[int]:
    """The accounts that a case waits for: who took it on, else all who may decide it, or approve it.

    Who decided it before is left out: an appeal and a second pair of eyes are somebody else's.
    """
    proposed = case.state == CaseState.PROPOSED
    before = set(case.decisions.values_list("decided_by_id", flat=True))
    if case.assigned_to_id and not proposed and case.assigned_to_id not in before:
        return [case.assigned_to_id]
    members = case.programme.institution.memberships.order_by("account_id")
    usual = ("registrar", "reviewer") if proposed else ("registrar",)
    for roles in (usual, ("owner",)):
        found = members.filter(role__in=roles).values_list("account_id", flat=True)
        left = [one for one in dict.fromkeys(found) if one not in before]
        if left:
            return left
    return []
