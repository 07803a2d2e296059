"""The other official files: O*NET, CASE, Rich Skill Descriptors, crosswalks, projections, a plain table."""

import io
import json
import zipfile

import pytest
from tests.unit.skills.files import csv_file

from microcred.skills.readers import case, crosswalks, onet, plain, projections, rsd
from microcred.skills.readers.report import Reason, Weight
from microcred.skills.readers.sources import MemoryFile
from microcred.skills.readers.workbooks import LARGEST_UNPACKED

TEXT_SKILLS = (
    "O*NET-SOC Code,Element ID,Element Name,Scale ID,Data Value,N,Standard Error,Lower CI Bound,Upper CI Bound,"
    "Recommend Suppress,Not Relevant,Date,Domain Source"
)
NEW_SKILLS = (
    "onetsoc_code,element_id,scale_id,data_value,n,standard_error,lower_ci_bound,upper_ci_bound,"
    "recommend_suppress,not_relevant,date_updated,domain_source"
)
CODE = "11-1011.00"


def old_row(element: str, name: str, scale: str, value: str, relevant: str = "N") -> list[str]:
    return [CODE, element, name, scale, value, "8", "0.1", "3", "4", "N", relevant, "08/2023", "Analyst"]


def new_row(element: str, scale: str, value: str, relevant: str = "NULL") -> list[str]:
    return [CODE, element, scale, value, "8", "0.1", "3", "4", "N", relevant, "2026-02-01", "Analyst"]


OLD = [
    csv_file(
        "Skills.txt",
        TEXT_SKILLS,
        old_row("2.B.1.d", "Negotiation", "IM", "4.12", "n/a"),
        old_row("2.B.1.d", "Negotiation", "LV", "4.62"),
        old_row("2.A.1.b", "Active Listening", "IM", "2.5"),
        old_row("2.A.1.b", "Active Listening", "LV", "0", "Y"),
        separator="\t",
    )
]
NEW = [
    csv_file(
        "Transferable Skills.txt",
        NEW_SKILLS,
        new_row("2.B.1.d", "IM", "4.12"),
        new_row("2.B.1.d", "LV", "4.62", ""),
        separator="\t",
    ),
    csv_file(
        "Basic Skills.txt",
        NEW_SKILLS,
        new_row("2.A.1.b", "IM", "2.5"),
        new_row("2.A.1.b", "LV", "0", "Y"),
        separator="\t",
    ),
]


@pytest.mark.parametrize("files", [OLD, NEW], ids=["to 30.2", "from 30.3"])
def test_onet_releases_of_both_shapes_say_the_same(files):
    release, report = onet.read_onet(files, "30")
    negotiation = release.ratings[CODE]["2.B.1.d"]
    assert (negotiation.importance, negotiation.level, negotiation.relevant) == (4.12, 4.62, True)
    assert not release.ratings[CODE]["2.A.1.b"].relevant
    assert [(n.skill, n.essential, n.level) for n in release.framework.needs] == [
        (onet.ELEMENT + "2.B.1.d", True, 6)
    ]
    assert release.framework.skill(onet.ELEMENT + "2.B.1.d").label() == "Negotiation"
    assert "CC BY 4.0" in release.framework.credit and "modified" in release.framework.credit
    assert not report.notes


def test_onet_values_that_are_no_numbers_are_told():
    _, report = onet.read_onet(
        [csv_file("Skills.txt", TEXT_SKILLS, old_row("2.B.1.d", "N", "IM", "n/a"), separator="\t")], "30"
    )
    assert (Reason.BAD_VALUE, Weight.SKIPPED) in report.totals()


@pytest.mark.parametrize("value", ["-4.62", "46.2", "nan", "inf"])
def test_a_value_off_the_scale_of_onet_is_told_and_left_out(value):
    file = csv_file(
        "Skills.txt",
        TEXT_SKILLS,
        old_row("2.B.1.d", "Negotiation", "IM", "4.12"),
        old_row("2.B.1.d", "Negotiation", "LV", value),
        separator="\t",
    )
    release, report = onet.read_onet([file], "30")
    assert report.totals() == {(Reason.BAD_VALUE, Weight.SKIPPED): 1}
    assert not release.framework.needs


