"""Every file of others is opened with the verdict that is right for it, and the table in the docs says so."""

from __future__ import annotations

import pytest
from tests.conformance.shared_data import verdicts
from tests.conformance.shared_data.expected import EXPECTED

from microcred.vc.examine import examine

pytestmark = pytest.mark.skipif(
    not verdicts.FILES.is_dir(), reason="../shared/data is absent: others' files not run"
)


def test_no_file_is_left_out() -> None:
    assert {file.relative_to(verdicts.FILES).as_posix() for file in verdicts.files()} == set(EXPECTED)


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_a_file_gets_the_verdict_that_is_right_for_it(name: str) -> None:
    report = examine((verdicts.FILES / name).read_bytes(), at=verdicts.AT)
    assert report.words.word == EXPECTED[name][0], EXPECTED[name][1]


def test_the_table_in_the_docs_says_what_is_right_and_is_said_today() -> None:
    written = verdicts.PAGE.read_text(encoding="utf-8")
    for name, (verdict, because) in EXPECTED.items():
        [line] = [one for one in written.splitlines() if one.startswith(f"| {name} |")]
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        assert (cells[3], cells[5]) == (verdict, because)
    assert written == verdicts.page()
