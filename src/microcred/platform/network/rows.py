"""A right between its row, the value that is reasoned with, and the columns of a new row."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from microcred.platform.network.models import Right
from microcred.platform.network.scope import Branch, Given, Scope


def given(row: Right) -> Given:
    """The right of a row as a value."""
    scope = Scope(
        verb=row.verb,  # type: ignore[arg-type]
        starts=row.starts,
        ends=row.ends,
        branches=tuple(Branch(address, label) for address, label in row.branches),
        lowest=row.lowest,
        highest=row.highest,
        methods=frozenset(row.methods),
        countries=frozenset(row.countries),
        credits=Decimal(row.credits) if row.credits else None,
        passes_on=row.passes_on,
    )
    return Given(row.address, row.giver_did, row.holder_did, scope, row.rests_on, row.withdrawn_at)


COLUMNS = (
    *("address", "giver_did", "holder_did", "rests_on", "withdrawn_at", "verb", "starts", "ends", "branches"),
    *("lowest", "highest", "methods", "countries", "credits", "passes_on", "giver_name", "holder_name"),
)
"""What `read` takes, as `values_list` gives it: without a model for each row, of which some have hundreds."""


def read(row: tuple[Any, ...]) -> tuple[Given, str, str]:
    """The right of a row of `COLUMNS`, with the names of its giver and its holder."""
    address, giver, holder, rests_on, withdrawn_at, verb, starts, ends, branches = row[:9]
    lowest, highest, methods, countries, credits_, passes_on, giver_name, holder_name = row[9:]
    scope = Scope(
        verb=verb,
        starts=starts,
        ends=ends,
        branches=tuple(Branch(*branch) for branch in branches),
        lowest=lowest,
        highest=highest,
        methods=frozenset(methods),
        countries=frozenset(countries),
        credits=Decimal(credits_) if credits_ else None,
        passes_on=passes_on,
    )
    return Given(address, giver, holder, scope, rests_on, withdrawn_at), giver_name, holder_name


def columns(one: Given) -> dict[str, Any]:
    """The columns that are read out of a right's document."""
    scope = one.scope
    return {
        "address": one.id,
        "giver_did": one.giver,
        "holder_did": one.holder,
        "verb": scope.verb,
        "branches": [[branch.address, branch.label] for branch in scope.branches],
        "lowest": scope.lowest,
        "highest": scope.highest,
        "methods": sorted(scope.methods),
        "countries": sorted(scope.countries),
        "credits": f"{scope.credits.normalize():f}" if scope.credits is not None else "",
        "passes_on": scope.passes_on,
        "starts": scope.starts,
        "ends": scope.ends,
        "rests_on": one.rests_on,
    }
