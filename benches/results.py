"""What a bench reports, and the file it is written to: one section for each bench, replaced when rerun."""

from __future__ import annotations

import datetime
import os
import platform
import re
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

RESULTS = Path(__file__).parent / "RESULTS.md"
VERSIONS = ("cryptography", "pynacl", "orjson", "pyld", "django", "psycopg")


@dataclass(frozen=True)
class Row:
    """One measured line. `figure` carries its unit; `goal` is empty where none was set."""

    what: str
    figure: str
    goal: str = ""
    note: str = ""


def conditions() -> str:
    """The machine and the versions on which the figures were measured, in one line."""
    versions = ", ".join(f"{name} {metadata.version(name)}" for name in VERSIONS)
    day = datetime.datetime.now(datetime.UTC).date().isoformat()
    return f"Measured {day}, Python {platform.python_version()}, {os.cpu_count()} cores, {versions}."


def write_section(name: str, title: str, rows: Sequence[Row], path: Path = RESULTS) -> None:
    """Replace the section `name` of the results file by `rows`; the other sections stay."""
    lines = [
        f"<!-- {name} -->",
        f"## {title.splitlines()[0]}",
        "",
        conditions(),
        "",
        "| what | figure | goal | note |",
        "|---|---|---|---|",
    ]
    lines += [f"| {row.what} | {row.figure} | {row.goal} | {row.note} |" for row in rows]
    section = "\n".join(lines) + f"\n<!-- end {name} -->\n"
    text = path.read_text() if path.exists() else "# Results\n\n"
    pattern = re.compile(rf"<!-- {re.escape(name)} -->.*?<!-- end {re.escape(name)} -->\n", re.DOTALL)
    path.write_text(pattern.sub(lambda _: section, text) if pattern.search(text) else text + section + "\n")
    for row in rows:
        print(f"  {row.what}: {row.figure}" + (f" (goal {row.goal})" if row.goal else ""), flush=True)
