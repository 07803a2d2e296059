"""Credit that people release and transfer: with reasons, once, and never behind somebody's back."""

from __future__ import annotations

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from threading import Barrier

import pytest
from django.core import mail
from django.db import connections
from tests import house
from tests.services.admissions.scene import NOW, Scene, scene

from microcred.errors import MicrocredError
from microcred.platform.accounts.events import AccountErased
from microcred.platform.accounts.models import Account
from microcred.platform.admissions import creditbook, owncredit, services
from microcred.platform.admissions.errors import (
    CreditLineUnknown,
    CreditReasonMissing,
    ReleaseStands,
    TransferClosed,
    TransferRefused,
    TransferWithoutCase,
)
from microcred.platform.admissions.models import CreditEntry, CreditNote, CreditTransfer
from microcred.platform.admissions.services import credit
from microcred.platform.institutions.errors import NotAllowed
from microcred.platform.journal import services as journalling
from microcred.platform.journal.models import Beside, Entry
from microcred.platform.qualifications import services as rules
from microcred.platform.qualifications.holdings import holdings
from microcred.rules.errors import CreditInUse, CreditNotHeldHere


@dataclass
class Used:
    """A learner whose talk of 2 credits is used at Alder; Birch has a programme that they applied to too."""

    here: Scene
    learner: Account
    number: int
    case: str
    there: str

    def release(self, reason: str = "They left.") -> int:
        return services.release_credit(
            actor=self.here.registrar,
            institution=self.here.at,
            number=self.number,
            reason=reason,
            now=NOW,
        )

    def take_back(self) -> int:
        return services.take_back_release(
            actor=self.here.registrar, institution=self.here.at, number=self.number, now=NOW
        )

    def propose(self, receiver: str = "") -> str:
        return services.propose_transfer(
            actor=self.here.registrar,
            institution=self.here.at,
            number=self.number,
            receiver=receiver or self.here.elsewhere,
            reason="They study there now.",
            now=NOW,
        )

    def accept(self, transfer: str, case: str = "") -> int:
        return services.accept_transfer(
            actor=self.here.other,
            institution=self.here.elsewhere,
            public_id=transfer,
            case=case or self.there,
            now=NOW,
        )

    def refuse(self, transfer: str, reason: str = "Full.") -> None:
        services.refuse_transfer(
            actor=self.here.other,
            institution=self.here.elsewhere,
            public_id=transfer,
            reason=reason,
            now=NOW,
        )

    def decide(self, case: str, outcome: str = "admitted", who: Account | None = None) -> None:
        services.decide(actor=who or self.here.other, public_id=case, outcome=outcome, reasons="So.", now=NOW)

    def where(self) -> list[tuple[str, str, str]]:
        return [
            (one.institution, one.action, str(one.credits)) for one in owncredit.used_by(self.learner, NOW)
        ]


def with_credit(owner: Account, programme: str) -> None:
    book = services.write_rule_for(
        actor=owner,
        public_id=programme,
        what="credit",
        now=NOW,
        parts={"requirement": {"kind": "credits", "atLeast": 2}},
    )
    rules.publish(actor=owner, public_id=book, now=NOW)


def used(**facts: object) -> Used:
    here, learner = scene(**facts), house.person()
    with_credit(here.registrar, here.programme)
    facts = {"title": "Bachelor of Design", "open": True}
    other = services.new_programme(actor=here.other, institution=here.elsewhere, facts=facts, now=NOW)
    with_credit(here.other, other)
    here.award(learner)
    case, there = (
        services.apply(actor=learner, programme=one, read=holdings(learner, NOW), papers=(), now=NOW)
        for one in (here.programme, other)
    )
    made = Used(here, learner, 1, case, there)
    made.decide(case, who=here.registrar)
    return made


@pytest.mark.django_db
def test_released_credit_can_be_used_elsewhere_and_the_learner_reads_why() -> None:
    at = used()
    with pytest.raises(CreditInUse):
        at.decide(at.there)
    number = at.release()
    assert at.where() == []
    (told,) = owncredit.steps_of(at.learner, NOW)
    assert (told.step, told.institution, told.reason) == ("released", "Alder College", "They left.")
    at.decide(at.there)
    assert at.where() == [("Birch City College", "used", "2")]
    detail = creditbook.position(at.here.registrar, at.here.at, number, NOW)
    assert [line.action for line in detail.lines] == ["used", "released"]
    assert (detail.lines[1].by, detail.position.state, detail.may_take_back) == (
        "Rhea Strand",
        "released",
        False,
    )
    assert services.check_record().lines == 3


@pytest.mark.django_db
def test_a_release_is_taken_back_only_while_nobody_else_has_the_credit() -> None:
    at = used()
    at.release()
    assert creditbook.position(at.here.registrar, at.here.at, 1, NOW).may_take_back
    at.take_back()
    assert at.where() == [("Alder College", "used", "2")]
    with pytest.raises(ReleaseStands):
        at.take_back()
    at.release()
    at.decide(at.there)
    with pytest.raises(CreditInUse):
        at.take_back()
    assert services.check_record().lines == 5


