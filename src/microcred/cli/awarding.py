"""Where a sheet's credentials go: a folder of files or one file of lines, with an index of every row."""

from __future__ import annotations

import csv
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

import typer

from microcred.cli.files import FileUnwritable
from microcred.cli.results import PassRule, Row, Sheet
from microcred.cli.signing import Order, sign_all

INDEX = ("row", "name", "email", "result", "outcome", "id", "file")


@dataclass
class Counts:
    """What became of the rows."""

    awarded: int = 0
    not_passed: int = 0
    no_result: int = 0


@dataclass
class Awarding:
    """Signs the rows that pass and writes them all out, or nothing."""

    order: Order
    sheet: Sheet
    count: int
    rule: PassRule | None
    counts: Counts = field(default_factory=Counts)

    def write(self, out: Path) -> Counts:
        """Writes to a new folder, or a new file of lines for a name in .jsonl; raises `FileUnwritable`."""
        if out.exists():
            raise FileUnwritable(f"{out} is there already")
        lines = out.suffix == ".jsonl"
        index = out.with_suffix(".index.csv") if lines else out / "index.csv"
        part = out.with_name(out.name + ".part")
        try:
            with _new(part, folder=not lines):
                listed = part.with_suffix(".index") if lines else part / "index.csv"
                with listed.open("x", encoding="utf-8", newline="") as file:
                    self._fill(part, csv.writer(file), lines=lines)
                part.rename(out)
                if lines:
                    listed.rename(index)
        except OSError as error:
            raise FileUnwritable(f"{error.filename}: {error.strerror}") from None
        return self.counts

    def _fill(self, part: Path, index: Any, *, lines: bool) -> None:
        index.writerow(INDEX)
        ending = "jwt" if self.order.form == "jwt" else "json"
        with _sink(part, lines) as sink, progress(self.count) as advance:
            passed = self._passed(index)
            for number, (row, identifier, body) in enumerate(sign_all(self.order, passed, self.count), 1):
                name = f"{row.number}.{ending}"
                if sink is not None:
                    name = f"line {number}"
                    sink.write(body + b"\n")
                else:
                    (part / name).write_bytes(body)
                index.writerow((row.number, row.name, row.email, row.result, "awarded", identifier, name))
                self.counts.awarded = number
                advance()

    def _passed(self, index: Any) -> Iterator[Row]:
        for row in self.sheet.rows():
            if self.rule is None or self.rule.passed(row.result):
                yield row
                continue
            outcome = "not passed" if row.result else "no result"
            if row.result:
                self.counts.not_passed += 1
            else:
                self.counts.no_result += 1
            index.writerow((row.number, row.name, row.email, row.result, outcome, "", ""))


def show(counts: Counts, out: Path, *, as_json: bool) -> None:
    """Prints what became of the rows."""
    if as_json:
        from microcred.vc.jsontext import write

        values = {"awarded": counts.awarded, "notPassed": counts.not_passed, "noResult": counts.no_result}
        typer.echo(write({**values, "out": str(out)}).decode("utf-8"))
        return
    typer.echo(
        f"{counts.awarded} awarded, {counts.not_passed} not passed, {counts.no_result} without a result"
    )
    typer.echo(f"written to {out}")


@contextmanager
def progress(total: int) -> Iterator[Any]:
    """A progress bar where a person watches; what it gives advances it by one."""
    if not sys.stderr.isatty():
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("Signing"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), refresh_per_second=4) as bar:
        task = bar.add_task("", total=total)
        yield lambda: bar.advance(task)


@contextmanager
def _new(part: Path, *, folder: bool) -> Iterator[None]:
    """Makes the unfinished output, and takes it away again if it is not finished."""
    if folder:
        part.mkdir()
    else:
        part.touch(exist_ok=False)
    try:
        yield
    except BaseException:
        if folder:
            shutil.rmtree(part, ignore_errors=True)
        else:
            part.unlink(missing_ok=True)
            part.with_suffix(".index").unlink(missing_ok=True)
        raise


@contextmanager
def _sink(part: Path, lines: bool) -> Iterator[IO[bytes] | None]:
    if not lines:
        yield None
        return
    with part.open("wb") as file:
        yield file
