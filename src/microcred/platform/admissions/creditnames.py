"""What the record leaves out: learner, credential and institutions by their names, from the cases."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from django.db.models import Prefetch, QuerySet

from microcred.platform.admissions.models import Case, CaseItem
from microcred.platform.institutions import queries as institutions
from microcred.rules.model.values import write_amount


@dataclass(frozen=True)
class Amount:
    """Credit as people read it: exact, and the number by which a sentence is chosen."""

    text: str
    plural: int

    def __str__(self) -> str:
        return self.text


def amount(stored: str) -> Amount:
    """An amount as the record keeps it."""
    value = Fraction(stored)
    return Amount(str(write_amount(value)), 1 if value == 1 else 2)


def institution_names() -> dict[str, str]:
    """The institutions of this installation by public id."""
    return {one.public_id: one.name for one in institutions.institutions()}


def sharing() -> list[str]:
    """The institutions that share the record: how far it reaches."""
    return sorted(institution_names().values(), key=str.casefold)


def cases_with_items(rows: QuerySet[Case]) -> list[Case]:
    """Cases with their programmes and items, without the bytes of papers."""
    items = Prefetch("items", queryset=CaseItem.objects.defer("body"))
    return list(rows.select_related("programme").prefetch_related(items))


def titles_in(case: Case) -> dict[str, str]:
    """The titles of a case's credentials, by how the record names each."""
    return {one.credit_name: one.name for one in case.items.all() if one.credit_name}