def test_without_a_file_of_skills_onet_is_refused():
    assert onet.read_onet([], "30")[1].refused


CASE = {
    "CFDocument": {
        "identifier": "d",
        "uri": "https://x.example/d",
        "creator": "Us",
        "title": "Ours",
        "lastChangeDateTime": "2026-01-01T00:00:00Z",
        "language": "nl",
    },
    "CFItems": [
        {
            "identifier": "1",
            "uri": "https://x.example/1",
            "fullStatement": "Talen",
            "educationalLevel": ["12"],
        },
        {
            "identifier": "2",
            "uri": "https://x.example/2",
            "fullStatement": "Spaans",
            "language": "es",
            "conceptKeywords": ["español"],
        },
        {"identifier": "3", "uri": "https://x.example/3", "fullStatement": "Oud"},
        {"uri": "https://x.example/4", "fullStatement": "Zonder"},
    ],
    "CFAssociations": [
        {
            "associationType": "isChildOf",
            "originNodeURI": {"uri": "https://x.example/2"},
            "destinationNodeURI": {"uri": "https://x.example/1"},
        },
        {
            "associationType": "isChildOf",
            "originNodeURI": "https://x.example/1",
            "destinationNodeURI": "https://x.example/d",
        },
        {
            "associationType": "replacedBy",
            "originNodeURI": "https://x.example/3",
            "destinationNodeURI": "https://x.example/2",
        },
        {
            "associationType": "hasSkillLevel",
            "originNodeURI": "https://x.example/2",
            "destinationNodeURI": "http://data.europa.eu/snb/eqf/5",
        },
        {
            "associationType": "isTranslationOf",
            "originNodeURI": "https://x.example/2",
            "destinationNodeURI": "https://x.example/1",
        },
    ],
}


def test_case_packages_give_skills_with_what_is_above_them_and_their_levels():
    framework, report = case.read_case(MemoryFile("p.json", json.dumps(CASE).encode()))
    assert sorted(framework.skills) == ["https://x.example/1", "https://x.example/2", "https://x.example/3"]
    spanish = framework.skill("https://x.example/2")
    assert (
        spanish.broader == ("https://x.example/1",)
        and spanish.labels == {"es": "Spaans"}
        and spanish.level == 5
    )
    assert framework.skill("https://x.example/1").level == 4
    assert framework.skill("https://x.example/3").replaced_by == ("https://x.example/2",)
    assert {reason for reason, _ in report.totals()} == {Reason.NO_IDENTIFIER, Reason.UNKNOWN_TYPE}


def test_a_package_of_case_1_1_is_read_like_one_of_1_0():
    newer = {
        **CASE,
        "CFDocument": {
            **CASE["CFDocument"],
            "caseVersion": "1.1",
            "frameworkType": "Skills",
            "extensions": {},
        },
        "CFItems": [{**item, "extensions": {"x": 1}, "subject": ["Talen"]} for item in CASE["CFItems"]],
        "CFRubrics": [],
    }
    read = [case.read_case(MemoryFile("p.json", json.dumps(one).encode())) for one in (CASE, newer)]
    assert read[0][0] == read[1][0] and read[1][0].skills
    assert read[0][1].totals() == read[1][1].totals()


@pytest.mark.parametrize("data", [b"{", b"[]", b'{"CFItems": []}', b"\xff\xfe", b"[" * 100_000])
def test_what_is_no_case_package_is_refused(data):
    framework, report = case.read_case(MemoryFile("p.json", data))
    assert report.refused and not framework.skills


RSD_EXPORT = "Canonical URL,RSD Name,Authors,Skill Statement,Categories,Keywords,Alignment Name,Alignment URL,Alignment 2 URL"
RSD_OLD = (
    "Collection,Skill Name,Skill Category,Contextualized Skill Statement,Keywords,Alignment Title,Alignment"
)


