"""`microcred serve`, `demo` and what an operator does beside them: what uses the site's database."""

from __future__ import annotations

from importlib import import_module
from typing import Annotated

import typer

# By name, so that no other command can come to import Django through this module.
_SERVE = "microcred.platform.config.serve"
_DEMO = "microcred.platform.config.demo"
_WORK = "microcred.platform.config.work"
_MAINTAINING = "microcred.platform.config.maintaining"


def serve(
    host: Annotated[str, typer.Option(help="Address to listen at.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65_535, help="Port to listen at.")] = 8000,
    workers: Annotated[int, typer.Option(min=1, max=64, help="Processes that answer.")] = 2,
    jobs: Annotated[int, typer.Option(min=1, max=64, help="Workers for jobs beside them.")] = 1,
) -> int:
    """Run the site with a worker beside it, as the environment configures it."""
    return int(import_module(_SERVE).main(host, port, workers, jobs) or 0)


def work() -> int:
    """Run one more worker, on this machine or another, until it is stopped."""
    return int(import_module(_WORK).main())


def tick() -> int:
    """Do once what is due: jobs, mails, reminders, refreshed lists. For a timer, where no worker runs."""
    return int(import_module(_MAINTAINING).tick())


def reindex() -> int:
    """Read every column of every credential out of its signed bytes again."""
    return int(import_module(_MAINTAINING).reindex())


def operator(
    email: Annotated[str, typer.Argument(help="Their address; they sign in by a code that is mailed there.")],
    name: Annotated[str, typer.Option(help="Their name, where the account is new.")] = "Operator",
) -> int:
    """Make somebody an operator of the site."""
    return int(import_module(_MAINTAINING).operator(email, name))


def demo(
    check: Annotated[
        bool, typer.Option("--check", help="Award, accept and verify without serving; 0 if all is right.")
    ] = False,
    port: Annotated[int, typer.Option(min=1, max=65_535, help="Port on 127.0.0.1.")] = 8000,
) -> int:
    """Make the demo network, award from examples/results.csv, and serve it on this machine."""
    return int(import_module(_DEMO).main(check=check, port=port) or 0)
