"""Methods: of an institution, and the one under which somebody hands in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from microcred.platform.assessment import access
from microcred.platform.assessment.models import MethodRecord, Submission
from microcred.platform.assessment.rubric.method import Method
from microcred.platform.catalogue import queries as catalogue
from microcred.platform.institutions import queries as institutions

if TYPE_CHECKING:
    from microcred.platform.accounts.models import Account


@dataclass(frozen=True, slots=True)
class MethodRow:
    """A published micro-credential, with its method's public id or empty, and how many works came in."""

    achievement: str
    title: str
    method: str
    works: int


@dataclass(frozen=True, slots=True)
class MethodDetail:
    """A method with what it belongs to. `educator` is a public id and name, or empty."""

    public_id: str
    achievement: str
    title: str
    institution: str
    institution_name: str
    educator: str
    educator_name: str
    method: Method
    in_use: bool


def methods(actor: Account | None, institution: str) -> list[MethodRow]:
    """All published micro-credentials of an institution, for its members; raises `NotAllowed`."""
    found = access.institution(actor, institution, to="view_methods")
    made: dict[str, MethodRecord] = {}
    for record in MethodRecord.objects.filter(institution=found).select_related("version__achievement"):
        if record.version.state == "published":
            made[record.version.achievement.public_id] = record
    rows = []
    for row in catalogue.published(institution_id=found.pk):
        own = made.get(row.public_id)
        works = Submission.objects.filter(method=own).count() if own else 0
        rows.append(MethodRow(row.public_id, row.name, own.public_id if own else "", works))
    return rows


def open_method(achievement: str) -> MethodDetail | None:
    """How the published version of a micro-credential is assessed, for everybody, or None."""
    version = catalogue.published_version(achievement)
    record = MethodRecord.objects.filter(version_id=version.id).first() if version else None
    return detail(record) if record else None


def method_of(actor: Account | None, institution: str, achievement: str) -> MethodDetail | None:
    """The method of one published micro-credential, for those who may change it; raises `NotAllowed`."""
    access.institution(actor, institution, to="set")
    found = open_method(achievement)
    return found if found and found.institution == institution else None


def detail(record: MethodRecord) -> MethodDetail:
    """A stored method as a plain value."""
    certifier = institutions.issuer(record.institution_id)
    educator = institutions.issuer(record.educator_id) if record.educator_id else None
    return MethodDetail(
        record.public_id,
        record.version.achievement.public_id,
        record.version.name,
        certifier.public_id,
        certifier.name,
        educator.public_id if educator else "",
        educator.name if educator else "",
        Method.read(record.content),
        Submission.objects.filter(method=record).exists(),
    )


def taught_methods(institution: str) -> list[tuple[str, str]]:
    """Methods under which this institution teaches, for itself too: public id, title with certifier."""
    teaches = Q(educator__public_id=institution) | Q(educator=None, institution__public_id=institution)
    rows = MethodRecord.objects.filter(teaches, version__state="published")
    rows = rows.select_related("version", "institution").order_by("version__name")
    return [(row.public_id, f"{row.version.name} · {row.institution.name}") for row in rows]