@pytest.mark.parametrize(
    "file",
    [
        csv_file(
            "r.csv",
            RSD_EXPORT,
            [
                "https://x.example/1",
                "Write",
                "",
                "Write texts.",
                "",
                "text; prose",
                "t",
                "https://y.example/w",
                "https://z.example/w",
            ],
        ),
        csv_file(
            "r.csv", RSD_OLD, ["", "Write", "", "Write texts.", "text; prose", "t", "https://y.example/w"]
        ),
        MemoryFile(
            "r.json",
            json.dumps(
                [
                    {
                        "id": "https://x.example/1",
                        "skillName": "Write",
                        "skillStatement": "Write texts.",
                        "keywords": ["text", {"name": "prose"}],
                        "alignments": [{"id": "https://y.example/w"}],
                    }
                ]
            ).encode(),
        ),
    ],
    ids=["the export form", "the older import form", "JSON"],
)
def test_rich_skill_descriptors_in_each_form(file):
    framework, report = rsd.read_rsd(file, "Ours", "By us")
    (skill,) = framework.skills.values()
    assert (skill.label(), skill.alternatives["en"], skill.descriptions["en"]) == (
        "Write",
        ("text", "prose"),
        "Write texts.",
    )
    assert framework.relations[0].target == "https://y.example/w"
    assert not report.notes


def test_a_descriptor_without_an_address_gets_the_same_one_each_time():
    assert (
        rsd.made_address("rsd", "a", "b")
        == rsd.made_address("rsd", "a", "b")
        != rsd.made_address("rsd", "ab")
    )


def test_crosswalks_lead_to_codes_in_their_usual_form():
    file = csv_file(
        "c.csv", "isco08,soc10,isco_label,soc_label", ["2654", "272012", "", ""], ["2654", "", "", ""]
    )
    walk, report = crosswalks.read_isco_soc(file)
    assert walk.targets("2654") == ("27-2012",) and walk.targets("1") == ()
    assert report.totals() == {(Reason.BAD_VALUE, Weight.SKIPPED): 1}


def test_of_two_steps_the_surest_comes_first():
    header = "id,esco_occupation,isco_code,onet_code,onet_occupation,confidence,concept_uri"
    rows = (["1", "", "", "11-1021.00", "", "3.0", "o"], ["2", "", "", "11-1011.00", "", "1.0", "o"])
    assert crosswalks.read_esco_onet(csv_file("c.csv", header, *rows))[0].targets("o") == (
        "11-1011.00",
        "11-1021.00",
    )


def test_projections_of_the_web_tool_with_wrapped_codes_and_parted_numbers():
    header = (
        '"Occupation Title","Occupation Code","Employment 2020","Employment 2030","Employment Change, 2020-2030",'
        '"Employment Percent Change, 2020-2030","Occupational Openings, 2020-2030 Annual Average","Median Annual Wage 2020"\n'
    )
    row = '"Accountants    * CPA* Auditor","=""13-2011""","1,392.2","1,488.2","96.0","6.9","135.0","73,560"\n'
    outlooks, report = projections.read_projections(MemoryFile("b.csv", (header + row).encode()))
    outlook = outlooks["13-2011"]
    assert (outlook.title, outlook.employed, outlook.wage) == ("Accountants", 1392.2, 73560.0)
    assert (outlook.first_year, outlook.last_year, outlook.country) == (2020, 2030, "US")
    assert not report.notes


def test_a_plain_table_needs_only_labels():
    file = csv_file(
        "own.csv",
        "Skill;Level;Group;Alternatives;Broader".replace(";", ","),
        ["Weld", "3", "S7.1", "join; fuse", ""],
        ["Weld pipes", "12", "", "", "Weld"],
    )
    framework, report = plain.read_plain(file, "Ours", "By us")
    weld, pipes = framework.skills.values()
    assert weld.alternatives["en"] == ("join", "fuse") and weld.level == 3 and pipes.level is None
    assert pipes.broader == (weld.address,) and framework.group_codes(weld.address) == ("S7.1",)
    assert report.totals() == {(Reason.BAD_VALUE, Weight.READ): 1}


