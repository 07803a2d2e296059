"""Published stacking rules, written in the language: see `regulations/SOURCES.md`."""

import json
from datetime import date
from pathlib import Path

import pytest
from tests.unit.rules.making import AT, held

from microcred.rules.evaluate.evaluation import Outcome, check_certificate, evaluate
from microcred.rules.prose.telling import prose_text
from microcred.rules.reading import read_rule, rule_value
from microcred.rules.traps import traps

FOLDER = Path(__file__).parent / "regulations"
NAMES = sorted(path.stem for path in FOLDER.glob("*.json"))
MET, NOT_YET = Outcome.MET, Outcome.NOT_YET


def regulation(name):
    return read_rule((FOLDER / f"{name}.json").read_bytes())


def outcome(name, mine):
    told = evaluate(regulation(name), mine, AT)
    check_certificate(regulation(name), mine, told, again=True)
    return told.outcome, told.missing


@pytest.mark.parametrize("name", NAMES)
def test_a_regulation_survives_writing_and_has_no_trap(name):
    rule = regulation(name)
    assert rule_value(rule) == json.loads((FOLDER / f"{name}.json").read_text("utf-8"))
    assert traps(rule, AT) == ()
    assert rule.title in prose_text(rule)


def ects(second, first, **more):
    mine = [held(f"second-{n}", 5, level=7, **more) for n in range(second)]
    return mine + [held(f"first-{n}", 5, level=6) for n in range(first)]


@pytest.mark.parametrize(
    ("mine", "expected"),
    [
        (ects(12, 6), (MET, 0)),
        (ects(18, 0), (MET, 0)),
        (ects(11, 7), (NOT_YET, 5)),
        (ects(12, 5), (NOT_YET, 5)),
        ([*ects(12, 5), held("hours", 150, system="hours", level=6)], (MET, 0)),
        (
            [*ects(12, 5), held("hours", 149, system="hours", level=6)],
            (NOT_YET, 5 - held("h", "149/30").credits),
        ),
        ([*ects(12, 5), held("below", 5, level=5)], (NOT_YET, 5)),
    ],
)
def test_ects_users_guide_second_cycle(mine, expected):
    assert outcome("ects-users-guide-second-cycle", mine) == expected


def test_ects_users_guide_credits_an_outcome_once():
    again = [held(f"again-{n}", 5, level=7, outcomes=("same",)) for n in range(2)]
    assert outcome("ects-users-guide-second-cycle", [*ects(12, 4), *again]) == (NOT_YET, 5)


HKU = {"issuer": "https://hkuspace.example"}
PROFESSIONAL = {"scopes": ("professional-practice",)}


def hku(both, theme, level, **facts):
    facts = {"system": "hkqf"} | facts
    rows = [(both, PROFESSIONAL | {"level": 6}), (theme, PROFESSIONAL | {"level": 5}), (level, {"level": 6})]
    return [
        held(f"{n}-{i}", 3, **(HKU | facts), **row)
        for n, (count, row) in enumerate(rows)
        for i in range(count)
    ]


@pytest.mark.parametrize(
    ("mine", "expected"),
    [
        (hku(10, 0, 0), (MET, 0)),
        (hku(8, 0, 2), (MET, 0)),
        (hku(6, 2, 2), (MET, 0)),
        (hku(7, 0, 3), (NOT_YET, 3)),
        (hku(7, 3, 0), (NOT_YET, 3)),
        (hku(9, 0, 0), (NOT_YET, 3)),
        (hku(10, 0, 0, issuer="https://other.example"), (NOT_YET, 78)),
    ],
)
def test_hku_space_certificate_in_professional_practice(mine, expected):
    assert outcome("hku-space-certificate-professional-practice", mine) == expected


def nyu(home, elsewhere, *, level=7, **facts):
    away = {"scopes": ("higher-education",), "grade": "B", "scale": "us-letters"} | facts
    mine = [held(f"home-{n}", 3, system="us-semester-hours", level=level, home=True) for n in range(home)]
    return mine + [
        held(f"away-{n}", 3, system="us-semester-hours", level=7, **away) for n in range(elsewhere)
    ]


@pytest.mark.parametrize(
    ("mine", "met"),
    [
        (nyu(12, 0), True),
        (nyu(9, 3), True),
        (nyu(8, 4), False),
        (nyu(9, 3, grade="B-"), False),
        (nyu(9, 3, grade="A"), True),
        (nyu(9, 3, awarded=date(2016, 11, 24)), False),
        (nyu(9, 3, awarded=date(2016, 11, 25)), True),
        (nyu(9, 3, scopes=()), False),
        (nyu(12, 0, level=6), False),
        ([*nyu(9, 2), held("ects", 6, scopes=("higher-education",), grade="A", scale="us-letters")], True),
    ],
)
def test_nyu_steinhardt_transfer_credit(mine, met):
    assert (outcome("nyu-steinhardt-masters-transfer", mine)[0] is MET) == met


def test_findlay_offers_two_ways():
    name = "findlay-graduate-microcredential"
    course = {"system": "us-semester-hours", "level": 7, "grade": "B", "scale": "us-letters"}
    assert outcome(name, [held("a", "1.5", home=True, **course), held("b", "1.5", **course)]) == (MET, 0)
    assert outcome(name, [held("a", 1, home=True, **course), held("b", 2, **course)])[0] is NOT_YET
    assert outcome(name, [held("w", scopes=("non-credit-activity",), seen_by="N. N.")]) == (MET, 0)
