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
