"""`microcred verify --batch FOLDER`: every file in a folder, on all processors, one line each."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from microcred.cli.checking import Asked, Checker

MOST = 100_000
ALONE = 40
"""So few files are checked by this process itself: starting others would take longer."""
LOT = 20


def verify_folder(folder: str, asked: Asked, *, as_json: bool) -> int:
    """Prints a line for each file, or with `as_json` one JSON object a line; the exit code of the worst.

    1 where one failed, else 2 where one could not be decided, else 0.
    """
    from microcred.cli.exits import DONE, FAILED, UNDECIDED

    codes = set()
    for row in _with_progress(_checked(_files(folder), asked), folder, quiet=as_json):
        codes.add({"passed": DONE, "failed": FAILED}.get(row["outcome"], UNDECIDED))
        sys.stdout.write(_json(row) if as_json else _line(row))
    return next((code for code in (FAILED, UNDECIDED) if code in codes), DONE)


def check_files(names: list[str], asked: Asked) -> list[dict[str, Any]]:
    """A row for each file: its name and its report as plain values, or the code of why it was not read."""
    return [_row(name, _checker(asked)) for name in names]


def _files(folder: str) -> list[str]:
    root = Path(folder)
    if not root.is_dir():
        raise typer.BadParameter(f"{folder} is not a folder")
    found = [
        str(path)
        for path in sorted(root.rglob("*"))
        if path.is_file() and not any(part.startswith(".") for part in path.relative_to(root).parts)
    ]
    if len(found) > MOST:
        raise typer.BadParameter(f"more than {MOST} files")
    return found


def _checked(names: list[str], asked: Asked) -> Iterator[dict[str, Any]]:
    if len(names) <= ALONE:
        for name in names:
            yield from check_files([name], asked)
        return
    lots = [names[start : start + LOT] for start in range(0, len(names), LOT)]
    workers = min(os.cpu_count() or 1, len(lots))
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        for rows in pool.map(check_files, lots, [asked] * len(lots)):
            yield from rows


_CHECKERS: dict[Asked, Checker] = {}


def _checker(asked: Asked) -> Checker:
    """The one of this process, so that what it fetched is remembered from file to file."""
    if asked not in _CHECKERS:
        from microcred.cli.checking import Checker

        _CHECKERS[asked] = Checker(asked)
    return _CHECKERS[asked]


def _row(name: str, checker: Checker) -> dict[str, Any]:
    from microcred.cli.files import read_bytes
    from microcred.errors import MicrocredError
    from microcred.vc.errors import Undecided

    try:
        return {"file": name, **checker.check(read_bytes(name)).as_json()}
    except MicrocredError as error:
        outcome = "undecided" if isinstance(error, Undecided) else "failed"
        return {"file": name, "outcome": outcome, "word": error.sentence, "code": error.code}


def _line(row: dict[str, Any]) -> str:
    from microcred.cli.exits import printable

    mark = {"passed": "✓", "failed": "✗"}.get(row["outcome"], "?")
    signed = row.get("signed") or {}
    named = (signed.get("title"), signed.get("recipient"), "a part" if signed.get("part") else "")
    about = " · ".join(part for part in named if part)
    return printable(f"{mark} {row['file']}: {row['word']}{f' ({about})' if about else ''}") + "\n"


def _json(row: dict[str, Any]) -> str:
    from microcred.vc.jsontext import write

    return write(row).decode("utf-8") + "\n"


def _with_progress(rows: Iterator[dict[str, Any]], folder: str, *, quiet: bool) -> Iterator[dict[str, Any]]:
    """The same rows; on a terminal whose output goes elsewhere, with a count on standard error."""
    if quiet or sys.stdout.isatty() or not sys.stderr.isatty():
        yield from rows
        return
    for number, row in enumerate(rows, 1):
        sys.stderr.write(f"\r{number} of {folder}")
        yield row
    sys.stderr.write("\n")
