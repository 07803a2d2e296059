"""Before a decision: each step is logged, only while the case is open, and what is entered is read strictly."""

from __future__ import annotations

import html
import json
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests import house
from tests.pages.verifier import site
from tests.services.admissions.scene import NOW, Scene, entry, scene

from microcred.platform.accounts.models import Account
from microcred.platform.admissions import access, casebook, decided, services
from microcred.platform.admissions.errors import CaseClosed, ItemUnknown, PaperUnreadable
from microcred.platform.admissions.models import Case, Programme
from microcred.platform.admissions.services import Dropped
from microcred.platform.admissions.services.evaluating import held_of
from microcred.platform.journal import queries as journal
from microcred.platform.journal import services as journalling
from microcred.platform.journal.models import Entry
from microcred.platform.qualifications import queries as qualifications
from microcred.platform.qualifications import services as rules
from microcred.platform.qualifications.holdings import holdings
from microcred.vc.openbadges import Recipient

pytestmark = pytest.mark.django_db
LETTER = Dropped("letter.pdf", b"%PDF-1.7 a letter")
STATED = {"title": "Employer's letter", "credits": "3", "level": 5}


def applied(here: Scene, learner: Account, *awards: str) -> str:
    for one in awards:
        here.award(learner, one)
    return services.apply(
        actor=learner, programme=here.programme, read=holdings(learner, NOW), papers=(LETTER,), now=NOW
    )


def with_an_unknown_issuer(here: Scene, learner: Account) -> str:
    """A case whose one credential is sound and from an issuer that nobody here knows."""
    with site.elsewhere() as elsewhere:
        data = elsewhere.signed(recipient=Recipient(email=learner.email))
        read = services.examined([Dropped("talk.json", data)], now=NOW.replace(month=6), consent=True)
    return services.apply(actor=learner, programme=here.programme, read=read, papers=(LETTER,), now=NOW)


def logged(reference: str) -> list[tuple[str, str]]:
    journalling.seal()
    found = Entry.objects.filter(mentions__reference=reference).order_by("sequence")
    return [(one.kind, json.loads(one.body)["step"]) for one in found]


def test_each_step_of_a_case_stands_in_the_chained_log() -> None:
    here, learner = scene(), house.person()
    case = with_an_unknown_issuer(here, learner)
    services.assign(actor=here.registrar, public_id=case, now=NOW)
    services.accept_issuer(actor=here.registrar, public_id=case, position=1, now=NOW)
    services.see_paper(actor=here.registrar, public_id=case, position=2, stated=STATED, now=NOW)
    services.decide(actor=here.registrar, public_id=case, outcome="refused", reasons="Short.", now=NOW)
    assert logged(case) == [
        ("admissions.CaseStep", "submitted"),
        ("admissions.CaseStep", "assigned"),
        ("admissions.CaseItemStep", "issuer-accepted"),
        ("admissions.CaseItemStep", "paper-seen"),
        ("admissions.CaseStep", "decided"),
    ]
    assert journal.verify_chain().broken_at is None


def test_an_issuer_that_is_accepted_again_is_logged_once_and_counts() -> None:
    here, learner = scene(), house.person()
    case = with_an_unknown_issuer(here, learner)
    other = house.member(here.at, "Ruth Amsel", "registrar")
    for actor in (here.registrar, other):
        services.accept_issuer(actor=actor, public_id=case, position=1, now=NOW)
    assert logged(case).count(("admissions.CaseItemStep", "issuer-accepted")) == 1
    item = casebook.items(access.own_case(learner, case))[0]
    assert item.issuer_accepted_by == "Rhea Strand"


def test_what_is_said_of_a_programme_is_logged_by_the_names_of_what_changed() -> None:
    here = scene()
    same = {"title": "Bachelor of Care", "days": 14, "four_eyes": True}
    for _ in range(2):
        services.change_programme(actor=here.registrar, public_id=here.programme, facts=same, now=NOW)
    found = Entry.objects.filter(kind="admissions.ProgrammeStep").order_by("pk")
    assert [json.loads(one.body)["facts"] for one in found] == [["open", "title"], ["days", "four_eyes"]]
    assert Programme.objects.get().days == 14


def settled(here: Scene, case: str) -> None:
    services.decide(actor=here.registrar, public_id=case, outcome="admitted", reasons="Met.", now=NOW)


