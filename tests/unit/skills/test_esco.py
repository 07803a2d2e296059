"""ESCO's CSV files are read by header, in every release, and every fault becomes a row of the report."""

import pytest
from tests.unit.skills.files import (
    BROADER,
    LINKS,
    NEEDS,
    OCC,
    SKILLS_10,
    SKILLS_11,
    S,
    csv_file,
    esco,
    skill_row,
    up,
)

from microcred.skills.errors import FrameworkRefused
from microcred.skills.readers import sources
from microcred.skills.readers.esco import CREDIT, read_esco
from microcred.skills.readers.report import ReadReport, Reason, Weight
from microcred.skills.readers.sources import MemoryFile


def reasons(report: ReadReport) -> set[tuple[str, str]]:
    return {(reason.code, weight.value) for reason, weight in report.totals()}


@pytest.mark.parametrize("suffix", ["", "_en"])
def test_relations_files_are_found_with_and_without_a_language_in_their_names(suffix):
    framework, report = read_esco(esco(suffix), "1.2")
    assert not report.refused
    assert (len(framework.skills), len(framework.occupations)) == (8, 2)
    assert (len(framework.needs), len(framework.relations)) == (3, 1)
    assert framework.skill(S + "negotiate").alternatives["en"] == ("find common ground", "settle")
    assert framework.credit == CREDIT


def test_columns_may_stand_in_any_order():
    columns = SKILLS_11.split(",")
    order = list(reversed(range(len(columns))))
    row = skill_row("a", "write", "compose | put in writing")
    turned = csv_file("skills_en.csv", ",".join(columns[i] for i in order), [row[i] for i in order])
    framework, report = read_esco([turned], "1.1.1")
    assert framework.skill(S + "a").label() == "write"
    assert framework.skill(S + "a").alternatives["en"] == ("compose", "put in writing")
    assert not report.refused


def test_release_1_0_with_seven_columns_and_a_language_without_descriptions():
    english = csv_file("skills_en.csv", SKILLS_10, ["K", S + "a", "knowledge", "", "law", "", "About law."])
    french = csv_file(
        "skills_fr.csv", SKILLS_10.rsplit(",", 1)[0], ["K", S + "a", "knowledge", "", "droit", ""]
    )
    framework, report = read_esco([french, english], "1.0")
    skill = framework.skill(S + "a")
    assert (skill.label("fr"), skill.label("en"), skill.label("de")) == ("droit", "law", "law")
    assert skill.kind == "knowledge" and skill.descriptions == {"en": "About law."}
    assert framework.languages == ("en", "fr") and not report.notes


def test_a_group_that_only_the_hierarchy_names_is_taken_from_it_and_short_rows_are_read():
    header = (
        "Level 0 URI,Level 0 preferred term,Level 1 URI,Level 1 preferred term,Level 2 URI,Level 2 preferred term,"
        "Level 3 URI,Level 3 preferred term,Description,Scope note,Level 0 code,Level 1 code,Level 2 code,Level 3 code"
    )
    short = [S + "L", "languages", S + "L1", "living languages", "", "", "", "", "", "", "L", "L1"]
    skills = csv_file("skills_en.csv", SKILLS_11, skill_row("a", "write"))
    framework, report = read_esco([skills, csv_file("skillsHierarchy_en.csv", header, short)], "1.1.1")
    assert framework.groups[S + "L1"].code == "L1" and framework.groups[S + "L1"].broader == (S + "L",)
    assert reasons(report) == {("ragged-row", "read")}


