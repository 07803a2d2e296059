"""What can be asked about programmes: plain values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from microcred.platform.admissions import access
from microcred.platform.admissions.errors import ProgrammeUnknown
from microcred.platform.admissions.models import Programme
from microcred.platform.institutions.queries import IssuerDetail, issuer, issuers
from microcred.platform.qualifications import queries as qualifications
from microcred.rules.model.rule import Rule

if TYPE_CHECKING:
    from microcred.platform.accounts.models import Account


@dataclass(frozen=True)
class ProgrammeRow:
    """A programme in a list."""

    public_id: str
    title: str
    description: str
    level: int | None
    open: bool
    institution: IssuerDetail


@dataclass(frozen=True)
class ProgrammeDetail:
    """A programme with its published rules: what for, the rule's public id, and the rule."""

    id: int
    public_id: str
    title: str
    description: str
    level: int | None
    days: int
    four_eyes: bool
    open: bool
    institution: IssuerDetail
    books: tuple[tuple[str, str], ...]
    rules: tuple[tuple[str, str, Rule], ...]

    @property
    def did(self) -> str:
        """The home institution."""
        return self.institution.did


def open_programmes() -> list[ProgrammeRow]:
    """Programmes that anybody may see, by title."""
    return _rows(Programme.objects.filter(open=True))


def of_institution(actor: Account | None, institution: str) -> list[ProgrammeRow]:
    """All programmes of an institution for its members; raises `NotAllowed`."""
    found = access.institution(actor, institution, to="view")
    return _rows(Programme.objects.filter(institution=found))


def open_programme(public_id: str) -> ProgrammeDetail:
    """A programme that anybody may see; raises `ProgrammeUnknown`."""
    rows = Programme.objects.select_related("entry", "credit", "exemption")
    found = rows.filter(public_id=public_id, open=True).first()
    if found is None:
        raise ProgrammeUnknown(public_id[:40])
    return detail(found)


def programme(actor: Account | None, public_id: str) -> ProgrammeDetail:
    """A programme for the members of its institution; raises `ProgrammeUnknown` or `NotAllowed`."""
    return detail(access.programme(actor, public_id, to="view"))


def detail(found: Programme) -> ProgrammeDetail:
    """A stored programme as a value."""
    books = [
        (what, getattr(found, what).public_id)
        for what in ("entry", "credit", "exemption")
        if getattr(found, what) is not None
    ]
    rules = [(what, book, qualifications.published_rule(book)) for what, book in books]
    return ProgrammeDetail(
        found.pk,
        found.public_id,
        found.title,
        found.description,
        found.level,
        found.days,
        found.four_eyes,
        found.open,
        issuer(found.institution_id),
        tuple(books),
        tuple((what, book, rule) for what, book, rule in rules if rule is not None),
    )


def _rows(found: QuerySet[Programme]) -> list[ProgrammeRow]:
    """In two questions, however many there are."""
    rows = list(found.order_by("title", "pk"))
    known = issuers([one.institution_id for one in rows])
    return [
        ProgrammeRow(
            one.public_id, one.title, one.description, one.level, one.open, known[one.institution_id]
        )
        for one in rows
    ]