@pytest.mark.django_db
def test_what_a_refusal_released_is_not_taken_back_by_hand() -> None:
    at = used(four_eyes=True)
    at.decide(at.there, "refused")
    assert at.where() == [("Alder College", "held", "2")]
    credit.release_all(award=at.case, institution=at.here.at, at=NOW)
    with pytest.raises(ReleaseStands):
        at.take_back()


@pytest.mark.django_db
def test_a_transfer_moves_the_credit_once_it_is_accepted_and_not_before() -> None:
    at = used()
    transfer = at.propose()
    assert at.where() == [("Alder College", "used", "2")]
    (row,) = creditbook.waiting_transfers(at.here.other, at.here.elsewhere)
    assert (row.incoming, row.partner, row.learner, row.title) == (
        True,
        "Alder College",
        "Ida Storm",
        "Presenting to an audience",
    )
    number = at.accept(transfer)
    assert at.where() == [("Birch City College", "used", "2")]
    (gone,) = creditbook.positions(at.here.registrar, at.here.at, NOW)
    (come,) = creditbook.positions(at.here.other, at.here.elsewhere, NOW)
    assert (gone.state, gone.partner, gone.received) == ("moved", "Birch City College", False)
    assert (come.state, come.partner, come.received, come.number) == ("used", "Alder College", True, number)
    assert (come.case, come.programme) == (at.there, "Bachelor of Design")
    at.decide(at.there)
    assert at.where() == [("Birch City College", "used", "2")]
    assert [one.step for one in owncredit.steps_of(at.learner, NOW)] == ["transferred"]
    with pytest.raises(CreditNotHeldHere):
        at.release()


@pytest.mark.django_db
def test_what_was_moved_here_is_given_up_when_the_application_is_refused() -> None:
    at = used()
    at.accept(at.propose())
    at.decide(at.there, "refused")
    assert at.where() == []
    assert services.check_record().lines == 3


@pytest.mark.django_db
def test_held_credit_moves_with_its_last_day() -> None:
    at = used(four_eyes=True)
    transfer = at.propose()
    (held,) = creditbook.positions(at.here.registrar, at.here.at, NOW)
    at.accept(transfer)
    (come,) = creditbook.positions(at.here.other, at.here.elsewhere, NOW)
    assert (held.state, come.state, come.until) == ("held", "held", held.until)
    later = NOW + timedelta(days=91)
    assert [one.state for one in creditbook.positions(at.here.other, at.here.elsewhere, later)] == ["ended"]
    assert owncredit.used_by(at.learner, later) == []


@pytest.mark.django_db
def test_a_hold_that_has_ended_is_not_moved_any_more() -> None:
    at = used(four_eyes=True)
    transfer = at.propose()
    with pytest.raises(CreditNotHeldHere):
        services.accept_transfer(
            actor=at.here.other,
            institution=at.here.elsewhere,
            public_id=transfer,
            case=at.there,
            now=NOW + timedelta(days=91),
        )


Step = Callable[[Used], object]


def answered(do: Step) -> Step:
    """Accepting after something else was done with the proposal."""

    def then(at: Used) -> object:
        transfer = at.propose()
        do(at)
        return at.accept(transfer)

    return then


def withdraw(at: Used) -> None:
    services.withdraw_transfer(
        actor=at.here.registrar,
        institution=at.here.at,
        public_id=CreditTransfer.objects.get().public_id,
        now=NOW,
    )


def by_a_viewer(at: Used) -> object:
    viewer = house.member(at.here.at, "Vera Viewer", "viewer")
    return services.release_credit(
        actor=viewer, institution=at.here.at, number=1, reason="I want to.", now=NOW
    )


def answered_by_the_sender(at: Used) -> object:
    return services.accept_transfer(
        actor=at.here.registrar, institution=at.here.at, public_id=at.propose(), case=at.case, now=NOW
    )


def of_another_institution(at: Used) -> object:
    return services.release_credit(
        actor=at.here.other, institution=at.here.elsewhere, number=1, reason="Ours now.", now=NOW
    )


def for_a_refused_application(at: Used) -> object:
    transfer = at.propose()
    at.decide(at.there, "refused")
    return at.accept(transfer)


REFUSED: dict[str, tuple[Step, type[MicrocredError]]] = {
    "a release without a reason": (lambda at: at.release(" "), CreditReasonMissing),
    "a refusal without a reason": (lambda at: at.refuse(at.propose(), ""), CreditReasonMissing),
    "a release by a viewer": (by_a_viewer, NotAllowed),
    "a release of what another institution uses": (of_another_institution, CreditLineUnknown),
    "a second release": (lambda at: (at.release(), at.release()), CreditNotHeldHere),
    "a transfer of what was released": (lambda at: (at.release(), at.propose()), CreditNotHeldHere),
    "a transfer to oneself": (lambda at: at.propose(at.here.at), TransferRefused),
    "a second proposal": (lambda at: (at.propose(), at.propose()), TransferRefused),
    "an answer by the sender": (answered_by_the_sender, TransferClosed),
    "accepting what was refused": (
        answered(lambda at: at.refuse(CreditTransfer.objects.get().public_id)),
        TransferClosed,
    ),
    "accepting what was withdrawn": (answered(withdraw), TransferClosed),
    "accepting what was released": (answered(lambda at: at.release()), TransferClosed),
    "accepting for a refused application": (for_a_refused_application, TransferWithoutCase),
}


