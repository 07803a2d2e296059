"""What can be asked about credit: where an institution uses it, one use with its lines, proposals."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, overload

from django.db.models import Case as Chosen
from django.db.models import Exists, F, OuterRef, Q, QuerySet, When

from microcred.platform.admissions import access
from microcred.platform.admissions.creditnames import (
    Amount,
    amount,
    cases_with_items,
    institution_names,
    titles_in,
)
from microcred.platform.admissions.models import Case, CreditEntry, CreditTransfer, TransferState
from microcred.platform.admissions.services.releasing import award_here, may_be_taken_back
from microcred.platform.admissions.services.transferring import cases_for
from microcred.rules.ledger import Action

if TYPE_CHECKING:
    from microcred.platform.accounts.models import Account

STATES = ("held", "used", "released", "moved", "ended")
"""How a use stands: `moved` to another institution, `ended` where a hold's last day is past."""


@dataclass(frozen=True)
class Position:
    """The credit of one credential in one case of an institution, as its last line leaves it.

    `number` is that line, `partner` the institution that it came from or went to, `received` says which.
    """

    number: int
    credential: str
    case: str
    state: str
    credits: Amount
    since: datetime
    until: date | None
    digest: str
    partner: str = ""
    received: bool = False
    learner: str = ""
    title: str = ""
    programme: str = ""
    programme_id: str = ""


@dataclass(frozen=True)
class Line:
    """One line of the record about a position, with who wrote it by hand and why."""

    number: int
    at: datetime
    action: str
    credits: Amount
    until: date | None
    partner: str
    received: bool
    by: str
    reason: str
    digest: str
    previous: str


@dataclass(frozen=True)
class TransferRow:
    """A proposal. The receiver knows `title`, `learner` and `cases` where the learner applied there."""

    public_id: str
    incoming: bool
    partner: str
    credits: Amount
    reason: str
    at: datetime
    state: str
    answer: str
    answered_at: datetime | None
    line: int | None
    title: str
    learner: str
    cases: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class PositionDetail:
    """A position with its lines, the proposals about it, and what can be done now."""

    position: Position
    lines: tuple[Line, ...]
    transfers: tuple[TransferRow, ...]
    current: bool
    may_take_back: bool


class Positions(Sequence[Position]):
    """Positions, the latest first, read page by page."""

    def __init__(self, rows: QuerySet[CreditEntry], institution: str, today: date) -> None:
        self._rows, self._institution, self._today = rows, institution, today
        self._length = rows.count()

    def __len__(self) -> int:
        return self._length

    def __iter__(self) -> Iterator[Position]:
        for start in range(0, self._length, _CHUNK):
            yield from self[start : start + _CHUNK]

    @overload
    def __getitem__(self, place: int) -> Position: ...
    @overload
    def __getitem__(self, place: slice) -> list[Position]: ...
    def __getitem__(self, place: int | slice) -> Position | list[Position]:
        if isinstance(place, slice):
            return _with_words(_positions(self._rows[place], self._institution, self._today))
        if not 0 <= place < self._length:
            raise IndexError(place)
        return self[place : place + 1][0]


_CHUNK = 500


def positions(
    actor: Account | None,
    institution: str,
    now: datetime,
    *,
    learner: str = "",
    programme: str = "",
    state: str = "",
    since: date | None = None,
    until: date | None = None,
) -> Positions:
    """The credit that an institution holds, uses or gave up, the latest first; raises `NotAllowed`.

    `since` and `until` are about the day of the last line.
    """
    access.institution(actor, institution, to="view")
    rows, cases = _last_lines(institution), Case.objects.all()
    if state:
        rows = rows.filter(_in_state(state, institution, now.date()))
    if since is not None:
        rows = rows.filter(at__date__gte=since)
    if until is not None:
        rows = rows.filter(at__date__lte=until)
    if learner.strip():
        wanted = learner.strip()
        # several spellings: SQLite folds the case of ASCII alone
        spelt = {wanted, wanted.lower(), wanted.upper(), wanted.title()}
        cases = cases.filter(reduce(or_, (Q(name__icontains=one) for one in sorted(spelt))))
    if programme:
        cases = cases.filter(programme__public_id=programme)
    if learner.strip() or programme:
        rows = rows.filter(Q(here__in=cases.values("public_id")))
    return Positions(rows.order_by("-number"), institution, now.date())


def _last_lines(institution: str) -> QuerySet[CreditEntry]:
    """The last line of each position at an institution; `here` is the case there."""
    here = Chosen(When(institution=institution, then=F("award")), default=F("to_award"))
    rows = CreditEntry.objects.filter(Q(institution=institution) | Q(to_institution=institution))
    later = CreditEntry.objects.filter(
        Q(institution=institution, award=OuterRef("here"))
        | Q(to_institution=institution, to_award=OuterRef("here")),
        credential=OuterRef("credential"),
        number__gt=OuterRef("number"),
    )
    return rows.annotate(here=here).filter(~Exists(later))


def _in_state(state: str, institution: str, today: date) -> Q:
    """What came by a transfer is held where it has a last day, and used where it has none."""
    own, came = Q(institution=institution), Q(to_institution=institution, action=Action.TRANSFERRED.value)
    past = Q(valid_until__lt=today)
    held = (own & Q(action=Action.HELD.value)) | (came & Q(valid_until__isnull=False))
    return {
        "held": held & ~(past & Q(valid_until__isnull=False)),
        "ended": held & past,
        "used": (own & Q(action=Action.USED.value)) | (came & Q(valid_until__isnull=True)),
        "released": own & Q(action=Action.RELEASED.value),
        "moved": own & Q(action=Action.TRANSFERRED.value),
    }[state]


