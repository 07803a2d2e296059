"""What a learner can ask about their credit: where it is used since when, and what happened with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from microcred.platform.admissions.creditnames import (
    Amount,
    amount,
    cases_with_items,
    institution_names,
    titles_in,
)
from microcred.platform.admissions.models import Case, CreditEntry, CreditTransfer, TransferState
from microcred.platform.admissions.services import credit
from microcred.platform.qualifications.holdings import holdings
from microcred.rules.ledger import Action

if TYPE_CHECKING:
    from microcred.platform.accounts.models import Account


@dataclass(frozen=True)
class UsedRow:
    """Where a learner's credit is held or used, and since when."""

    title: str
    credits: Amount
    institution: str
    award: str
    action: str
    until: date | None
    since: datetime | None


@dataclass(frozen=True)
class StepRow:
    """What happened with a learner's credit: released, transferred, or a transfer proposed."""

    title: str
    credits: Amount
    step: str
    institution: str
    to: str
    at: datetime
    reason: str


def used_by(actor: Account, now: datetime) -> list[UsedRow]:
    """Where a learner's credit is held or used."""
    names, titles, programmes = institution_names(), _own_titles(actor, now), _own_programmes(actor)
    return [
        UsedRow(
            title,
            amount(str(use.amount)),
            names.get(use.institution, use.institution),
            programmes.get(use.award, ""),
            use.action.value,
            use.valid_until,
            use.since,
        )
        for credential, title in titles.items()
        for use in credit.uses_named(credential, now.date())
    ]


def steps_of(actor: Account, now: datetime) -> list[StepRow]:
    """What else happened with a learner's credit, the latest first."""
    names, titles = institution_names(), _own_titles(actor, now)
    rows = CreditEntry.objects.filter(
        credential__in=titles, action__in=(Action.RELEASED.value, Action.TRANSFERRED.value)
    )
    found = [
        StepRow(
            titles[one.credential],
            amount(one.amount),
            one.action,
            names.get(one.institution, one.institution),
            names.get(one.to_institution, one.to_institution),
            one.at,
            one.note.reason if hasattr(one, "note") else "",
        )
        for one in rows.select_related("note")
    ]
    found += [
        StepRow(
            titles[one.credential],
            amount(one.amount),
            one.state,
            one.sender.name,
            one.receiver.name,
            one.answered_at or one.proposed_at,
            one.answer or one.reason,
        )
        for one in CreditTransfer.objects.filter(
            credential__in=titles, state__in=(TransferState.PROPOSED, TransferState.REFUSED)
        ).select_related("sender", "receiver")
    ]
    return sorted(found, key=lambda one: one.at, reverse=True)


def _own_titles(actor: Account, now: datetime) -> dict[str, str]:
    """The learner's credentials, as the record names them: what they hold, and what they handed in."""
    name, found = credit.hasher(), dict[str, str]()
    for case in cases_with_items(Case.objects.filter(applicant=actor)):
        found |= titles_in(case)
    for one in holdings(actor, now):
        found[name(one.held.award)] = one.title
    return found


def _own_programmes(actor: Account) -> dict[str, str]:
    rows = Case.objects.filter(applicant=actor).select_related("programme")
    return {one.public_id: one.programme.title for one in rows}
