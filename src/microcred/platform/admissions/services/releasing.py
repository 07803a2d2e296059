"""Credit that a person releases, with a reason; and the way back while nobody else has taken it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING

from microcred.platform.admissions import access
from microcred.platform.admissions.errors import CreditReasonMissing, ReleaseStands
from microcred.platform.admissions.events import CreditStep
from microcred.platform.admissions.models import Case, CreditEntry, CreditNote, CreditTransfer
from microcred.platform.admissions.services import credit
from microcred.platform.journal import services as journal
from microcred.rules.ledger import Action, Entry, Use, Wish, uses

if TYPE_CHECKING:
    from microcred.platform.accounts.models import Account

LONGEST = 2000
"""Characters of a reason."""


def release_credit(
    *, actor: Account | None, institution: str, number: int, reason: str, now: datetime
) -> int:
    """Releases what a line of the record holds or uses here; the number of the new line.

    A transfer of it that waits for an answer is withdrawn. Raises `CreditReasonMissing`, `CreditNotHeldHere`
    where it is not here any more, `CreditLineUnknown`, `NotFound` or `NotAllowed`.
    """
    found = access.institution(actor, institution, to="credit")
    line, said = access.credit_line(actor, institution, number, to="credit"), reason_of(reason)
    with credit.alone():
        use = use_here(line, institution, now)
        entry = credit.release(line.credential, use, now, actor)
        noted(entry, actor, said)
        journal.record(
            CreditStep(
                use.award, "released", entry.number, found.pk, None, now, actor.pk if actor else None, said
            )
        )
    return entry.number


def take_back_release(*, actor: Account | None, institution: str, number: int, now: datetime) -> int:
    """Holds or uses again what was released here by hand; the number of the new line.

    Raises `CreditInUse` where somebody else has taken it meanwhile, `ReleaseStands` where it was not released
    by hand, was taken back already, or was held until a day that is past or for an application since refused.
    """
    found = access.institution(actor, institution, to="credit")
    line = access.credit_line(actor, institution, number, to="credit")
    with credit.alone():
        award = award_here(line, institution)
        last = _last(line.credential, award, institution)
        note = CreditNote.objects.filter(entry=last).first()
        if last.action != Action.RELEASED.value or note is None or _refused(award):
            raise ReleaseStands
        before = [one for one in credit.entries_of(line.credential) if one.number < last.number]
        was = _among(uses(before, line.credential, now.date()), award, institution)
        if was is None:
            raise ReleaseStands
        whole = before[0].wish.whole
        wish = Wish(was.action, line.credential, whole, was.amount, award, institution, was.valid_until)
        entry = credit.carry_out(wish, now)
        noted(entry, actor, "")
        journal.record(
            CreditStep(
                award, "taken-back", entry.number, found.pk, None, now, actor.pk if actor else None, ""
            )
        )
    return entry.number


def may_be_taken_back(line: CreditEntry, institution: str, now: datetime) -> bool:
    """Whether `take_back_release` would do it now."""
    award = award_here(line, institution)
    last = _last(line.credential, award, institution)
    by_hand = CreditNote.objects.filter(entry=last).exists()
    if last.action != Action.RELEASED.value or not by_hand or _refused(award):
        return False
    entries = credit.entries_of(line.credential)
    before = [one for one in entries if one.number < last.number]
    was = _among(uses(before, line.credential, now.date()), award, institution)
    taken = sum(one.amount for one in uses(entries, line.credential, now.date()))
    return was is not None and taken + was.amount <= before[0].wish.whole


def reason_of(text: str) -> str:
    """The reason as it is kept; raises `CreditReasonMissing`."""
    if not text.strip():
        raise CreditReasonMissing
    return text.strip()[:LONGEST]


def award_here(line: CreditEntry, institution: str) -> str:
    """The case at an institution that a line is about: of a transfer, the one at that end."""
    return line.award if line.institution == institution else line.to_award


def use_here(line: CreditEntry, institution: str, now: datetime) -> Use:
    """What is held or used now in the case of a line; raises `CreditNotHeldHere`."""
    return credit.use_for(line.credential, award_here(line, institution), institution, now)


def noted(entry: Entry, actor: Account | None, reason: str) -> None:
    """Keeps who wrote a line, and why."""
    CreditNote.objects.create(entry_id=entry.number, actor=actor, reason=reason)


def erase_reasons(cases: Collection[str]) -> None:
    """Erases what people wrote about credit used for these cases; the chain still checks."""
    lines = CreditEntry.objects.filter(award__in=cases) | CreditEntry.objects.filter(to_award__in=cases)
    CreditNote.objects.filter(entry__in=lines).update(reason="")
    rows = CreditTransfer.objects.filter(award__in=cases) | CreditTransfer.objects.filter(to_award__in=cases)
    rows.update(reason="", answer="")
    journal.erase_words(sorted(cases))


def _among(found: Collection[Use], award: str, institution: str) -> Use | None:
    return next((one for one in found if (one.award, one.institution) == (award, institution)), None)


def _last(credential: str, award: str, institution: str) -> CreditEntry:
    rows = CreditEntry.objects.filter(credential=credential)
    own = rows.filter(award=award, institution=institution) | rows.filter(
        to_award=award, to_institution=institution
    )
    return own.order_by("-number")[0]


def _refused(case: str) -> bool:
    found = Case.objects.filter(public_id=case).first()
    last = found.decisions.filter(told_at__isnull=False).order_by("-number").first() if found else None
    return last is not None and last.outcome == "refused"
