"""`microcred serve` and `microcred demo`: the only commands that start the site."""

from __future__ import annotations

from typing import Annotated

import typer


def serve() -> int:
    """Run the site, as the environment configures it."""
    from microcred.platform.config import serve as site

    return int(site.main() or 0)


def demo(
    check: Annotated[
        bool, typer.Option("--check", help="Award, accept and verify without serving; 0 if all is right.")
    ] = False,
    port: Annotated[int, typer.Option(help="Port on 127.0.0.1.")] = 8000,
) -> int:
    """Make the demo network, award from examples/results.csv, and serve it on this machine."""
    from microcred.platform.config import demo as network

    return int(network.main(check=check, port=port) or 0)
