"""What a learner holds: awards made here and credentials from elsewhere, in one list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.urls import reverse

from microcred.platform.awards import queries as awards
from microcred.platform.awards import words
from microcred.platform.awards.queries import AwardRow
from microcred.platform.credentials.queries import CredentialRow
from microcred.platform.institutions import queries as institutions
from microcred.platform.portfolio.checked import Checked, checked
from microcred.platform.portfolio.models import Archived, Imported
from microcred.platform.portfolio.reading import Said
from microcred.platform.portfolio.recipients import Whose
from microcred.platform.web.marks import Maker, MarkRow, mark_row
from microcred.skills.profile.profile import HeldCredential
from microcred.vc.verdicts import Verdict

if TYPE_CHECKING:
    from microcred.platform.accounts.models import Account

SHOWN = ("pending", "accepted", "declined", "archived", "elsewhere", "public", "link", "private", "over")
"""What the list can be narrowed to."""


@dataclass(frozen=True)
class Entry:
    """One credential of a learner as lists show it.

    `state` is a chip: valid, expired, revoked, suspended or replaced; `verdict` stands instead for one from
    elsewhere. `settle` says what an import that does not count lacks: issuer, person, or nothing.
    """

    id: str
    url: str
    title: str
    language: str
    name: str
    issuer: str
    on: datetime | None
    until: datetime | None
    state: str
    verdict: Verdict
    acceptance: str
    visibility: str
    elsewhere: bool
    archived: bool
    marks: MarkRow
    badge: str
    held: HeldCredential | None
    counted: bool = False
    settle: str = ""
    checked_at: datetime | None = None
    issuer_id: str = ""

    @property
    def accepted(self) -> bool:
        """Whether it is the learner's own by now."""
        return self.acceptance == "accepted"

    @property
    def present(self) -> bool:
        """Whether it stands in the usual list."""
        return not self.archived and self.acceptance != "declined"


def holdings(actor: Account, now: datetime) -> list[Entry]:
    """Everything that a learner holds, latest first; archived and declined ones too."""
    rows = awards.held_by(actor)
    put_away = set(Archived.objects.filter(owner=actor).values_list("award_id", flat=True))
    colours = institutions.colours({one.institution_id for one in rows})
    found = checked(rows, now)
    made = [
        _own(one, *found[one.public_id], one.public_id in put_away, colours, now)
        for one in rows
        if one.public_id in found
    ]
    made += [imported_entry(one) for one in Imported.objects.filter(owner=actor).defer("body")]
    return sorted(made, key=lambda one: (one.on is not None, one.on or now), reverse=True)


def by_id(actor: Account, now: datetime) -> Mapping[str, Entry]:
    """The same by id."""
    return {one.id: one for one in holdings(actor, now)}


def narrowed(entries: Sequence[Entry], show: str, text: str, issuer: str = "") -> list[Entry]:
    """The entries of one kind (of `SHOWN`, else the usual list) whose words hold `text`."""
    kept = [one for one in entries if _shows(one, show)]
    words_ = text.casefold().split()
    if words_:
        kept = [one for one in kept if all(word in f"{one.title} {one.issuer}".casefold() for word in words_)]
    return [one for one in kept if not issuer or one.issuer == issuer]


def ordered(entries: Sequence[Entry], by: str) -> list[Entry]:
    """By `title`, by `issuer`, by when they end (`ends`, the soonest first), else the latest first."""
    if by in ("title", "issuer"):
        return sorted(entries, key=lambda one: str(getattr(one, by)).casefold())
    if by == "ends":
        return sorted(entries, key=lambda one: (one.until is None, one.until or one.on))
    return list(entries)


def _shows(one: Entry, show: str) -> bool:
    if show == "archived":
        return one.archived
    if one.archived:
        return False
    if show == "elsewhere":
        return one.elsewhere
    if show in ("pending", "accepted", "declined"):
        return one.acceptance == show
    if show in ("public", "link", "private"):
        return one.accepted and one.visibility == show
    if show == "over":
        return one.state != "valid"
    return one.present


def _own(
    award: AwardRow, row: CredentialRow, one: Checked, archived: bool, colours: dict[int, str], now: datetime
) -> Entry:
    said = one.facts
    return Entry(
        id=award.public_id,
        url=reverse("awards:credential", args=[award.public_id]),
        title=said.title,
        language=said.language,
        name=said.name,
        issuer=said.institution,
        on=said.awarded,
        until=row.valid_until,
        state=_state(row, now),
        verdict=one.verdict,
        acceptance=award.acceptance,
        visibility=award.visibility,
        elsewhere=False,
        archived=archived,
        marks=words.marks(said, {said.institution: colours[award.institution_id]}),
        badge=reverse("catalogue:badge", args=[award.achievement, award.version]),
        held=None if row.successor_how == "correction" else one.held,
        checked_at=one.at,
        issuer_id=said.did,
    )


def _state(row: CredentialRow, now: datetime) -> str:
    if row.successor:
        return "replaced"
    if row.state != "active":
        return row.state
    return "expired" if row.valid_until is not None and row.valid_until < now else "valid"


_STATES = {
    Verdict.HOLDS: "valid",
    Verdict.ISSUER_UNKNOWN: "valid",
    Verdict.EXPIRED: "expired",
    Verdict.WITHDRAWN: "withdrawn",
    Verdict.NOT_GENUINE: "failed",
    Verdict.UNCHECKED: "waiting",
}


def imported_entry(row: Imported) -> Entry:
    """One credential from elsewhere, as its last check found it."""
    said = Said.from_json(row.said)
    verdict = Verdict(row.verdict)
    since = row.valid_from or row.added_at
    return Entry(
        id=row.pk,
        url=reverse("portfolio:imported", args=[row.pk]),
        title=row.title or row.file_name,
        language=row.language,
        name=row.recipient,
        issuer=row.issuer_name or row.issuer,
        on=row.valid_from,
        until=row.valid_until,
        state=_STATES[verdict],
        verdict=verdict,
        acceptance="accepted",
        visibility="private",
        elsewhere=True,
        archived=row.archived_at is not None,
        marks=mark_row(
            taught=Maker(said.taught_by) if said.taught_by else None,
            certified=Maker(row.issuer_name or row.issuer) if row.issuer else None,
            level=said.level,
            on=row.valid_from.date() if row.valid_from else None,
        ),
        badge="",
        held=HeldCredential(
            id=row.pk,
            title=row.title,
            issuer=row.issuer,
            issuer_name=row.issuer_name,
            since=since,
            until=row.valid_until,
            outcome="failed" if row.whose == Whose.OTHER else row.outcome,
            issuer_known=row.issuer_known and row.whose != Whose.NOBODY,
            revoked_at=since if verdict is Verdict.WITHDRAWN else None,
            evidence=said.evidence,
            skills=said.skills,
        ),
        counted=row.counted,
        settle=settle(row),
        checked_at=row.checked_at,
        issuer_id=row.issuer,
    )


def settle(row: Imported) -> str:
    """What keeps a sound import from counting: "other" (it names somebody else), "issuer" (unknown here) or
    "person" (it names nobody); empty where nothing does, or where it is not sound.
    """
    if row.whose == Whose.OTHER:
        return "other"
    if row.outcome != "verified":
        return ""
    if not row.issuer_known:
        return "issuer"
    return "person" if row.whose == Whose.NOBODY else ""