DID = "did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK"


def bound_to_a_key(here: Scene, learner: Account) -> str:
    """A case whose one credential names nobody but a key, from an issuer that nobody here knows."""
    with site.elsewhere() as elsewhere:
        data = elsewhere.signed(recipient=Recipient(did=DID))
        read = services.examined(
            [Dropped("talk.json", data)], now=NOW.replace(month=6), consent=True, owner=learner
        )
    return services.apply(actor=learner, programme=here.programme, read=read, papers=(), now=NOW)


def state_of(case: str) -> str:
    (held,) = held_of(Case.objects.get(public_id=case).items.all())
    return held.state.value


def test_what_is_bound_to_a_key_alone_counts_once_an_examiner_accepts_whose_it_is() -> None:
    here, learner = scene(), house.person()
    case = bound_to_a_key(here, learner)
    staff, applicant = Client(), Client()
    staff.force_login(here.registrar, backend="django.contrib.auth.backends.ModelBackend")
    applicant.force_login(learner, backend="django.contrib.auth.backends.ModelBackend")
    said = "Identity not shown: it names nobody, and is bound to a key."
    assert said in applicant.get(f"/applications/{case}").content.decode()
    page = staff.get(f"/o/{here.at}/cases/{case}").content.decode()
    assert DID in page
    assert "It is bound to a key, which its holder can show to have." in page
    services.accept_issuer(actor=here.registrar, public_id=case, position=1, now=NOW)
    assert state_of(case) == "undecided"
    for _ in range(2):
        staff.post(f"/o/{here.at}/cases/{case}/step", {"what": "accept-identity", "position": "1"})
    assert state_of(case) == "verified"
    assert said not in applicant.get(f"/applications/{case}").content.decode()
    page = html.unescape(staff.get(f"/o/{here.at}/cases/{case}").content.decode())
    assert "accepted as the applicant's by Rhea Strand" in page
    assert logged(case).count(("admissions.CaseItemStep", "identity-accepted")) == 1


def test_whose_it_is_is_not_accepted_where_that_was_never_open() -> None:
    here, learner = scene(), house.person()
    case = applied(here, learner, "talk")
    with pytest.raises(ItemUnknown):
        services.accept_identity(actor=here.registrar, public_id=case, position=1, now=NOW)


STEPS: dict[str, Callable[[Account, str], None]] = {
    "taking it on": lambda who, case: services.assign(actor=who, public_id=case, now=NOW),
    "accepting an issuer": lambda who, case: services.accept_issuer(
        actor=who, public_id=case, position=1, now=NOW
    ),
    "accepting whose it is": lambda who, case: services.accept_identity(
        actor=who, public_id=case, position=1, now=NOW
    ),
    "seeing a paper": lambda who, case: services.see_paper(
        actor=who, public_id=case, position=2, stated=STATED, now=NOW
    ),
}


@pytest.mark.parametrize("four_eyes", [False, True], ids=["decided", "proposed"])
@pytest.mark.parametrize("step", STEPS)
def test_nothing_is_examined_once_the_case_is_decided_or_proposed(step: str, four_eyes: bool) -> None:
    here, learner = scene(four_eyes=four_eyes), house.person()
    case = applied(here, learner, "talk")
    settled(here, case)
    before = list(Case.objects.get().items.values())
    with pytest.raises(CaseClosed):
        STEPS[step](here.registrar, case)
    assert list(Case.objects.get().items.values()) == before


UNREADABLE = {
    "words": {"credits": "many"},
    "a division by nothing": {"credits": "1/0"},
    "an endless number": {"credits": "1e999999999"},
    "less than nothing": {"credits": "-2"},
    "a level beyond the scale": {"level": 9},
    "a level in words": {"level": "high"},
}


@pytest.mark.parametrize("case", UNREADABLE)
def test_a_paper_whose_numbers_cannot_be_read_is_refused_and_stays_unseen(case: str) -> None:
    here, learner = scene(), house.person()
    public_id = applied(here, learner, "talk")
    with pytest.raises(PaperUnreadable):
        services.see_paper(
            actor=here.registrar,
            public_id=public_id,
            position=2,
            stated={**STATED, **UNREADABLE[case]},
            now=NOW,
        )
    assert casebook.items(access.own_case(learner, public_id))[1].seen_by == ""


