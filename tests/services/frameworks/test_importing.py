"""Importing frameworks: what is stored, what a new release changes, and what is refused whole."""

from __future__ import annotations

import json
import tracemalloc
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.unit.skills.files import (
    BROADER,
    LINKS,
    NEEDS,
    OCC,
    OCCUPATIONS,
    SKILLS_10,
    SKILLS_11,
    S,
    csv_file,
    esco,
    occupation_row,
    skill_row,
    up,
)

from microcred.platform.frameworks import memory, services
from microcred.platform.frameworks.errors import (
    ImportOvertaken,
    NameMissing,
    NothingRecognised,
    ReleaseUnknown,
)
from microcred.platform.frameworks.loading import load_framework
from microcred.platform.frameworks.models import (
    Crosswalk,
    Framework,
    Need,
    Projection,
    Release,
    Skill,
    SkillRelation,
)
from microcred.platform.frameworks.reading import Naming
from microcred.platform.frameworks.services import Imported, importing
from microcred.ports.framework_files import FrameworkFile, open_framework
from microcred.skills.own import own_framework
from microcred.skills.readers.esco import read_esco
from microcred.skills.readers.sources import MemoryFile, SourceFile

pytestmark = pytest.mark.django_db


def imported(
    files: Sequence[SourceFile], now: datetime, *, dry_run: bool = False, **naming: Any
) -> list[Imported]:
    naming.setdefault("release", "1.1.1")
    found = services.import_files(files, Naming(**naming), dry_run=dry_run, actor=None, now=now)
    return [each for each in found if isinstance(each, Imported)]


def stored(name: str = "ESCO") -> Any:
    return load_framework(Framework.objects.get(name=name)).framework


def named(files: Sequence[MemoryFile], start: str) -> MemoryFile:
    return next(file for file in files if file.name.startswith(start))


def without(files: Sequence[MemoryFile], start: str) -> list[MemoryFile]:
    return [file for file in files if not file.name.startswith(start)]


@pytest.mark.parametrize("suffix", ["", "_en"])
def test_what_is_stored_is_what_was_read(now: datetime, suffix: str) -> None:
    (part,) = imported(esco(suffix), now)
    assert part.stored and part.counts == {"skills": 8, "occupations": 2, "needs": 3, "languages": 1}
    read = read_esco(esco(suffix), "1.1.1")[0]
    assert stored() == replace(read, needs=list(read.needs), relations=list(read.relations))
    assert Framework.objects.get().credit.startswith("This service uses the ESCO classification")
    assert set(Skill.objects.filter(soft=True).values_list("address", flat=True)) == {
        S + "negotiate",
        S + "report",
    }


def test_the_same_release_again_changes_no_row(now: datetime) -> None:
    imported(esco(), now)
    before = {model: list(model.objects.order_by("pk").values()) for model in (Skill, Need, SkillRelation)}
    (again,) = imported(esco(), now)
    assert again.change is not None and not (again.change.added or again.change.retired)
    for model, rows in before.items():
        assert list(model.objects.order_by("pk").values()) == rows
    assert Release.objects.count() == 2


def test_a_new_release_is_a_migration_of_the_same_framework(now: datetime) -> None:
    imported(esco(), now)
    ids = dict(Skill.objects.values_list("address", "id"))
    later = [
        csv_file(
            "skills_en.csv",
            SKILLS_11,
            skill_row("negotiate", "negotiate compromises", "find common ground"),
            skill_row("contracts", "negotiate and manage contracts", "negotiate contracts"),
            skill_row("python3", "Python"),
            skill_row("report", "report facts"),
        ),
        *without(esco(), "skills_"),
    ]
    (part,) = imported(later, now, release="1.2.0")
    assert part.change is not None
    assert part.change.added == (S + "python3",)
    assert part.change.replaced == {S + "python": (S + "python3",)}
    assert set(part.change.retired) == {S + key for key in ("python", "chimney", "film", "move", "program")}
    rows = {row.address: row for row in Skill.objects.all()}
    assert {address: rows[address].pk for address in ids} == ids
    assert rows[S + "python"].retired and rows[S + "python"].replaced_by == [S + "python3"]
    assert rows[S + "chimney"].labels == {"en": "carry out chimney pressure testing"}
    assert rows[S + "contracts"].labels == {"en": "negotiate and manage contracts"}
    assert Framework.objects.get().release == "1.2.0"
    assert stored().needs_of.keys() == {OCC + "buyer"}


