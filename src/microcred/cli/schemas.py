"""`microcred schemas`: JSON Schemas that an operator adds, and documents that name them must keep."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from microcred.ports.schemafiles import SchemaFolder

app = typer.Typer(
    name="schemas",
    help="JSON Schemas that documents are checked against.",
    no_args_is_help=True,
    add_completion=False,
)


@app.command("list")
def list_() -> int:
    """Show every added schema, with the hash of what was published."""
    from microcred.cli.exits import printable

    for one in folder().added():
        typer.echo(printable(f"{one.sha256}  {one.address}"))
    return 0


@app.command("add")
def add(
    file: Annotated[str, typer.Argument(help="The schema as it was published; - reads it.")],
    address: Annotated[str, typer.Option(help="The address by which documents name it.")],
    sha256: Annotated[str, typer.Option(help="Its SHA-256, where its publisher states one.")] = "",
) -> int:
    """Check documents that name this schema against it, from now on."""
    from microcred.cli.exits import printable
    from microcred.cli.files import read_bytes

    one = folder().add(address, read_bytes(file), expected=sha256)
    typer.echo(printable(f"{one.sha256}  {one.address}"))
    return 0


def folder() -> SchemaFolder:
    """The folder of added schemas: MICROCRED_SCHEMAS, or one in the user's configuration."""
    from microcred.ports.schemafiles import SchemaFolder

    named = os.environ.get("MICROCRED_SCHEMAS")
    if named:
        return SchemaFolder(Path(named))
    configuration = os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config"
    return SchemaFolder(Path(configuration) / "microcred" / "schemas")


def use_added() -> None:
    """Lets this process check documents against the added schemas."""
    found = folder().schemas()
    if found:
        from microcred.vc.schemas import use_schemas

        use_schemas(found)
