"""A first sieve over rights, in the database: those that may concern a micro-credential."""

from __future__ import annotations

from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast

from microcred.platform.network.models import Right
from microcred.platform.network.scope import Subject
from microcred.platform.network.scope.branches import ISCED_F, Above


def addresses_of(subject: Subject, above: Above) -> set[str]:
    """Every address a right may name that concerns a micro-credential: its own, and those above."""
    addresses = {*subject.skills, *(one for skill in subject.skills for one in above(skill))}
    if subject.field:
        code = subject.field.removeprefix(ISCED_F)
        addresses |= {f"{ISCED_F}{code[:length]}" for length in range(2, len(code) + 1)}
    return addresses


def near(found: QuerySet[Right], subject: Subject, above: Above) -> QuerySet[Right]:
    """The rights whose text names an address of the subject or above it, or that name none."""
    named = Q(text="[]")
    for address in addresses_of(subject, above):
        named |= Q(text__contains=f'"{address}"')
    return found.annotate(text=Cast("branches", TextField())).filter(named)
