"""`microcred issue`: a sheet of results in, signed credentials out. No database, nothing fetched."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class Form(StrEnum):
    """How a credential is signed."""

    DI = "di"
    JWT = "jwt"


def issue(
    achievement: Annotated[Path, typer.Argument(help="Achievement file, JSON.")],
    results: Annotated[Path, typer.Argument(help="Results sheet, CSV: name, email, result.")],
    key: Annotated[Path, typer.Argument(help="Key file of `microcred keygen`.")],
    out: Annotated[Path, typer.Option("--out", "-o", help="New folder, or new .jsonl file for all in one.")],
    rule: Annotated[
        str | None,
        typer.Option("--pass", help="Who passes: a least number, or words such as pass,distinction."),
    ] = None,
    form: Annotated[Form, typer.Option("--format", help="Embedded proof, or JWT.")] = Form.DI,
    as_json: Annotated[bool, typer.Option("--json", help="Print the counts as JSON.")] = False,
) -> int:
    """Award an achievement to everyone on a sheet who passed.

    The sheet is read whole before anything is signed: one bad row, and nothing is. With a result column
    --pass says which results pass; who is not awarded is listed with the reason in the index beside the
    credentials.
    """
    from datetime import UTC, datetime

    from microcred.cli.awarding import Awarding, show
    from microcred.cli.files import read_bytes
    from microcred.cli.keygen import key_file_content
    from microcred.cli.results import PassRule, checked, open_sheet
    from microcred.cli.signing import Order

    sheet = open_sheet(results)
    if sheet.has_results and rule is None:
        raise typer.BadParameter("the sheet has a result column: say with --pass which results pass")
    if rule is not None and not sheet.has_results:
        raise typer.BadParameter("--pass needs a result or grade column in the sheet")
    private, method = key_file_content(key)
    order = Order(
        secret=private.secret,
        kind=private.kind,
        verification_method=method,
        award_file=read_bytes(str(achievement)),
        form="jwt" if form is Form.JWT else "di",
        now=datetime.now(UTC),
    )
    order.clerk()
    awarding = Awarding(order, sheet, checked(sheet), PassRule(rule) if rule is not None else None)
    show(awarding.write(out), out, as_json=as_json)
    return 0
