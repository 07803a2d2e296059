"""`microcred verify`: the full report on one credential, and an exit code for scripts."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from microcred.vc.report import VerificationReport


def verify(
    file: Annotated[str, typer.Argument(metavar="FILE|URL|-", help="JSON, JWT, PNG, SVG or PDF.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print the report as JSON.")] = False,
    offline: Annotated[bool, typer.Option("--offline", help="Look nothing up.")] = False,
    tell_issuer: Annotated[
        bool,
        typer.Option("--tell-issuer", help="Let the issuer know, where a format needs it (Open Badges 2)."),
    ] = False,
    at: Annotated[
        str | None, typer.Option(metavar="TIME", help="Ask about a time, such as 2026-05-01T09:00:00Z.")
    ] = None,
    trust: Annotated[
        list[str] | None,
        typer.Option(metavar="DID|FILE", help="Whom to trust; may be repeated. Without it nobody is."),
    ] = None,
) -> int:
    """Check a credential: unchanged, whose, withdrawn, in time.

    Ends with 0 verified, 1 failed, 2 could not be decided, 64 wrong use.
    """
    from microcred.vc.jsontext import write

    asked = _time(at)
    report = _report(file, trust or [], asked, offline=offline, consent=tell_issuer)
    if as_json:
        typer.echo(write(report.as_json()).decode("utf-8"))
    else:
        show(report)
    return exit_code(report)


def exit_code(report: VerificationReport) -> int:
    """0 verified, 1 failed, 2 undecided."""
    from microcred.cli.exits import DONE, FAILED, UNDECIDED
    from microcred.vc.outcomes import Outcome

    return {Outcome.PASSED: DONE, Outcome.FAILED: FAILED}.get(report.outcome, UNDECIDED)


def show(report: VerificationReport) -> None:
    """Prints the report for people: the verdict, what was signed, each step with its reason."""
    from rich.console import Console
    from rich.text import Text

    from microcred.cli.exits import printable

    marks = {
        "passed": ("✓", "green"),
        "failed": ("✗", "red"),
        "undecided": ("?", "yellow"),
        "not asked": ("–", "dim"),
    }
    console = Console(highlight=False, soft_wrap=True)
    mark, colour = marks[report.outcome.value]
    console.print(Text(f"{mark} {report.words.word}", style=f"bold {colour}"))
    console.print(Text(report.words.sentence))
    if report.signed is not None:
        signed = report.signed
        issuer = report.trusted_as or signed.issuer
        console.print(Text(printable(f"  {signed.title} · {signed.recipient} · {issuer}"), style="bold"))
    for check in report.checks:
        mark, colour = marks[check.outcome.value]
        detail = f" ({printable(check.detail)})" if check.detail else ""
        line = Text(f"{mark} {check.number} ", style=colour)
        line.append(f"{check.title}: ", style="bold").append(f"{check.reason}{detail}", style="default")
        console.print(line)


def _report(
    file: str, trust: list[str], at: datetime | None, *, offline: bool, consent: bool
) -> VerificationReport:
    from microcred.cli.contexts import use_added
    from microcred.cli.outside import Outside
    from microcred.cli.trust import Trust
    from microcred.ports.clock import SystemClock
    from microcred.vc.examine import examine
    from microcred.vc.policy import IssuerIn, NobodyTrusted

    use_added()
    trusted = Trust()
    for named in trust:
        trusted.add(named)
    outside = Outside(trusted.documents, offline=offline)
    return examine(
        outside.read(file),
        at=at or SystemClock().now(),
        resolver=outside,
        statuses=outside.statuses(),
        documents=outside.documents(consent=consent),
        policy=IssuerIn(trusted.names) if trusted.names else NobodyTrusted(),
    )


def _time(text: str | None) -> datetime | None:
    from microcred.vc.timestamps import TimestampInvalid, parse_timestamp

    if text is None:
        return None
    try:
        return parse_timestamp(text if "T" in text else f"{text}T00:00:00Z")
    except TimestampInvalid:
        raise typer.BadParameter("write the time as 2026-05-01T09:00:00Z or 2026-05-01") from None