BAD = {
    "a row with more fields than the header is skipped": (
        csv_file("skills_en.csv", SKILLS_11, skill_row("a", "write"), [*skill_row("b", "read"), "more"]),
        Reason.RAGGED,
        Weight.SKIPPED,
    ),
    "a row with the wrong separator is skipped": (
        MemoryFile("skills_en.csv", (SKILLS_10 + f"\r\nK,{S}a,,,write,,\r\nK;{S}b;;;read;;\r\n").encode()),
        Reason.SEPARATOR,
        Weight.SKIPPED,
    ),
    "mixed line ends are read": (
        MemoryFile("skills_en.csv", (SKILLS_10 + f"\r\nK,{S}a,,,write,,\nK,{S}b,,,read,,\r\n").encode()),
        Reason.LINE_ENDS,
        Weight.READ,
    ),
    "a missing column refuses the file": (
        csv_file("skills_en.csv", "conceptType,conceptUri", ["K", S + "a"]),
        Reason.MISSING_COLUMN,
        Weight.REFUSED,
    ),
    "an empty label is skipped": (
        csv_file("skills_en.csv", SKILLS_11, skill_row("a", "write"), skill_row("b", "")),
        Reason.MISSING_VALUE,
        Weight.SKIPPED,
    ),
    "an address that stands twice is skipped": (
        csv_file("skills_en.csv", SKILLS_11, skill_row("a", "write"), skill_row("a", "read")),
        Reason.DUPLICATE,
        Weight.SKIPPED,
    ),
    "two skills of one label are both read": (
        csv_file("skills_en.csv", SKILLS_11, skill_row("a", "write"), skill_row("b", "Write")),
        Reason.DUPLICATE_LABEL,
        Weight.READ,
    ),
    "Windows-1252 is read": (
        MemoryFile("skills_en.csv", (SKILLS_10 + f"\r\nK,{S}a,,,café,,\r\n").encode("cp1252")),
        Reason.ENCODING,
        Weight.READ,
    ),
}


@pytest.mark.parametrize(("file", "reason", "weight"), BAD.values(), ids=BAD.keys())
def test_every_fault_is_a_row_of_the_report(file, reason, weight):
    framework, report = read_esco([file], "1.1.1")
    assert (reason, weight) in report.totals()
    assert report.refused == (weight is Weight.REFUSED)
    assert not (report.refused and framework.skills)


def test_semicolons_throughout_are_understood():
    framework, report = read_esco(
        [csv_file("skills_en.csv", SKILLS_11, skill_row("a", "write"), separator=";")], "1.1.1"
    )
    assert framework.skill(S + "a").label() == "write" and not report.notes


@pytest.mark.parametrize(
    ("name", "header", "row"),
    [
        ("occupationSkillRelations.csv", NEEDS, [OCC + "nobody", "essential", "", S + "contracts"]),
        ("occupationSkillRelations.csv", NEEDS, [OCC + "buyer", "essential", "", S + "nothing"]),
        ("skillSkillRelations.csv", LINKS, [S + "python", "", "optional", "", S + "nothing"]),
        ("broaderRelationsSkillPillar.csv", BROADER, up("python", "nothing")),
    ],
)
def test_a_relation_to_nowhere_is_skipped_and_told(name, header, row):
    others = [file for file in esco() if file.name != name]
    framework, report = read_esco([*others, csv_file(name, header, row)], "1.1.1")
    assert (Reason.NOWHERE, Weight.SKIPPED) in report.totals()
    assert framework.skills and not report.refused


def test_a_circle_of_broader_relations_is_cut_once_and_the_rest_kept():
    rows = [up("a", "b"), up("b", "c"), up("c", "a")]
    skills = csv_file("skills_en.csv", SKILLS_11, *(skill_row(k, k) for k in "abc"))
    framework, report = read_esco([skills, csv_file("broaderRelationsSkillPillar.csv", BROADER, *rows)], "1")
    assert report.totals()[Reason.CIRCLE, Weight.SKIPPED] == 1
    assert sum(len(skill.broader) for skill in framework.skills.values()) == 2


def test_a_file_of_300_megabytes_is_refused_before_it_is_read():
    class Huge:
        name, size = "skills_en.csv", 300 * 1024 * 1024

        def read(self) -> bytes:
            raise AssertionError("must not be read")

    framework, report = read_esco([Huge()], "1.1.1")
    assert report.refused and not framework.skills
    with pytest.raises(FrameworkRefused, match="300 MB"):
        report.check()
    assert Huge.size > sources.LARGEST_FILE


def test_relations_alone_are_refused():
    _, report = read_esco([f for f in esco() if "Relations" in f.name], "1.1.1")
    assert report.refused


def test_reports_stay_small_and_count_everything():
    report = ReadReport(kept=10)
    for number in range(1000):
        report.skipped("a.csv", number, Reason.RAGGED)
    assert len(report.notes) == 10 and report.totals()[Reason.RAGGED, Weight.SKIPPED] == 1000
