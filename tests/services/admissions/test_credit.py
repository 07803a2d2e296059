"""Credit is used once, also when two programmes want it at the same moment."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from fractions import Fraction
from threading import Barrier

import pytest
from django.db import connections
from django.test import Client
from tests import house
from tests.services.admissions.scene import NOW, Scene, scene

from microcred.platform.admissions import access, casebook, creditbook, owncredit, services
from microcred.platform.admissions.models import CreditEntry
from microcred.platform.admissions.services import credit
from microcred.platform.admissions.services.cases import HOLD
from microcred.platform.qualifications import services as rules
from microcred.platform.qualifications.holdings import holdings
from microcred.rules.errors import CreditInUse, LedgerBroken
from microcred.rules.ledger import Action


def use(award: str, institution: str = "alder", action: Action = Action.USED, amount: int = 5) -> int:
    return credit.write(
        action=action,
        identity="https://here.example/c/1",
        whole=Fraction(5),
        amount=Fraction(amount),
        award=award,
        institution=institution,
        at=NOW,
    )


@pytest.mark.django_db
def test_used_credit_is_refused_elsewhere_until_it_is_released() -> None:
    use("one", action=Action.HELD)
    with pytest.raises(CreditInUse):
        use("two", "birch")
    use("one")
    assert credit.release_all(award="one", institution="alder", at=NOW) == 1
    use("two", "birch")
    assert [one.award for one in credit.uses_of("https://here.example/c/1", NOW.date())] == ["two"]
    assert services.check_record().lines == 4


@pytest.mark.django_db
@pytest.mark.parametrize("change", ["amount", "gap", "end"])
def test_a_changed_record_is_noticed(change: str) -> None:
    for award in ("one", "two", "three"):
        use(award, amount=1)
    rows = CreditEntry.objects.all()
    if change == "amount":
        rows.filter(number=2).update(amount="2")
    else:
        rows.filter(number=2 if change == "gap" else 3).delete()
    with pytest.raises(LedgerBroken):
        services.check_record()


def test_of_two_programmes_that_use_one_credit_at_once_exactly_one_wins(
    shared_database: dict[str, str],
) -> None:
    own = connections["default"]
    credit.hashed("made before the race")
    start = Barrier(8)

    def race(number: int) -> bool:
        connections["default"] = own.copy()
        try:
            start.wait(20)
            use(f"award {number}", f"institution {number}")
        except CreditInUse:
            return False
        finally:
            connections["default"].close()
        return True

    with ThreadPoolExecutor(8) as pool:
        won = list(pool.map(race, range(8)))
    assert won.count(True) == 1
    assert services.check_record().lines == 1


def with_credit_rule(here: Scene) -> None:
    book = services.write_rule_for(
        actor=here.registrar,
        public_id=here.programme,
        what="credit",
        now=NOW,
        parts={"requirement": {"kind": "credits", "atLeast": 5}},
    )
    rules.publish(actor=here.registrar, public_id=book, now=NOW)


@pytest.mark.django_db
def test_a_decision_uses_the_credit_that_it_counts_and_the_learner_sees_where() -> None:
    here, learner = scene(), house.person()
    with_credit_rule(here)
    here.award(learner)
    here.award(learner, "data")
    cases = [
        services.apply(
            actor=learner, programme=here.programme, read=holdings(learner, NOW), papers=(), now=NOW
        )
        for _ in range(2)
    ]
    services.decide(actor=here.registrar, public_id=cases[0], outcome="admitted", reasons="Met.", now=NOW)
    rows = owncredit.used_by(learner, NOW)
    assert sorted((row.title, str(row.credits), row.institution, row.action) for row in rows) == [
        ("Analysing data", "3", "Alder College", "used"),
        ("Presenting to an audience", "2", "Alder College", "used"),
    ]
    with pytest.raises(CreditInUse):
        services.decide(actor=here.registrar, public_id=cases[1], outcome="admitted", reasons="Met.", now=NOW)
    assert casebook.decisions(access.own_case(learner, cases[1]), told=False) == []
    assert len(creditbook.positions(here.registrar, here.at, NOW)) == 2


@pytest.mark.django_db
def test_the_registrar_reads_until_when_credit_is_held_for_a_second_person() -> None:
    here, learner = scene(four_eyes=True), house.person()
    with_credit_rule(here)
    here.award(learner)
    case = services.apply(
        actor=learner, programme=here.programme, read=holdings(learner, NOW), papers=(), now=NOW
    )
    services.decide(actor=here.registrar, public_id=case, outcome="admitted", reasons="Met.", now=NOW)
    (row,) = creditbook.positions(here.registrar, here.at, NOW)
    assert (row.state, row.until) == ("held", (NOW + HOLD).date())
    client = Client()
    client.force_login(here.registrar, backend="django.contrib.auth.backends.ModelBackend")
    assert b"Hold has ended" in client.get(f"/o/{here.at}/credits").content