@pytest.mark.parametrize("credit", ["7.5", "7,5", 7, None, ""])
def test_credits_of_a_paper_are_read_as_people_write_them(credit: object) -> None:
    here, learner = scene(), house.person()
    case = applied(here, learner)
    services.see_paper(
        actor=here.registrar, public_id=case, position=1, stated={**STATED, "credits": credit}, now=NOW
    )
    facts = casebook.items(access.own_case(learner, case))[0].facts
    assert facts is not None
    assert facts["credits"] == {"7.5": "15/2", "7,5": "15/2", 7: "7"}.get(credit)  # type: ignore[call-overload]


@pytest.mark.parametrize("position", [1, 3], ids=["a credential", "nothing"])
def test_only_a_paper_is_seen_and_only_an_open_issuer_accepted(position: int) -> None:
    here, learner = scene(), house.person()
    case = applied(here, learner, "talk")
    with pytest.raises(ItemUnknown):
        services.see_paper(actor=here.registrar, public_id=case, position=position, stated=STATED, now=NOW)
    with pytest.raises(ItemUnknown):
        services.accept_issuer(actor=here.registrar, public_id=case, position=position, now=NOW)


def test_cases_are_alike_no_more_once_a_paper_counts_in_one() -> None:
    here = scene()
    parts = entry(here.talk)
    parts["parts"][1]["where"] = {"papers": True}  # type: ignore[index]
    book = qualifications.of_institution(here.registrar, here.at)[0].public_id
    value = {"id": "x", "version": 1, "title": "E", "requirement": parts}
    rules.save(actor=here.registrar, public_id=book, text=json.dumps(value), now=NOW)
    rules.publish(actor=here.registrar, public_id=book, now=NOW)
    first, _ = (applied(here, house.person(name), "talk") for name in ("Ann Aas", "Ben Bo"))
    assert [row.alike for row in casebook.queue(here.registrar, here.at)] == [1, 1]
    services.see_paper(actor=here.registrar, public_id=first, position=2, stated=STATED, now=NOW)
    assert [row.alike for row in casebook.queue(here.registrar, here.at)] == [0, 0]


def test_the_page_says_what_cannot_be_done_in_a_sentence() -> None:
    here, learner = scene(), house.person()
    case = applied(here, learner, "talk")
    staff = Client()
    staff.force_login(here.registrar, backend="django.contrib.auth.backends.ModelBackend")
    step = f"/o/{here.at}/cases/{case}/step"
    answer = staff.post(step, {"what": "see", "position": "1", "title": "A letter"}, follow=True)
    assert "Nothing of the kind was handed in at this place." in answer.content.decode()
    answer = staff.post(step, {"what": "see", "position": "2", "title": "A", "credits": "many"}, follow=True)
    assert "with numbers as numbers" in answer.content.decode()
    settled(here, case)
    answer = staff.post(step, {"what": "assign"}, follow=True)
    assert "not possible in the present state" in answer.content.decode()


LISTS: dict[str, Callable[[Scene, str], object]] = {
    "the queue": lambda here, case: list(casebook.queue(here.registrar, here.at)),
    "cases alike": lambda here, case: casebook.alike(access.case(here.registrar, case, to="view")),
    "precedents": lambda here, case: casebook.precedents(access.case(here.registrar, case, to="view")),
    "past cases of a rule": lambda here, case: past(here),
}


def past(here: Scene) -> list[object]:
    found = decided.register(
        rule=qualifications.of_institution(here.registrar, here.at)[0].public_id, now=NOW
    )
    keys = found.keys()
    assert keys, "there are past cases to be read"
    return list(found.people(keys))


@pytest.mark.parametrize("what", LISTS)
def test_the_database_is_asked_as_often_for_two_cases_as_for_eight(what: str) -> None:
    here = scene()
    case = applied(here, house.person("First Here"), "talk", "data")

    def more(count: int, start: int) -> None:
        made = [applied(here, house.person(f"No {start + n}"), "talk", "data") for n in range(count)]
        for one in made[: count // 2]:
            settled(here, one)

    def asked() -> int:
        with CaptureQueriesContext(connection) as found:
            LISTS[what](here, case)
        return len(found)

    more(2, 0)
    few = asked()
    more(6, 2)
    assert asked() == few