def test_a_dry_run_says_what_would_change_and_changes_nothing(now: datetime) -> None:
    imported(esco(), now)
    rows = list(Skill.objects.values())
    fewer = [csv_file("skills_en.csv", SKILLS_11, skill_row("move", "move things")), *esco()[1:]]
    (part,) = imported(fewer, now, dry_run=True, release="1.2.0")
    assert part.change is not None and len(part.change.retired) == 7 and not part.stored
    assert list(Skill.objects.values()) == rows
    assert Framework.objects.get().release == "1.1.1" and Release.objects.count() == 1


def test_another_language_is_added_and_takes_nothing_away(now: datetime) -> None:
    imported(esco(), now)
    french = [
        csv_file("skills_fr.csv", SKILLS_11, *(
            skill_row(key, f"{key} en français") for key in
            ("negotiate", "contracts", "report", "chimney", "film", "move", "program", "python")
        )),
        csv_file("occupations_fr.csv", OCCUPATIONS, occupation_row("buyer", "acheteur"),
                 occupation_row("sweep", "ramoneur")),
    ]  # fmt: skip
    (part,) = imported(french, now)
    assert part.change is not None and not part.change.retired
    framework = stored()
    assert framework.languages == ("en", "fr")
    assert framework.skill(S + "python").labels == {"en": "Python", "fr": "python en français"}
    assert framework.skill(S + "negotiate").groups and len(framework.needs) == 3
    assert framework.occupation(OCC + "sweep").label("fr") == "ramoneur"
    assert Skill.objects.get(address=S + "report").soft


def test_the_first_columns_of_esco_1_0_are_enough(now: datetime) -> None:
    row = ["KnowledgeSkillCompetence", S + "a", "knowledge", "", "haskell", "", "A language."]
    files = [csv_file("skills_en.csv", SKILLS_10, row), csv_file("occupations_en.csv", OCCUPATIONS)]
    (part,) = imported(files, now, given=("ESCO_v1.0.9_en.zip",), release="")
    assert (part.release, part.counts["skills"]) == ("1.0.9", 1)


REFUSED = {
    "a missing column": MemoryFile("skills_en.csv", b"conceptUri,label\n1,2\n"),
    "a wrong separator": MemoryFile("skills_en.csv", b"conceptUri#preferredLabel\n1#2\n"),
    "nothing at all": MemoryFile("skills_en.csv", b""),
}


@pytest.mark.parametrize("file", REFUSED.values(), ids=REFUSED)
def test_a_refused_file_leaves_the_release_that_was_there(now: datetime, file: MemoryFile) -> None:
    imported(esco(), now)
    before = stored()
    (part,) = imported([file, *esco()[1:]], now, release="1.2.0")
    assert part.refused and not part.stored
    assert importing.report_value(part.report)["totals"][0]["weight"] == "refused"
    assert stored() == before and Framework.objects.get().release == "1.1.1"


def huge(folder: Path, packed: bool, name: str) -> list[FrameworkFile]:
    """A file of 300 MB as it lies on a disk, by itself or in an archive."""
    path, size = folder / name, 300 * 1024 * 1024
    if not packed:
        with path.open("wb") as stream:
            stream.truncate(size)
        return open_framework(path)
    archive = folder / "release.zip"
    made = zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED, compresslevel=1)
    with made, made.open(name, "w", force_zip64=True) as part:
        for _ in range(300):
            part.write(bytes(1 << 20))
    return open_framework(archive)


@pytest.mark.parametrize("packed", [False, True], ids=["on disk", "in an archive"])
@pytest.mark.parametrize("name", ["skills_en.csv", "ours.csv", "package.json", "Skills.xlsx"])
def test_a_file_of_300_mb_is_a_row_of_the_report_and_never_in_memory(
    now: datetime, tmp_path: Path, packed: bool, name: str
) -> None:
    files = huge(tmp_path, packed, name)
    tracemalloc.start()
    (part,) = imported([*files, *(esco()[1:] if name == "skills_en.csv" else [])], now)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert part.refused
    assert [(note.file, note.reason.code) for note in part.report.notes] == [(name, "too-large")]
    assert not Framework.objects.exists()
    assert peak < 30_000_000


