"""O*NET's graded elements: how important an element is for an occupation, and at which level.

Reads the Excel and text releases up to 30.2 (`Skills`), and those from 30.3, where `Transferable Skills`
(2.B) and a second file of the same shape (2.A) take its place. Columns are found by name; "not relevant" is
`Y`, and `n/a`, `NULL` or nothing where it is not known.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import isfinite

from microcred.skills.levels import ONET_LEVELS, from_onet
from microcred.skills.model import Kind, Need, Occupation, Skill, SkillFramework
from microcred.skills.readers.report import ReadReport, Reason, Weight
from microcred.skills.readers.sources import SourceFile, read_within_limit
from microcred.skills.readers.tables import Row, key, table
from microcred.skills.soft import soft_elements

LICENCE = "https://creativecommons.org/licenses/by/4.0/"
ESSENTIAL_FROM = 3.0
ELEMENT = "https://www.onetonline.org/find/descriptor/result/"
OCCUPATION = "https://www.onetonline.org/link/summary/"
_RATED = ("onetsoccode", "elementid", "scaleid", "datavalue")
_UNKNOWN = ("", "n/a", "null")


@dataclass(frozen=True, slots=True)
class Rating:
    """One element for one occupation: importance 1 to 5, level 0 to 7; None where O*NET gives none."""

    importance: float | None = None
    level: float | None = None
    relevant: bool = True
    suppressed: bool = False


@dataclass(frozen=True)
class OnetRelease:
    """What was read: the framework of elements and occupations, the ratings, and the job zones by code."""

    framework: SkillFramework
    ratings: Mapping[str, Mapping[str, Rating]] = field(default_factory=dict)
    zones: Mapping[str, int] = field(default_factory=dict)


def credit(release: str) -> str:
    """The line that licence and trademark ask for, wherever the data are shown."""
    return (
        f"This includes information from the O*NET {release} Database by the U.S. Department of Labor,"
        " Employment and Training Administration (USDOL/ETA), used under the CC BY 4.0 license. O*NET is a"
        " trademark of USDOL/ETA. Microcred has modified the information; USDOL/ETA has not approved,"
        " endorsed or tested it."
    )


def read_onet(files: Sequence[SourceFile], release: str) -> tuple[OnetRelease, ReadReport]:
    """One release of O*NET from its Excel or text files, and the report. `release` is its number ("29.3")."""
    report = ReadReport()
    names: dict[str, str] = {e.element: e.label for e in soft_elements().values()}
    found: defaultdict[str, defaultdict[str, dict[str, Row]]] = defaultdict(lambda: defaultdict(dict))
    for file in files:
        if _is_rated(file.name):
            _take_ratings(file, found, names, report)
    if not found and not report.refused:
        report.refuse("Skills", Reason.NO_FILE)
    ratings = {code: {e: _rating(scales) for e, scales in each.items()} for code, each in found.items()}
    descriptions = _reference(files, names, report)
    occupations = _occupations(files, report) or {OCCUPATION + code: _bare(code) for code in ratings}
    if report.refused:
        return OnetRelease(SkillFramework("O*NET", release, credit(release), LICENCE)), report
    rated = sorted({element for elements in ratings.values() for element in elements})
    framework = SkillFramework(
        "O*NET",
        release,
        credit(release),
        LICENCE,
        skills={ELEMENT + element: _element(element, names, descriptions) for element in rated},
        occupations=occupations,
        needs=[need for need in _needs(ratings) if need.occupation in occupations],
    )
    return OnetRelease(framework, ratings, _zones(files, report)), report


def _is_rated(name: str) -> bool:
    stem = key(name.rsplit(".", 1)[0])
    return stem == "knowledge" or ("skills" in stem and "technology" not in stem)


def _rows(file: SourceFile, needed: Sequence[str], report: ReadReport) -> Iterator[Row]:
    data = read_within_limit(file, report)
    if data is not None:
        yield from table(data, file.name, needed, report)


def _take_ratings(
    file: SourceFile,
    found: defaultdict[str, defaultdict[str, dict[str, Row]]],
    names: dict[str, str],
    report: ReadReport,
) -> None:
    for row in _rows(file, _RATED, report):
        lost = row.missing(("onetsoccode", "elementid", "scaleid"))
        if lost:
            report.skipped(file.name, row.number, Reason.MISSING_VALUE, lost)
        elif not _on_scale(row):
            report.skipped(file.name, row.number, Reason.BAD_VALUE, f"Data Value {row['datavalue']!r}")
        elif row["scaleid"] in ("IM", "LV"):
            found[row["onetsoccode"]][row["elementid"]][row["scaleid"]] = row
            if row["elementname"]:
                names[row["elementid"]] = row["elementname"]


def _number(text: str) -> float | None:
    if text.lower() in _UNKNOWN:
        return None
    try:
        found = float(text.replace(",", ""))
    except ValueError:
        return None
    return found if isfinite(found) else None


def _on_scale(row: Row) -> bool:
    """Whether the value is a number, and of the level scale one that it has."""
    value = _number(row["datavalue"])
    return value is not None and (row["scaleid"] != "LV" or 0.0 <= value <= ONET_LEVELS)


def _rating(scales: Mapping[str, Row]) -> Rating:
    return Rating(
        importance=_number(scales["IM"]["datavalue"]) if "IM" in scales else None,
        level=_number(scales["LV"]["datavalue"]) if "LV" in scales else None,
        relevant=all(row["notrelevant"].upper() != "Y" for row in scales.values()),
        suppressed=any(row["recommendsuppress"].upper() == "Y" for row in scales.values()),
    )


def _reference(files: Sequence[SourceFile], names: dict[str, str], report: ReadReport) -> dict[str, str]:
    found: dict[str, str] = {}
    for file in files:
        if key(file.name).startswith("contentmodelreference"):
            for row in _rows(file, ("elementid", "elementname", "description"), report):
                names[row["elementid"]] = row["elementname"]
                found[row["elementid"]] = row["description"]
    return found


def _occupations(files: Sequence[SourceFile], report: ReadReport) -> dict[str, Occupation]:
    found: dict[str, Occupation] = {}
    for file in files:
        if key(file.name).startswith("occupationdata"):
            for row in _rows(file, ("onetsoccode", "title"), report):
                address = OCCUPATION + row["onetsoccode"]
                about = {"en": row["description"]} if row["description"] else {}
                found[address] = Occupation(address, {"en": row["title"]}, {}, about, code=row["onetsoccode"])
    return found


def _bare(code: str) -> Occupation:
    return Occupation(OCCUPATION + code, {"en": code}, code=code)


def _zones(files: Sequence[SourceFile], report: ReadReport) -> dict[str, int]:
    found: dict[str, int] = {}
    for file in files:
        if key(file.name).startswith("jobzones"):
            for row in _rows(file, ("onetsoccode", "jobzone"), report):
                zone = _number(row["jobzone"])
                if zone is None:
                    report.say(file.name, row.number, Reason.BAD_VALUE, Weight.SKIPPED, row["jobzone"])
                else:
                    found[row["onetsoccode"]] = int(zone)
    return found


def _element(element: str, names: Mapping[str, str], descriptions: Mapping[str, str]) -> Skill:
    about = {"en": descriptions[element]} if element in descriptions else {}
    kind: Kind = "knowledge" if element.startswith("2.C") else "skill"
    return Skill(ELEMENT + element, {"en": names.get(element, element)}, {}, about, kind, code=element)


def _needs(ratings: Mapping[str, Mapping[str, Rating]]) -> Iterator[Need]:
    """A need for each element that is relevant and rated; essential from an importance of 3 of 5."""
    for code, elements in ratings.items():
        for element, rating in elements.items():
            if rating.relevant and rating.importance is not None and rating.level is not None:
                essential = rating.importance >= ESSENTIAL_FROM
                yield Need(OCCUPATION + code, ELEMENT + element, essential, int(from_onet(rating.level)))
