"""`microcred verify`: the full report on one credential, and an exit code for scripts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from rich.console import Console

    from microcred.cli.rights import PartShown
    from microcred.vc.report import VerificationReport

MARKS = {
    "passed": ("✓", "green"),
    "failed": ("✗", "red"),
    "undecided": ("?", "yellow"),
    "not asked": ("–", "dim"),
}


def verify(
    file: Annotated[
        str | None,
        typer.Argument(metavar="FILE|URL|-", help="JSON, JWT, PNG, SVG, PDF or an evidence bundle (ZIP)."),
    ] = None,
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
    policy: Annotated[
        str | None,
        typer.Option(metavar="FILE", help="A policy of lists and years; then --trust names collectors."),
    ] = None,
    recipient: Annotated[
        str | None, typer.Option(metavar="TEXT", help="Whom it should name: a name, an address or a DID.")
    ] = None,
    batch: Annotated[
        str | None, typer.Option(metavar="FOLDER", help="Check every file in a folder, one line each.")
    ] = None,
) -> int:
    """Check a credential: unchanged, whose, withdrawn, in time.

    Ends with 0 verified, 1 failed, 2 could not be decided, 64 wrong use.
    """
    from microcred.cli.checking import Asked, Checker
    from microcred.vc.jsontext import write

    asked = Asked(
        tuple(trust or ()),
        _time(at),
        offline,
        tell_issuer or (file or "").startswith(("https://", "http://")),
        policy or "",
        recipient or "",
        day=at is not None and "T" not in at,
    )
    if batch is not None and file is None:
        from microcred.cli.batch import verify_folder

        return verify_folder(batch, asked, as_json=as_json)
    if file is None or batch is not None:
        raise typer.BadParameter("give either a file, an address or - , or --batch with a folder")
    checker = Checker(asked)
    data = checker.read(file)
    report = checker.check(data)
    parts = checker.parts(data, report)
    if as_json:
        typer.echo(write({**report.as_json(), **_parts_as_json(parts)}).decode("utf-8"))
    else:
        show(report, parts)
    return exit_code(report)


def exit_code(report: VerificationReport) -> int:
    """0 verified, 1 failed, 2 undecided."""
    from microcred.cli.exits import DONE, FAILED, UNDECIDED
    from microcred.vc.outcomes import Outcome

    return {Outcome.PASSED: DONE, Outcome.FAILED: FAILED}.get(report.outcome, UNDECIDED)


def _parts_as_json(parts: list[PartShown]) -> dict[str, Any]:
    if not parts:
        return {}
    accreditation = next((one.accreditation() for one in parts if one.party.verb == "certify"), None)
    return {"accreditation": accreditation, "parts": [one.as_json() for one in parts]}


def show(report: VerificationReport, parts: Sequence[PartShown] = ()) -> None:
    """Prints the report for people: verdict, what was signed, each step with its reason, by what right."""
    from rich.console import Console
    from rich.text import Text

    from microcred.cli.exits import printable

    console = Console(highlight=False, soft_wrap=True)
    mark, colour = MARKS[report.outcome.value]
    console.print(Text(f"{mark} {report.words.word}", style=f"bold {colour}"))
    for sentence in (report.words.sentence, *report.notes, report.words.next_step):
        console.print(Text(sentence))
    if report.signed is not None:
        signed = report.signed
        issuer = report.trusted_as or signed.issuer
        console.print(Text(printable(f"  {signed.title} · {signed.recipient} · {issuer}"), style="bold"))
    for check in report.checks:
        mark, colour = MARKS[check.outcome.value]
        detail = f" ({printable(check.detail)})" if check.detail else ""
        line = Text(f"{mark} {check.number} ", style=colour)
        line.append(f"{check.title}: ", style="bold").append(f"{check.reason}{detail}", style="default")
        console.print(line.append(f" [{check.section}]" if check.section else "", style="dim"))
    for one in report.inside:
        _show_inside(console, one)
    if parts:
        console.print(Text("By what right", style="bold"))
    for part in parts:
        mark, colour = MARKS[part.mark]
        line = Text(f"{mark} ", style=colour).append(f"{printable(part.title())}: ", style="bold")
        console.print(line.append(part.sentence(), style="default"))
        for words in part.lines():
            console.print(Text(f"    {printable(words)}"))


def _show_inside(console: Console, report: VerificationReport) -> None:
    """One line for a credential inside, and one for each of its steps that did not pass."""
    from rich.text import Text

    from microcred.cli.exits import printable

    mark, colour = MARKS[report.outcome.value]
    found = report.signed or report.claimed
    names = (found.title, report.trusted_as or found.issuer_name or found.issuer) if found else ()
    about = f" ({' · '.join(name for name in names if name)})" if any(names) else ""
    line = Text(f"{mark} ", style=colour).append("Inside: ", style="bold")
    console.print(line.append(printable(f"{report.place}: {report.words.word}{about}"), style="default"))
    for note in report.notes:
        console.print(Text(f"    {note}"))
    for check in report.checks:
        if check.outcome.value in ("failed", "undecided"):
            detail = f" ({check.detail})" if check.detail else ""
            console.print(Text(printable(f"    {check.number} {check.title}: {check.reason}{detail}")))
    for one in report.inside:
        _show_inside(console, one)


def _time(text: str | None) -> datetime | None:
    from microcred.vc.timestamps import TimestampInvalid, parse_timestamp

    if text is None:
        return None
    try:
        return parse_timestamp(text if "T" in text else f"{text}T00:00:00Z")
    except TimestampInvalid:
        raise typer.BadParameter("write the time as 2026-05-01T09:00:00Z or 2026-05-01") from None