@pytest.mark.parametrize(
    "row",
    [{"alignments": 3}, {"alignments": [None, "x"]}, {"id": "", "skillStatement": "We\ud800ld."}],
    ids=["alignments that are no list", "alignments that are no objects", "half a character"],
)
def test_a_descriptor_with_odd_parts_is_read_without_them(row):
    whole = {"id": "https://x.example/1", "skillName": "Weld", "skillStatement": "Weld.", **row}
    framework, report = rsd.read_rsd(MemoryFile("r.json", json.dumps([whole]).encode()), "Ours", "By us")
    assert [skill.label() for skill in framework.skills.values()] == ["Weld"]
    assert not framework.relations and not report.refused


def test_projections_of_a_short_row_are_left_out_and_told():
    header = (
        "Occupation Title,Occupation Code,Employment Percent Change 2020-2030,"
        "Occupational Openings 2020-2030 Annual Average,Employment 2020,Employment 2030"
    )
    rows = (["Auditors", "13-2011", "6.9", "135", "1"], ["Bakers", "51-3011", "1", "2", "3", "4"])
    outlooks, report = projections.read_projections(csv_file("b.csv", header, *rows))
    assert list(outlooks) == ["51-3011"]
    assert (Reason.MISSING_VALUE, Weight.SKIPPED) in report.totals()


def test_a_quote_that_stands_alone_in_the_header_refuses_the_file():
    data = b'Skill,Lev"el,Gro\rup\r\nWeld,3,S7\r\n'
    framework, report = plain.read_plain(MemoryFile("own.csv", data), "Ours", "By us")
    assert report.refused and not framework.skills


def workbook(formula: bool, place: str = "A2") -> bytes:
    """A workbook of one sheet with the cells Skill and Weld, the second from a formula if wished."""
    cell = f'<c r="{place}" t="str">{"<f>CONCATENATE(&quot;We&quot;,&quot;ld&quot;)</f>" if formula else ""}<v>Weld</v></c>'
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    links = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    packed = "http://schemas.openxmlformats.org/package/2006/relationships"
    parts = {
        "_rels/.rels": f'<Relationships xmlns="{packed}"><Relationship Id="r1" Type="{links}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{links}"><sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{packed}"><Relationship Id="r1" Type="{links}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData><row r="1"><c r="A1" t="str"><v>Skill</v></c></row><row r="2">{cell}</row></sheetData></worksheet>',
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return out.getvalue()


@pytest.mark.parametrize("formula", [True, False])
def test_a_workbook_with_formulas_is_read_and_told(formula):
    framework, report = plain.read_plain(MemoryFile("own.xlsx", workbook(formula)), "Ours", "By us")
    assert [skill.label() for skill in framework.skills.values()] == ["Weld"]
    assert ((Reason.FORMULAS, Weight.READ) in report.totals()) == formula


def repacked(data: bytes, *, grow: int = 0, encrypted: bool = False) -> bytes:
    """The same workbook with a part of so many zeros besides, or marked as encrypted."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
        if grow:
            with new.open("xl/media/zeros.bin", "w", force_zip64=True) as part:
                for _ in range(grow >> 20):
                    part.write(bytes(1 << 20))
    made = bytearray(out.getvalue())
    if encrypted:
        for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
            place = made.find(mark)
            while place >= 0:
                made[place + at] |= 1
                place = made.find(mark, place + 1)
    return bytes(made)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (workbook(False)[:200], Reason.UNREADABLE),
        (repacked(workbook(False), encrypted=True), Reason.UNREADABLE),
        (repacked(workbook(False), grow=LARGEST_UNPACKED + (1 << 20)), Reason.TOO_LARGE),
        (workbook(False, "XFD1048576"), Reason.TOO_LARGE),
    ],
    ids=["cut off", "encrypted", "that unpacks to 400 MB", "with a cell in the last row and column"],
)
def test_a_workbook_that_cannot_be_opened_safely_is_refused(data, reason):
    framework, report = plain.read_plain(MemoryFile("own.xlsx", data), "Ours", "By us")
    assert [note.reason for note in report.notes] == [reason]
    assert report.refused and not framework.skills
