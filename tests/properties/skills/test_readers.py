"""Whatever the bytes of a file are, its reader answers with a report, and nothing of a refused file is kept."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.skills import test_readers as given_
from tests.unit.skills.files import csv_file, esco

from microcred.platform.frameworks.recognising import recognised
from microcred.skills.plan.offerings import read_offerings
from microcred.skills.readers import case, crosswalks, onet, plain, projections, rsd
from microcred.skills.readers.esco import read_esco
from microcred.skills.readers.sources import MemoryFile
from microcred.skills.search.courses import read_courses

Reader = Callable[[Sequence[MemoryFile]], tuple[Any, Any]]
EMPLOYMENT = (
    "Occupation Title,Occupation Code,Employment 2020,Employment 2030,"
    "Employment Percent Change 2020-2030,Occupational Openings 2020-2030 Annual Average"
)
OFFERED = "id,title,skills,price,start,end,hoursperweek"
DESCRIPTOR = {"id": "https://x.example/1", "skillName": "Write", "skillStatement": "Write.", "keywords": ["a"],
              "alignments": [{"id": "https://y.example/w"}]}  # fmt: skip
FILES: dict[str, tuple[Sequence[MemoryFile], Reader]] = {
    "ESCO": (esco(), lambda files: read_esco(files, "1")),
    "O*NET to 30.2": (given_.OLD, lambda files: onet.read_onet(files, "30")),
    "O*NET from 30.3": (given_.NEW, lambda files: onet.read_onet(files, "30")),
    "CASE": (
        [MemoryFile("p.json", json.dumps(given_.CASE).encode())],
        lambda files: case.read_case(files[0]),
    ),
    "descriptors as CSV": (
        [csv_file("r.csv", given_.RSD_EXPORT, ["https://x.example/1", "Write", "", "Write.", "", "a; b"])],
        lambda files: rsd.read_rsd(files[0], "n", "c"),
    ),
    "descriptors as JSON": (
        [MemoryFile("r.json", json.dumps([DESCRIPTOR]).encode())],
        lambda files: rsd.read_rsd(files[0], "n", "c"),
    ),
    "a crosswalk": (
        [csv_file("c.csv", "concept_uri,onet_code,confidence", ["o", "11-1021.00", "3"])],
        lambda files: crosswalks.read_esco_onet(files[0]),
    ),
    "projections": (
        [csv_file("b.csv", EMPLOYMENT, ["Auditor", '="13-2011"', "1,392.2", "1,488", "6.9", "135.0"])],
        lambda files: projections.read_projections(files[0]),
    ),
    "a table": (
        [
            csv_file(
                "own.csv", "Skill,Level,Group,Broader", ["Weld", "3", "S7", ""], ["Solder", "9", "", "Weld"]
            )
        ],
        lambda files: plain.read_plain(files[0], "n", "c"),
    ),
    "a workbook": (
        [MemoryFile("own.xlsx", given_.workbook(True))],
        lambda files: plain.read_plain(files[0], "n", "c"),
    ),
    "courses": (
        [csv_file("c.csv", "Code,Title,Description", ["A", "B", "C"])],
        lambda files: read_courses(files[0]),
    ),
    "offerings": (
        [
            csv_file(
                "o.csv", OFFERED, ["1", "One", "http://x/a@5", "1,200.5", "2026-01-05", "2026-02-01", "4"]
            )
        ],
        lambda files: read_offerings(files[0]),
    ),
}
PIECES = [b'"', b",", b"\n", b"\r", b"\x00", b";", b"\xff\xfe", b"1e999", b"nan", b"-", b"9" * 5000, b"\\ud800",
          b"[]", b"{}", b"null", b"<"]  # fmt: skip
EDITS = st.lists(
    st.tuples(st.integers(0, 10_000), st.integers(0, 40), st.sampled_from([b"", *PIECES])),
    min_size=1,
    max_size=6,
)


@pytest.mark.parametrize("name", FILES)
@settings(max_examples=120, deadline=None)
@given(which=st.integers(0, 20), edits=EDITS)
def test_a_damaged_file_never_stops_its_reader(
    name: str, which: int, edits: list[tuple[int, int, bytes]]
) -> None:
    files, read = FILES[name]
    damaged = list(files)
    at = which % len(damaged)
    data = damaged[at].data
    for place, gone, put in edits:
        start = place % (len(data) + 1)
        data = data[:start] + put + data[start + gone :]
    damaged[at] = MemoryFile(damaged[at].name, data)
    found, report = read(damaged)
    assert recognised(damaged)
    if report.refused:
        kept = found.framework if isinstance(found, onet.OnetRelease) else found
        assert not getattr(kept, "skills", ())
        assert not getattr(kept, "needs", ())
        assert any(note.weight.value == "refused" for note in report.notes)
