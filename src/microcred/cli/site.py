"""`microcred serve` and `microcred demo`: the only commands that start the site."""

from __future__ import annotations

from importlib import import_module
from typing import Annotated

import typer

# By name, so that no other command can come to import Django through this module.
_SERVE = "microcred.platform.config.serve"
_DEMO = "microcred.platform.config.demo"


def serve() -> int:
    """Run the site, as the environment configures it."""
    return int(import_module(_SERVE).main() or 0)


def demo(
    check: Annotated[
        bool, typer.Option("--check", help="Award, accept and verify without serving; 0 if all is right.")
    ] = False,
    port: Annotated[int, typer.Option(min=1, max=65_535, help="Port on 127.0.0.1.")] = 8000,
) -> int:
    """Make the demo network, award from examples/results.csv, and serve it on this machine."""
    return int(import_module(_DEMO).main(check=check, port=port) or 0)
