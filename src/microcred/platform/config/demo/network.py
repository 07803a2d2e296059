"""Who may certify what in the demo: an accreditor, rights with their ends, and agreements."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from microcred.platform.institutions.access import by_public_id
from microcred.platform.network import services as network
from microcred.platform.network.scope import Branch, Scope, Verb
from microcred.platform.network.scope.branches import ISCED_F

if TYPE_CHECKING:
    from microcred.platform.config.demo.building import Demo

ACCREDITOR = "accreditor"
BEGAN = datetime(2024, 9, 2, 8, tzinfo=UTC)
PERSONAL = ("00", "personal skills")
MANAGEMENT = ("0413", "management")
ACCOUNTING = ("0411", "accounting")
ICT = ("061", "computing")
STATISTICS = ("0542", "statistics")
ENGINEERING = ("07", "engineering and trades")
CARE = ("091", "health care")
FOOD = ("1013", "food service")

GIVEN: tuple[tuple[str, Verb, tuple[tuple[str, str], ...], int, int, int, bool], ...] = (
    ("cert", "certify", (PERSONAL, MANAGEMENT), 4, 6, 2030, False),
    ("cert", "certify", (ACCOUNTING,), 4, 5, 2028, True),
    ("cert", "assess", (PERSONAL, MANAGEMENT, ACCOUNTING), 3, 6, 2030, False),
    ("alder", "teach", (ICT, STATISTICS, PERSONAL), 3, 6, 2029, False),
    ("alder", "certify", (ICT, STATISTICS), 4, 6, 2029, False),
    ("birch", "teach", (PERSONAL, ICT), 3, 6, 2028, False),
    ("birch", "assess", (PERSONAL,), 4, 5, 2028, False),
    ("cedar", "teach", (CARE,), 3, 5, 2029, False),
    ("cedar", "certify", (CARE,), 3, 5, 2029, False),
    ("dogwood", "certify", (ENGINEERING,), 3, 6, 2028, False),
    ("elm", "teach", (FOOD, ACCOUNTING), 3, 5, 2027, False),
    ("lumen", "teach", (PERSONAL,), 3, 6, 2028, False),
    ("lumen", "assess", (PERSONAL,), 3, 6, 2028, False),
)
"""Holder, verb, fields, levels, the year in which it ends, and whether it may be passed on."""
AGREED = (
    ("cert", "lumen", "award", "Lumen teaches and assesses, Northlight certifies by sample."),
    ("alder", "birch", "recognise", "Both count each other's micro-credentials in computing."),
    ("cert", "elm", "award", "Elm may award what Northlight has certified in accounting."),
    ("dogwood", "cert", "recognise", ""),
    ("alder", "lumen", "award", "Lumen teaches evening runs of what Alder certifies."),
    ("birch", "alder", "award", "Alder teaches what Birch certifies in computing and statistics."),
    ("dogwood", "elm", "award", "Elm teaches in its workshops what Dogwood certifies."),
)


def list_accreditor(made: Demo) -> None:
    """Rights and agreements as they stood when everything began."""
    accreditor = by_public_id(made.institutions[ACCREDITOR])
    network.list_accreditor(actor=None, did=accreditor.did, name=accreditor.name, now=BEGAN)
    owner, passed_on = made.owners[ACCREDITOR], ""
    for key, verb, fields, lowest, highest, year, passes in GIVEN:
        public_id = network.give(
            actor=owner,
            giver=accreditor.public_id,
            holder=made.institutions[key],
            scope=_scope(verb, fields, lowest, highest, year, int(passes)),
            now=BEGAN,
        )
        passed_on = public_id if passes else passed_on
    network.give(
        actor=made.owners["cert"],
        giver=made.institutions["cert"],
        holder=made.institutions["elm"],
        scope=_scope("certify", (ACCOUNTING,), 4, 4, 2027, 0),
        rests_on=passed_on,
        now=BEGAN,
    )
    _agree(made)


def withdraw_one(made: Demo, now: datetime) -> None:
    """One right that was withdrawn lately, so that page, report and map show what that means."""
    accreditor, owner = made.institutions[ACCREDITOR], made.owners[ACCREDITOR]
    right = network.give(
        actor=owner,
        giver=accreditor,
        holder=made.institutions["birch"],
        scope=_scope("certify", (ICT,), 4, 5, 2028, 0),
        now=BEGAN,
    )
    network.withdraw(actor=owner, public_id=right, reason="The audit of spring was not passed.", now=now)


def _agree(made: Demo) -> None:
    for one, other, kind, words in AGREED:
        public_id = network.propose(
            actor=made.owners[one],
            institution=made.institutions[one],
            partner=made.institutions[other],
            kind=kind,
            starts=BEGAN,
            ends=datetime(2028, 1, 1, tzinfo=UTC),
            words=words,
            now=BEGAN,
        )
        network.accept(
            actor=made.owners[other], institution=made.institutions[other], public_id=public_id, now=BEGAN
        )


def _scope(
    verb: Verb, fields: tuple[tuple[str, str], ...], lowest: int, highest: int, year: int, passes_on: int
) -> Scope:
    branches = tuple(Branch(f"{ISCED_F}{code}", name) for code, name in fields)
    ends = datetime(year, 1, 1, tzinfo=UTC)
    return Scope(verb, BEGAN, ends, branches, lowest, highest, passes_on=passes_on)
