"""An equivalence table (CSV or XLSX) becomes rules of a draft, with a report of every row that did not."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from microcred.platform.awards.sheets import read_sheet
from microcred.platform.qualifications import queries
from microcred.platform.qualifications.services.rulebooks import save
from microcred.rules.reading import write_rule
from microcred.rules.tables import ReadTable, read_equivalences

if TYPE_CHECKING:
    from microcred.platform.accounts.models import Account


def import_table(*, actor: Account | None, public_id: str, data: bytes, now: datetime) -> ReadTable:
    """Adds the equivalences of a table to the draft; the report. Those that are there already stay once.

    Raises a `SheetError` for what is no table, or as `save`.
    """
    sheet = read_sheet(data)
    rows = [dict(zip(sheet.headers, row.cells, strict=False)) for row in sheet.rows]
    found = queries.book(actor, public_id)
    rule = (found.draft or found.versions[0]).rule
    read = read_equivalences(rows, rule.scales)
    if read.equivalences:
        merged = tuple(dict.fromkeys((*rule.equivalences, *read.equivalences)))
        text = write_rule(rule.model_copy(update={"equivalences": merged})).decode()
        save(actor=actor, public_id=public_id, text=text, now=now)
    return read
