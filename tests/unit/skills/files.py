"""Small framework files of the project's own, in exactly the shapes that the publishers use."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from microcred.skills.readers.sources import MemoryFile

S = "http://data.europa.eu/esco/skill/"
OCC = "http://data.europa.eu/esco/occupation/"


def csv_file(
    name: str, header: str, *rows: Sequence[str], separator: str = ",", end: str = "\r\n"
) -> MemoryFile:
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=separator, lineterminator=end)
    writer.writerow(header.split(","))
    writer.writerows(rows)
    return MemoryFile(name, out.getvalue().encode())


SKILLS_11 = (
    "conceptType,conceptUri,skillType,reuseLevel,preferredLabel,altLabels,hiddenLabels,status,modifiedDate,"
    "scopeNote,definition,inScheme,description"
)
SKILLS_10 = "conceptType,conceptUri,skillType,reuseLevel,preferredLabel,altLabels,description"
OCCUPATIONS = (
    "conceptType,conceptUri,iscoGroup,preferredLabel,altLabels,hiddenLabels,status,modifiedDate,"
    "regulatedProfessionNote,scopeNote,definition,inScheme,description,code"
)
GROUPS = (
    "conceptType,conceptUri,preferredLabel,altLabels,hiddenLabels,status,modifiedDate,scopeNote,inScheme,"
    "description,code"
)
BROADER = "conceptType,conceptUri,broaderType,broaderUri"
NEEDS = "occupationUri,relationType,skillType,skillUri"
LINKS = "originalSkillUri,originalSkillType,relationType,relatedSkillType,relatedSkillUri"


def skill_row(key: str, label: str, alternatives: str = "", description: str = "") -> list[str]:
    return [
        "KnowledgeSkillCompetence",
        S + key,
        "skill/competence",
        "cross-sector",
        label,
        alternatives,
        "",
        "released",
        "",
        "",
        "",
        "",
        description,
    ]


def group_row(key: str, label: str, code: str) -> list[str]:
    return ["SkillGroup", S + key, label, "", "", "released", "", "", "", "", code]


def occupation_row(key: str, label: str) -> list[str]:
    return ["Occupation", OCC + key, "2654", label, "", "", "released", "", "", "", "", "", "", "2654.1"]


def up(below: str, above: str) -> list[str]:
    return ["", S + below, "", S + above]


def esco(suffix: str = "") -> list[MemoryFile]:
    """A framework of eight skills, four groups and two occupations; `suffix` is put to the relations' names."""
    return [
        csv_file(
            "skills_en.csv",
            SKILLS_11,
            skill_row(
                "negotiate", "negotiate compromises", "find common ground\nsettle", "Find a middle way."
            ),
            skill_row("contracts", "negotiate contracts"),
            skill_row("report", "report facts"),
            skill_row("chimney", "carry out chimney pressure testing"),
            skill_row("film", "remove film negatives from processing machine"),
            skill_row("move", "move objects"),
            skill_row("program", "apply basic programming skills"),
            skill_row("python", "Python"),
        ),
        csv_file(
            "skillGroups_en.csv",
            GROUPS,
            group_row("T4", "social and communication skills and competences", "T4"),
            group_row("T4.1", "communicating", "T4.1"),
            group_row("T5.1", "manipulating and controlling objects and equipment", "T5.1"),
            group_row("T1.3", "working with digital devices and applications", "T1.3"),
            group_row("S1.1.1", "negotiating and managing contracts and agreements", "S1.1.1"),
            group_row("S8.5.6", "operating print and photographic production equipment", "S8.5.6"),
        ),
        csv_file(
            "occupations_en.csv",
            OCCUPATIONS,
            occupation_row("buyer", "buyer"),
            occupation_row("sweep", "sweep"),
        ),
        csv_file(
            f"broaderRelationsSkillPillar{suffix}.csv",
            BROADER,
            up("T4.1", "T4"),
            up("negotiate", "T4.1"),
            up("report", "T4.1"),
            up("chimney", "report"),
            up("contracts", "S1.1.1"),
            up("film", "S8.5.6"),
            up("move", "T5.1"),
            up("program", "T1.3"),
        ),
        csv_file(
            f"occupationSkillRelations{suffix}.csv",
            NEEDS,
            [OCC + "buyer", "essential", "skill/competence", S + "contracts"],
            [OCC + "buyer", "optional", "skill/competence", S + "negotiate"],
            [OCC + "sweep", "essential", "skill/competence", S + "chimney"],
        ),
        csv_file(
            f"skillSkillRelations{suffix}.csv",
            LINKS,
            [S + "python", "knowledge", "optional", "skill/competence", S + "program"],
        ),
    ]