def position(actor: Account | None, institution: str, number: int, now: datetime) -> PositionDetail:
    """The position that a line is about; raises `CreditLineUnknown`, `NotFound` or `NotAllowed`."""
    line = access.credit_line(actor, institution, number, to="view")
    award = award_here(line, institution)
    rows = CreditEntry.objects.filter(credential=line.credential).filter(
        Q(award=award, institution=institution) | Q(to_award=award, to_institution=institution)
    )
    found = list(rows.select_related("note__actor").order_by("number"))
    (own,) = _with_words(_positions(found, institution, now.date()))
    names = institution_names()
    lines = tuple(_line(one, institution, names) for one in found)
    about = CreditTransfer.objects.filter(credential=line.credential).filter(
        Q(award=award, sender__public_id=institution) | Q(to_award=award, receiver__public_id=institution)
    )
    return PositionDetail(
        own,
        lines,
        tuple(_transfer(one, institution) for one in _transfers(about)),
        own.state in ("held", "used"),
        may_be_taken_back(line, institution, now),
    )


def waiting_transfers(actor: Account | None, institution: str) -> list[TransferRow]:
    """The proposals by and to an institution that wait for an answer; raises `NotAllowed`."""
    found = access.institution(actor, institution, to="view")
    rows = CreditTransfer.objects.filter(Q(sender=found) | Q(receiver=found), state=TransferState.PROPOSED)
    return [_transfer(one, institution) for one in _transfers(rows)]


def _positions(rows: Iterable[CreditEntry], institution: str, today: date) -> list[Position]:
    """Positions by their last line, the latest first, without whose they are."""
    names, found = institution_names(), dict[tuple[str, str], Position]()
    for one in rows:
        gone = one.institution == institution
        if gone:
            state = "moved" if one.action == Action.TRANSFERRED.value else one.action
            found[(one.credential, one.award)] = _at(one, one.award, state, names, received=False)
        if one.to_institution == institution:
            state = Action.HELD.value if one.valid_until else Action.USED.value
            found[(one.credential, one.to_award)] = _at(one, one.to_award, state, names, received=True)
    lapsed = [
        replace(one, state="ended") if one.state == "held" and one.until and one.until < today else one
        for one in found.values()
    ]
    return sorted(lapsed, key=lambda one: -one.number)


def _at(one: CreditEntry, case: str, state: str, names: dict[str, str], *, received: bool) -> Position:
    far = one.institution if received else one.to_institution
    return Position(
        one.number,
        one.credential,
        case,
        state,
        amount(one.amount),
        one.at,
        one.valid_until if state == Action.HELD.value else None,
        one.digest,
        names.get(far, far),
        received,
    )


def _with_words(found: list[Position]) -> list[Position]:
    """The same with the learner, the credential's title and the programme, as the case has them."""
    rows = cases_with_items(Case.objects.filter(public_id__in={one.case for one in found}))
    cases = {one.public_id: one for one in rows}
    words = []
    for one in found:
        case = cases.get(one.case)
        if case is not None:
            titles = titles_in(case)
            programme = case.programme
            one = replace(
                one,
                learner=case.name,
                title=titles.get(one.credential, ""),
                programme=programme.title,
                programme_id=programme.public_id,
            )
        words.append(one)
    return words


def _transfers(rows: QuerySet[CreditTransfer]) -> list[CreditTransfer]:
    return list(rows.select_related("sender", "receiver").order_by("-proposed_at", "-pk"))


def _transfer(one: CreditTransfer, institution: str) -> TransferRow:
    incoming = one.receiver.public_id == institution
    own = CreditEntry.objects.filter(credential=one.credential, award=one.award)
    line = own.filter(institution=one.sender.public_id).order_by("-number").first()
    cases = cases_for(one) if incoming and one.state == TransferState.PROPOSED else []
    known = cases_with_items(Case.objects.filter(pk__in=[case.pk for case in cases] or [None]))
    if not incoming:
        known = cases_with_items(Case.objects.filter(public_id=one.award))
    titles = [titles_in(case).get(one.credential, "") for case in known]
    return TransferRow(
        one.public_id,
        incoming,
        one.sender.name if incoming else one.receiver.name,
        amount(one.amount),
        one.reason,
        one.proposed_at,
        one.state,
        one.answer,
        one.answered_at,
        line.number if line and not incoming else None,
        titles[0] if titles else "",
        known[0].name if known else "",
        tuple((case.public_id, f"{case.name}, {case.programme.title}") for case in cases),
    )


def _line(one: CreditEntry, institution: str, names: dict[str, str]) -> Line:
    received = one.to_institution == institution and one.institution != institution
    far = one.institution if received else one.to_institution
    note = one.note if hasattr(one, "note") else None
    return Line(
        one.number,
        one.at,
        one.action,
        amount(one.amount),
        one.valid_until,
        names.get(far, far),
        received,
        str(note.actor) if note and note.actor else "",
        note.reason if note else "",
        one.digest,
        one.previous,
    )
