"""`microcred contexts`: the vocabularies that documents may use, and those an operator adds."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from microcred.ports.contextfiles import ContextFolder

app = typer.Typer(
    name="contexts", help="Vocabularies that documents may use.", no_args_is_help=True, add_completion=False
)


@app.command("list")
def list_() -> int:
    """Show every context that is known, with the hash of what was published."""
    from microcred.cli.exits import printable
    from microcred.vc.contexts import Contexts

    added = folder().tables()
    known = Contexts(added)
    addresses = {table.address for table in added}
    for address in known.addresses():
        mark = " (added)" if address in addresses else ""
        typer.echo(printable(f"{known.table(address).sha256}  {address}{mark}"))
    return 0


@app.command("add")
def add(
    file: Annotated[str, typer.Argument(help="The context document as it was published; - reads it.")],
    address: Annotated[str, typer.Option(help="The address by which documents name it.")],
    sha256: Annotated[str, typer.Option(help="Its SHA-256, where its publisher states one.")] = "",
) -> int:
    """Let documents use a context that is not shipped. Its meaning is fixed from then on."""
    from microcred.cli.exits import printable
    from microcred.cli.files import read_bytes

    table = folder().add(address, read_bytes(file), expected=sha256)
    typer.echo(printable(f"{table.sha256}  {table.address}"))
    return 0


def folder() -> ContextFolder:
    """The folder of added contexts: MICROCRED_CONTEXTS, or one in the user's configuration."""
    from microcred.ports.contextfiles import ContextFolder

    named = os.environ.get("MICROCRED_CONTEXTS")
    if named:
        return ContextFolder(Path(named))
    configuration = os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config"
    return ContextFolder(Path(configuration) / "microcred" / "contexts")


def use_added() -> None:
    """Lets this process read documents that use added contexts."""
    tables = folder().tables()
    if tables:
        from microcred.vc.defaults import use_contexts

        use_contexts(tables)
