"""What can be asked about rules: plain values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from microcred.platform.qualifications import access
from microcred.platform.qualifications.errors import RuleUnknown
from microcred.platform.qualifications.models import RuleBook, RuleVersion, State
from microcred.rules.model.rule import Rule
from microcred.rules.reading import read_rule

if TYPE_CHECKING:
    from microcred.platform.accounts.models import Account


@dataclass(frozen=True)
class VersionRow:
    """One version of a rule, with its JSON as it is stored."""

    number: int
    state: str
    body: str
    revision: int
    edited_at: datetime
    published_at: datetime | None

    @property
    def rule(self) -> Rule:
        """The rule itself."""
        return read_rule(self.body.encode())


@dataclass(frozen=True)
class BookRow:
    """One rule with its versions, latest first."""

    public_id: str
    institution_id: int
    kind: str
    title: str
    versions: tuple[VersionRow, ...]

    @property
    def published(self) -> VersionRow | None:
        """The version that holds now."""
        return next((one for one in self.versions if one.state == State.PUBLISHED), None)

    @property
    def draft(self) -> VersionRow | None:
        """The version at work."""
        return next((one for one in self.versions if one.state == State.DRAFT), None)


def of_institution(actor: Account | None, institution: str) -> list[BookRow]:
    """All rules of an institution by title, for its members; raises `NotAllowed`."""
    found = access.institution(actor, institution, to="view")
    rows = RuleBook.objects.filter(institution=found).prefetch_related("versions")
    return sorted((_book(row) for row in rows), key=lambda one: (one.kind, one.title.casefold()))


def book(actor: Account | None, public_id: str) -> BookRow:
    """One rule for those who may see drafts; raises `RuleUnknown` or `NotAllowed`."""
    return _book(access.book(actor, public_id, to="view"))


def published_book(public_id: str) -> BookRow:
    """One rule without its drafts, for anybody; raises `RuleUnknown` where nothing was published."""
    row = RuleBook.objects.filter(public_id=public_id).first()
    found = _book(row, drafts=False) if row else None
    if found is None or not found.versions:
        raise RuleUnknown(public_id[:40])
    return found


def published_rule(public_id: str) -> Rule | None:
    """The rule that holds now, or None."""
    row = RuleVersion.objects.filter(book__public_id=public_id, state=State.PUBLISHED).first()
    return read_rule(row.body.encode()) if row else None


def rule_version(public_id: str, number: int) -> Rule:
    """One version that was ever published, as decisions point to it; raises `RuleUnknown`."""
    row = RuleVersion.objects.filter(
        book__public_id=public_id, number=number, published_at__isnull=False
    ).first()
    if row is None:
        raise RuleUnknown(f"{public_id[:40]} {number}")
    return read_rule(row.body.encode())


def _book(row: RuleBook, *, drafts: bool = True) -> BookRow:
    versions = sorted(row.versions.all(), key=lambda one: -one.number)
    return BookRow(
        row.public_id,
        row.institution_id,
        row.kind,
        row.title,
        tuple(
            VersionRow(one.number, one.state, one.body, one.revision, one.edited_at, one.published_at)
            for one in versions
            if drafts or one.state != State.DRAFT
        ),
    )
