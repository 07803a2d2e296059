"""The official files as published, with the counts that their publishers state."""

import pytest
from tests.conformance.skills.real import DATA, esco_110, esco_111, needs_data

from microcred.ports.framework_files import DiskFile, open_framework
from microcred.skills import soft
from microcred.skills.readers import case, crosswalks, onet, projections, rsd
from microcred.skills.readers.report import Reason, Weight
from microcred.skills.releases import compare, current, merge

pytestmark = needs_data
RETIRED = "http://data.europa.eu/esco/occupation/a9e54177-a185-404d-b6e6-15663d31137e"


def test_the_whole_of_esco_1_1_1():
    framework, report = esco_111()
    assert (len(framework.skills), len(framework.occupations)) == (13_896, 3_007)
    assert report.rows["occupationSkillRelations.csv"] == 123_855
    assert report.totals()[Reason.RAGGED, Weight.READ] == 189
    assert sum(skill.reuse == "" for skill in framework.skills.values()) == 5
    assert sum(skill.kind == "" for skill in framework.skills.values()) == 6


def test_the_only_relations_to_nowhere_are_those_of_an_occupation_retired_since_1_1_0():
    framework, report = esco_111()
    lost = [note for note in report.notes if note.reason is Reason.NOWHERE]
    assert len(lost) == 67 and {note.detail for note in lost} == {RETIRED}
    assert len(framework.needs) == 123_855 - 67


def test_from_1_1_0_to_1_1_1_the_retired_occupation_is_followed():
    old, new = esco_110()[0], esco_111()[0]
    change = compare(old, new)
    assert len(old.skills) == 13_891 and len(change.added) == 5 and change.retired == (RETIRED,)
    merged = merge(old, new, change)
    assert merged.occupations[RETIRED].retired
    (successor,) = current(merged, RETIRED)
    assert not merged.occupations[successor].retired


@pytest.mark.parametrize(
    "label",
    [
        "remove film negatives from processing machine",
        "carry out chimney pressure testing",
        "move objects",
        "apply basic programming skills",
    ],
)
def test_what_is_not_soft(label):
    framework = esco_111()[0]
    (skill,) = [skill for skill in framework.skills.values() if skill.label() == label]
    assert not soft.is_soft(framework, skill.address)


def test_what_is_soft_and_what_uses_it():
    framework = esco_111()[0]
    labels = {s.label(): s.address for s in framework.skills.values()}
    assert sum(soft.is_soft(framework, address) for address in framework.skills) == 57
    assert soft.is_soft(framework, labels["work in teams"])
    assert soft.soft_skills_used(framework, labels["manage musical staff"]) == (labels["lead others"],)
    assert all(
        target in framework.skills or target in {e.address for e in soft.soft_elements().values()}
        for skill in framework.skills
        for target in soft.soft_skills_used(framework, skill)
    )


def test_every_soft_skill_of_the_table_is_soft_in_esco():
    framework = esco_111()[0]
    assert all(soft.is_soft(framework, e.same) for e in soft.soft_elements().values() if e.same)


def test_onet_29_3():
    release, report = onet.read_onet(open_framework(DATA / "onet"), "29.3")
    assert not report.notes
    assert (len(release.framework.occupations), len(release.ratings)) == (1_016, 879)
    rating = release.ratings["11-1011.00"]["2.A.1.b"]
    assert (rating.importance, rating.level) == (4.0, 4.75)
    assert {1, 2, 3, 4, 5} == set(release.zones.values())


def test_the_crosswalk_to_onet():
    walk, report = crosswalks.read_esco_onet(
        DiskFile(DATA / "crosswalks" / "esco_onet_crosswalk_Nov2020.csv")
    )
    assert len(walk.steps) == 1_680 and not report.notes
    occupations = onet.read_onet(open_framework(DATA / "onet"), "29.3")[0]
    codes = {occupation.code for occupation in occupations.framework.occupations.values()}
    assert (
        sum(target in codes for steps in walk.steps.values() for target in [s.target for s in steps]) == 1_355
    )
    reached = [a for a in esco_111()[0].occupations if any(t in occupations.ratings for t in walk.targets(a))]
    assert len(reached) == 1_314


def test_the_crosswalks_to_soc_codes():
    folder = DATA / "crosswalks"
    isco, report = crosswalks.read_isco_soc(DiskFile(folder / "isco08_soc10.csv"))
    assert (len(isco.steps), sum(map(len, isco.steps.values()))) == (130, 1_021) and not report.notes
    assert isco.targets("512")[:2] == ("35-1012", "35-2012")
    onet_soc, report = crosswalks.read_onet_soc(DiskFile(folder / "ONET_to_US2010SOC.xlsx"))
    assert len(onet_soc.steps) == 1_110 and not report.notes
    assert onet_soc.targets("13-2011.01") == ("13-2011",)


@pytest.mark.parametrize(
    ("name", "year", "count"),
    [("employment_projections_2020-30.csv", 2020, 790), ("employment_projections_2024-34.xlsx", 2024, 1_113)],
)
def test_projections_of_both_layouts(name, year, count):
    outlooks, report = projections.read_projections(DiskFile(DATA / "bls" / name))
    assert len(outlooks) == count and not report.refused
    assert (outlooks["13-2011"].first_year, outlooks["13-2011"].last_year) == (year, year + 10)
    assert all(outlook.employed is not None and outlook.change is not None for outlook in outlooks.values())


@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("MarkdownFramework", 2),
        ("Ordering", 28),
        ("SequenceNumberFramework", 2),
        ("SmartLevelFramework", 14),
        ("opensalt-framework-20c5134f-423d-4097-a971-3dd5152bf507", 16),
    ],
)
def test_case_packages(name, count):
    framework, report = case.read_case(DiskFile(DATA / "frameworks" / "case" / f"{name}.json"))
    assert len(framework.skills) == count and not report.refused


@pytest.mark.parametrize(
    ("name", "count"), [("import_Skills-Import.csv", 2), ("test_api-test_api_v3_skills_get.json", 50)]
)
def test_rich_skill_descriptors(name, count):
    framework, report = rsd.read_rsd(DiskFile(DATA / "frameworks" / "osmt" / name), "OSMT", "OSMT")
    assert len(framework.skills) == count and not report.notes
