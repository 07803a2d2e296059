"""A table of course descriptions becomes one table of suggestions; a row that cannot be read says why."""

from pathlib import Path

from tests.unit.skills.files import csv_file

from microcred.skills.errors import TextEmpty
from microcred.skills.own import own_framework
from microcred.skills.readers.report import Reason
from microcred.skills.search.courses import read_courses, suggest_for
from microcred.skills.search.index import LabelIndex
from microcred.skills.search.suggest import Suggester

DOCS = Path(__file__).parents[3] / "docs" / "reference" / "skills-files.md"


def test_every_course_gets_its_suggestions_or_the_reason_why_not():
    rows = (["A1", "Baking", "You bake bread and keep hygiene rules."], ["", "1", "2"], ["A3", "", ""])
    courses, report = read_courses(csv_file("c.csv", "Code,Title,Description", *rows))
    first, second = suggest_for(Suggester(LabelIndex(own_framework())), courses)
    assert (first.course.code, second.course.code) == ("A1", "2")
    assert "bake bread by craft" in [found.label for found in first.suggestions]
    assert isinstance(second.error, TextEmpty) and not second.suggestions
    assert sum(report.totals().values()) == 1


def test_every_code_of_a_report_is_documented():
    text = DOCS.read_text("utf-8")
    assert all(f"`{reason.code}`" in text for reason in Reason)
