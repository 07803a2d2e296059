"""`microcred frameworks import`: skill frameworks into the site's database."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from typing import Annotated

import typer

_IMPORT = "microcred.platform.config.importing"  # by name: no other command may come to import Django

app = typer.Typer(
    name="frameworks", help="Skill frameworks of the site.", no_args_is_help=True, add_completion=False
)


@app.callback()
def frameworks() -> None:
    """Skill frameworks of the site."""


@app.command("import")
def import_(
    paths: Annotated[
        list[Path], typer.Argument(help="Folder, ZIP archive or files, as their publisher offers them.")
    ],
    release: Annotated[str, typer.Option(help="Release, where no file name says it.")] = "",
    name: Annotated[str, typer.Option(help="Name of a framework of your own.")] = "",
    credit: Annotated[str, typer.Option(help="Line that is shown wherever its skills are.")] = "",
    language: Annotated[str, typer.Option(help="Language of a table of your own.")] = "en",
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only say what would change, and change nothing.")
    ] = False,
) -> int:
    """Import skill frameworks, crosswalks and projections; a new release becomes a migration."""
    from microcred.cli.exits import printable

    def step(line: str) -> None:
        if sys.stderr.isatty():
            sys.stderr.write(f"{printable(line)}\n")

    return int(
        import_module(_IMPORT).main(
            paths,
            release=release,
            name=name,
            credit=credit,
            language=language,
            dry_run=dry_run,
            step=step,
            show=lambda line: typer.echo(printable(line)),
        )
    )
