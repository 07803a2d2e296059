"""The `microcred` command: what can be asked for, and what the exit codes mean.

0 done or verified, 1 failed (unreadable input too), 2 could not be decided, 64 wrong use.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

import typer

from microcred.cli import (
    admissions,
    baking,
    contexts,
    frameworks,
    inspecting,
    issuing,
    keygen,
    schemas,
    site,
    verifying,
)
from microcred.cli.exits import DONE, INTERRUPTED, WRONG_USE, tell
from microcred.errors import MicrocredError

# The vendored click of typer has no public name for it; BadParameter < UsageError < ClickException.
_WrongUse: type[Exception] = typer.BadParameter.__mro__[2]

app = typer.Typer(
    name="microcred",
    help="Micro-credentials: issue, verify, bake and inspect them; run the site.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command("keygen")(keygen.keygen)
app.command("issue")(issuing.issue)
app.command("verify")(verifying.verify)
app.command("bake")(baking.bake)
app.command("unbake")(baking.unbake)
app.command("inspect")(inspecting.inspect)
app.add_typer(contexts.app)
app.add_typer(schemas.app)
app.add_typer(frameworks.app)
app.add_typer(admissions.app)
app.command("serve")(site.serve)
app.command("work")(site.work)
app.command("tick")(site.tick)
app.command("reindex")(site.reindex)
app.command("operator")(site.operator)
app.command("demo")(site.demo)


def main(arguments: Sequence[str]) -> int:
    """Runs a command line; returns its exit code."""
    try:
        code = app(args=list(arguments), prog_name="microcred", standalone_mode=False)
    except MicrocredError as error:
        return tell(error)
    except typer.Abort:
        return INTERRUPTED
    except _WrongUse as error:
        error.show()  # type: ignore[attr-defined]
        return WRONG_USE
    return code if isinstance(code, int) else DONE


def run() -> None:
    """The entry point of the installed command."""
    sys.exit(main(sys.argv[1:]))