@pytest.mark.django_db
@pytest.mark.parametrize(("step", "error"), REFUSED.values(), ids=REFUSED.keys())
def test_a_step_is_refused(step: Step, error: type[MicrocredError]) -> None:
    at = used()
    with pytest.raises(error):
        step(at)
    services.check_record()


@pytest.mark.django_db
def test_credit_is_taken_over_only_where_the_same_credential_was_handed_in() -> None:
    at, another = used(), house.person("Bruno Costa")
    at.here.award(another, "data")
    programme = services.new_programme(
        actor=at.here.other, institution=at.here.elsewhere, facts={"title": "Other", "open": True}, now=NOW
    )
    case = services.apply(actor=another, programme=programme, read=holdings(another, NOW), papers=(), now=NOW)
    with pytest.raises(TransferWithoutCase):
        at.accept(at.propose(), case)


@pytest.mark.django_db
def test_each_step_stands_in_the_log_and_its_words_can_be_erased() -> None:
    at = used()
    at.refuse(at.propose(), "We are full.")
    at.release()
    steps = [
        json.loads(one.body)["step"]
        for one in Entry.objects.filter(kind="admissions.CreditStep").order_by("pk")
    ]
    assert steps == ["proposed", "refused", "released"]
    assert {"We are full.", "They left."} <= set(Beside.objects.values_list("text", flat=True))
    services.hear_account_erased(AccountErased(at.learner.pk, (), NOW), now=NOW)
    assert CreditNote.objects.exclude(reason="").count() == 0
    assert CreditTransfer.objects.exclude(reason="", answer="").count() == 0
    assert "They left." not in Beside.objects.values_list("text", flat=True)
    assert services.check_record().lines == 2


def race(*works: Callable[[], object]) -> list[bool]:
    """Does all at once, each on a connection of its own; which of them were done."""
    own, start = connections["default"], Barrier(len(works))

    def run(work: Callable[[], object]) -> bool:
        connections["default"] = own.copy()
        try:
            start.wait(20)
            work()
        except (CreditInUse, CreditNotHeldHere, TransferClosed, TransferRefused, ReleaseStands):
            return False
        finally:
            connections["default"].close()
        return True

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(run, works))


RACES: dict[str, Callable[[Used], list[Callable[[], object]]]] = {
    "two acceptances of one transfer": lambda at: (lambda one: [lambda: at.accept(one)] * 4)(at.propose()),
    "an acceptance and a release": lambda at: (lambda one: [lambda: at.accept(one), at.release])(
        at.propose()
    ),
    "an acceptance and a withdrawal": lambda at: (lambda one: [lambda: at.accept(one), lambda: withdraw(at)])(
        at.propose()
    ),
    "two releases": lambda at: [at.release] * 4,
    "two proposals": lambda at: [at.propose] * 4,
    "a way back and a use elsewhere": lambda at: (lambda _: [at.take_back, lambda: at.decide(at.there)])(
        at.release()
    ),
}


@pytest.mark.parametrize("works", RACES.values(), ids=RACES.keys())
def test_of_steps_at_once_with_one_credit_exactly_one_wins(
    shared_database: dict[str, str], works: Callable[[Used], list[Callable[[], object]]]
) -> None:
    at = used()
    won = race(*works(at))
    assert won.count(True) == 1
    assert len(at.where()) <= 1
    assert services.check_record().lines == CreditEntry.objects.count()


ANSWERS: dict[str, tuple[Callable[[Used, str], object], tuple[str, ...]]] = {
    "proposed": (
        lambda at, transfer: None,
        ("Alder College proposes to move credit to Birch City College",),
    ),
    "accepted": (
        lambda at, transfer: at.accept(transfer),
        ("Birch City College has taken over the credit",),
    ),
    "refused": (
        lambda at, transfer: at.refuse(transfer),
        ("Birch City College has not taken over the credit",),
    ),
    "withdrawn": (
        lambda at, transfer: services.withdraw_transfer(
            actor=at.here.registrar, institution=at.here.at, public_id=transfer, now=NOW
        ),
        (),
    ),
}


@pytest.mark.django_db
@pytest.mark.parametrize("answer", ANSWERS)
def test_the_other_side_is_told_of_a_proposal_and_who_proposed_it_of_the_answer(answer: str) -> None:
    at, (act, subjects) = used(), ANSWERS[answer]
    transfer = at.propose()
    if answer in ("accepted", "refused"):
        journalling.send_due(NOW)
    mail.outbox.clear()
    act(at, transfer)
    journalling.send_due(NOW)
    told = [one for one in mail.outbox if "credit" in one.subject]
    whom = at.here.other if answer == "proposed" else at.here.registrar
    assert [(one.to, one.subject) for one in told] == [([whom.email], subject) for subject in subjects]
    assert all(at.learner.name not in one.body for one in told)
    assert all("/credits" in one.body for one in told)
