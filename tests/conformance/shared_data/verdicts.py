"""Writes `docs/reference/others-files.md`: what the files that others made come to here.

.venv/bin/python -m tests.conformance.shared_data.verdicts --update
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from tests.conformance.shared_data.expected import EXPECTED

from microcred.vc.examine import examine
from microcred.vc.outcomes import Outcome

FILES = Path(__file__).parents[4] / "shared" / "data" / "credentials"
PAGE = Path(__file__).parents[3] / "docs" / "reference" / "others-files.md"
AT = datetime(2026, 6, 1, tzinfo=UTC)
HEAD = """# Files that others made

What `microcred verify` says of the samples of 1EdTech's validator, of Europass, and of Blockcerts, as of
1 June 2026, with the network off and nobody trusted: the least that can be known of them. None of them is
verified this way, since the issuer's document or a trusted authority is missing; what is signed and unchanged
is told from what is not. The column "why" names the step that decides and its code, explained in
[errors](errors.md); "because" is what makes the verdict right, written by hand from the files before asking
(`tests/conformance/shared_data/expected.py`). Written by `python -m tests.conformance.shared_data.verdicts --update`; a test keeps it so.

| file | found in | outcome | verdict | why | because |
|---|---|---|---|---|---|
"""


def files() -> list[Path]:
    """All of them, by name."""
    return sorted(one for one in FILES.rglob("*") if one.is_file())


def lines() -> Iterator[str]:
    """One row for each file."""
    for file in files():
        report = examine(file.read_bytes(), at=AT)
        graver = [one for one in report.checks if one.outcome is report.outcome]
        why = f"{graver[0].number} `{graver[0].code}`" if report.outcome is not Outcome.PASSED else ""
        name = file.relative_to(FILES).as_posix()
        kind = report.found_in or "–"
        yield f"| {name} | {kind} | {report.outcome.value} | {report.words.word} | {why} | {EXPECTED[name][1]} |\n"


def page() -> str:
    """The whole page."""
    return HEAD + "".join(lines())


if __name__ == "__main__" and "--update" in sys.argv:
    PAGE.write_text(page(), encoding="utf-8")