def test_every_fault_of_a_file_is_a_row_and_the_rest_is_stored(now: datetime) -> None:
    files = [
        csv_file("skills_en.csv", SKILLS_11, skill_row("a", "weld"), skill_row("b", "weld"), ["", S + "c"]),
        csv_file("broaderRelationsSkillPillar.csv", BROADER, up("a", "b"), up("b", "a"), up("a", "nowhere")),
        csv_file("occupations_en.csv", OCCUPATIONS, occupation_row("buyer", "buyer")),
        csv_file("occupationSkillRelations.csv", NEEDS, [OCC + "nobody", "essential", "", S + "a"]),
        csv_file("skillSkillRelations.csv", LINKS, [S + "a", "", "optional", "", S + "nowhere"]),
    ]
    (part,) = imported(files, now)
    assert part.stored and Skill.objects.count() == 2
    reasons = {note.reason.code for note in part.report.notes}
    assert reasons == {
        "duplicate-label", "ragged-row", "missing-value", "circular-broader", "relation-to-nowhere"
    }  # fmt: skip
    kept = Release.objects.get().report
    assert {note["reason"] for note in kept["notes"]} >= {"CIRCLE", "NOWHERE"}


@pytest.mark.django_db(transaction=True)
def test_an_import_that_is_killed_half_way_leaves_the_older_release(
    now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    imported(esco(), now)
    before = stored()
    insert = importing.store_framework

    def killed(*arguments: Any) -> None:
        insert(*arguments)
        raise KeyboardInterrupt

    monkeypatch.setattr(importing, "store_framework", killed)
    fewer = [csv_file("skills_en.csv", SKILLS_11, skill_row("move", "move things")), *esco()[1:]]
    with pytest.raises(KeyboardInterrupt):
        imported(fewer, now, release="1.2.0")
    assert stored() == before and Framework.objects.get().release == "1.1.1"


def test_of_two_imports_at_once_the_slower_one_stores_nothing(
    now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    imported(esco(), now)

    original = importing.compare

    def comparing(*arguments: Any) -> Any:
        monkeypatch.setattr(importing, "compare", original)
        imported(esco(), now, release="1.1.2")
        return original(*arguments)

    monkeypatch.setattr(importing, "compare", comparing)
    with pytest.raises(ImportOvertaken):
        imported(esco(), now, release="1.2.0")
    assert Framework.objects.get().release == "1.1.2"


def test_a_table_of_ones_own_and_words_that_no_database_takes(now: datetime) -> None:
    table = "label;description;address\nweld;Joins\x00 metal;https://a.example/1\nsolder;;" + "x" * 600
    (part,) = imported([MemoryFile("ours.csv", table.encode())], now, name="Ours", credit="Skills of ours.")
    row = Skill.objects.get()
    assert row.labels == {"en": "weld"} and row.descriptions == {"en": "Joins metal"}
    assert [note.reason.code for note in part.report.notes] == ["bad-value"]
    assert memory.loaded().credits == ("Skills of ours.",)


def test_half_characters_in_a_package_are_left_out(now: datetime) -> None:
    package = {
        "CFDocument": {"uri": "https://a.example/doc", "title": "Doc", "creator": "A"},
        "CFItems": [{"uri": "https://a.example/1", "identifier": "1", "fullStatement": "we\ud800ld"}],
    }
    (part,) = imported([MemoryFile("doc.json", json.dumps(package).encode())], now)
    assert part.stored and Skill.objects.get().labels == {"en": "weld"}


@pytest.mark.parametrize(
    ("files", "naming", "error"),
    [
        ([MemoryFile("a.png", b"\x89PNG")], {}, NothingRecognised),
        ([MemoryFile("a.json", b'{"x": 1}')], {}, NothingRecognised),
        ([MemoryFile("a.csv", b"label\nweld\n")], {}, NameMissing),
        (esco(), {"release": ""}, ReleaseUnknown),
    ],
)
def test_what_cannot_be_imported_is_said(
    now: datetime, files: list[MemoryFile], naming: dict[str, str], error: type[Exception]
) -> None:
    with pytest.raises(error):
        imported(files, now, **naming)


def test_crosswalks_and_projections_take_the_place_of_their_older_selves(now: datetime) -> None:
    walk = csv_file("walk.csv", "concept_uri,onet_code,confidence", [OCC + "buyer", "13-1023.00", "1"])
    seen = csv_file(
        "projections.csv",
        "Occupation Title,Occupation Code,Employment 2020,Employment 2030,Employment Percent Change 2020-2030,"
        "Occupational Openings 2020-2030 Annual Average",
        ["Buyers", '="13-1023"', "1,392.2", "1,400", "0.6", "12.1"],
    )
    for _ in range(2):
        parts = imported([walk, seen], now)
        assert [part.counts for part in parts] == [{"rows": 1}, {"rows": 1}]
    assert Crosswalk.objects.count() == Projection.objects.count() == 1
    assert memory.crosswalks()["ESCO to O*NET"].targets(OCC + "buyer") == ("13-1023.00",)
    assert memory.outlooks()["13-1023"].employed == 1392.2


OLD_COLUMNS = "O*NET-SOC Code,Element ID,Element Name,Scale ID,Data Value,Recommend Suppress,Not Relevant"
NEW_COLUMNS = "onetsoc_code,element_id,scale_id,data_value,recommend_suppress,not_relevant"
RATED = {
    "to 30.2": [
        csv_file(
            "Skills.txt", OLD_COLUMNS, ["13-1023.00", "2.B.1.d", "Negotiation", "IM", "4.12", "N", "n/a"],
            ["13-1023.00", "2.B.1.d", "Negotiation", "LV", "4.5", "N", "N"], separator="\t",
        )
    ],
    "from 30.3": [
        csv_file(
            "Transferable Skills.txt", NEW_COLUMNS, ["13-1023.00", "2.B.1.d", "IM", "4.12", "N", "NULL"],
            ["13-1023.00", "2.B.1.d", "LV", "4.5", "N", ""], separator="\t",
        ),
        csv_file(
            "Basic Skills.txt", NEW_COLUMNS, ["13-1023.00", "2.A.1.b", "IM", "2", "N", "Y"],
            ["13-1023.00", "2.A.1.b", "LV", "1", "N", "Y"], separator="\t",
        ),
    ],
}  # fmt: skip


@pytest.mark.parametrize("rated", RATED.values(), ids=RATED)
def test_onet_keeps_its_own_grades(now: datetime, rated: list[MemoryFile]) -> None:
    files = [
        *rated,
        csv_file("Occupation Data.txt", "O*NET-SOC Code,Title,Description", ["13-1023.00", "Buyers", ""], separator="\t"),
        csv_file("Job Zones.txt", "O*NET-SOC Code,Job Zone", ["13-1023.00", "4"], separator="\t"),
    ]  # fmt: skip
    imported(files, now, release="30.1")
    onet = memory.loaded().onet
    assert onet is not None and onet.zones == {"13-1023.00": 4}
    rating = onet.ratings["13-1023.00"]["2.B.1.d"]
    assert (rating.importance, rating.level) == (4.12, 4.5)
    assert Need.objects.get().level == 6
    imported(files, now, release="30.1")
    assert Need.objects.get().importance == 4.12


def test_the_project_s_own_framework_is_loaded_once(now: datetime) -> None:
    assert services.load_own_framework(now=now) is not None
    assert services.load_own_framework(now=now) is None
    own = own_framework()
    loaded = memory.loaded()
    assert loaded.everything.skills == own.skills
    assert {need.level for need in loaded.everything.needs} == {need.level for need in own.needs}


def test_the_publisher_s_words_count_before_the_project_s_own(now: datetime) -> None:
    services.load_own_framework(now=now)
    address = next(iter(own_framework().skills))
    row = ["KnowledgeSkillCompetence", address, "knowledge", "", "the publisher's words", "", ""]
    files = [csv_file("skills_en.csv", SKILLS_10, row), csv_file("occupations_en.csv", OCCUPATIONS)]
    imported(files, now)
    loaded = memory.loaded()
    assert loaded.everything.skill(address).label() == "the publisher's words"
    assert loaded.everything.skill(address).label("fr") == own_framework().skill(address).label("fr")
    assert loaded.owner[address] == "ESCO"
    assert loaded.skill_ids[address] == Skill.objects.get(framework__name="ESCO").pk


def test_what_is_in_memory_is_read_again_only_after_an_import(now: datetime) -> None:
    imported(esco(), now)
    first = memory.loaded()
    with CaptureQueriesContext(connection) as queries:
        assert memory.loaded() is first
    assert len(queries) == 1
    imported(esco(), now)
    assert memory.loaded() is not first
