"""`microcred admissions`: a decision counted again, and the record of credit checked."""

from __future__ import annotations

from importlib import import_module
from typing import Annotated

import typer

_CHECKING = "microcred.platform.config.creditchecking"
_REPLAY = "microcred.platform.config.replaying"  # by name: no other command may come to import Django

app = typer.Typer(
    name="admissions", help="Decisions of the site.", no_args_is_help=True, add_completion=False
)


@app.callback()
def admissions() -> None:
    """Decisions of the site."""


@app.command("replay")
def replay(case: Annotated[str, typer.Argument(help="The application, as its address has it.")]) -> int:
    """Count every decision of an application again; 0 if each comes to what is stored, 1 if not."""
    return int(import_module(_REPLAY).main(case, show=typer.echo))


@app.command("check-credit")
def check_credit() -> int:
    """Check every line of the record of credit; 0 if its chain is whole, 1 if not."""
    return int(import_module(_CHECKING).main(show=typer.echo))
