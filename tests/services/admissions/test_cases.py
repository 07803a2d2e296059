"""An application from the papers to the decision: reasons, four eyes, appeal, letter, precedents, replay."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from tests import house
from tests.services.admissions.scene import NOW, Scene, entry, scene

from microcred.platform.accounts.events import AccountErased
from microcred.platform.accounts.models import Account
from microcred.platform.admissions import access, casebook, services
from microcred.platform.admissions.documents import letter
from microcred.platform.admissions.errors import (
    AnotherPerson,
    CaseClosed,
    CaseUnknown,
    ReasonsMissing,
    ReplayDiffers,
)
from microcred.platform.admissions.mails import decided
from microcred.platform.admissions.models import Decision
from microcred.platform.admissions.services import Dropped
from microcred.platform.institutions.queries import issuer
from microcred.platform.qualifications import queries as qualifications
from microcred.platform.qualifications import services as rules
from microcred.platform.qualifications.holdings import holdings
from microcred.platform.qualifications.register import changes
from microcred.platform.qualifications.services.rulebooks import read_draft
from microcred.platform.verifier.services import examine_for
from microcred.platform.verifier.sources import outside
from microcred.vc.verdicts import Verdict

pytestmark = pytest.mark.django_db


def applied(here: Scene, learner: Account, *awards: str, papers: tuple[Dropped, ...] = ()) -> str:
    for one in awards:
        here.award(learner, one)
    return services.apply(
        actor=learner, programme=here.programme, read=holdings(learner, NOW), papers=papers, now=NOW
    )


def test_decided_with_a_condition_appealed_and_admitted_by_somebody_else() -> None:
    here, learner = scene(), house.person()
    other = house.member(here.at, "Ruth Amsel", "registrar")
    case = applied(here, learner, "talk")
    services.decide(
        actor=here.registrar,
        public_id=case,
        outcome="conditional",
        reasons="Three credits are missing.",
        conditions="Bring 3 more credits by September.",
        now=NOW,
    )
    found = access.own_case(learner, case)
    (made,) = casebook.decisions(found, told=True)
    now = datetime.now(UTC)
    report = examine_for(casebook.signed_decision(made), at=now, sources=outside().sources(now=now))
    assert report.verdict is Verdict.HOLDS
    assert "Three credits are missing." in json.dumps(dict(report.signed.document))  # type: ignore[union-attr]
    assert letter(found, made, issuer(found.programme.institution_id)).startswith(b"%PDF")
    assert decided(case).to == learner.email  # type: ignore[union-attr]

    services.appeal(actor=learner, public_id=case, text="I teach since ten years.", now=NOW)
    assert decided(case) is None
    with pytest.raises(AnotherPerson):
        services.decide(actor=here.registrar, public_id=case, outcome="admitted", reasons="Yes.", now=NOW)
    services.decide(actor=other, public_id=case, outcome="admitted", reasons="Practice counts.", now=NOW)
    assert casebook.own_cases(learner)[0].outcome == "admitted"
    with pytest.raises(CaseClosed):
        services.appeal(actor=learner, public_id=case, text="Again.", now=NOW)
    assert ["same result" in line for line in services.replay(case)] == [True, True]


def test_four_eyes_tell_nothing_before_the_second_pair() -> None:
    here, learner = scene(four_eyes=True), house.person()
    other = house.member(here.at, "Ruth Amsel", "reviewer")
    case = applied(here, learner, "talk", "data")
    services.decide(actor=here.registrar, public_id=case, outcome="admitted", reasons="All met.", now=NOW)
    assert casebook.decisions(access.own_case(learner, case), told=True) == []
    with pytest.raises(AnotherPerson):
        services.approve(actor=here.registrar, public_id=case, now=NOW)
    services.approve(actor=other, public_id=case, now=NOW)
    assert casebook.own_cases(learner)[0].outcome == "admitted"


def test_a_decision_without_reasons_and_a_strangers_look_are_refused() -> None:
    here, learner = scene(), house.person()
    case = applied(here, learner, "talk")
    with pytest.raises(ReasonsMissing):
        services.decide(actor=here.registrar, public_id=case, outcome="refused", reasons=" ", now=NOW)
    with pytest.raises(CaseUnknown):
        access.own_case(here.other, case)


@pytest.mark.parametrize(("allowed", "outcome"), [(True, "met"), (False, "not-yet")])
def test_a_paper_counts_only_where_the_rule_allows_papers(allowed: bool, outcome: str) -> None:
    here, learner = scene(), house.person()
    parts = entry(here.talk)
    if allowed:
        parts["parts"][1]["where"] = {"papers": True}  # type: ignore[index]
    book = qualifications.of_institution(here.registrar, here.at)[0].public_id
    value = {"id": "x", "version": 1, "title": "E", "credentialWeight": 10, "requirement": parts}
    rules.save(actor=here.registrar, public_id=book, text=json.dumps(value), now=NOW)
    rules.publish(actor=here.registrar, public_id=book, now=NOW)
    case = applied(here, learner, "talk", papers=(Dropped("letter.pdf", b"%PDF-"),))
    services.see_paper(
        actor=here.registrar,
        public_id=case,
        position=2,
        stated={"title": "Employer's letter", "credits": "3", "level": 5},
        now=NOW,
    )
    services.decide(actor=here.registrar, public_id=case, outcome="admitted", reasons="Seen.", now=NOW)
    made = Decision.objects.get()
    assert json.loads(made.evaluations[0]["result"])["outcome"] == outcome
    assert casebook.items(access.own_case(learner, case))[1].seen_by == "Rhea Strand"
    services.replay(case)


def test_a_replay_notices_a_changed_input_and_says_what_was_erased() -> None:
    here, learner = scene(), house.person()
    case = applied(here, learner, "talk", "data")
    services.decide(actor=here.registrar, public_id=case, outcome="admitted", reasons="Met.", now=NOW)
    made = Decision.objects.get()
    for one in made.inputs:
        one["credits"] = "1"
    made.save()
    with pytest.raises(ReplayDiffers):
        services.replay(case)
    services.hear_account_erased(AccountErased(learner.pk, NOW, None), now=NOW)
    assert services.replay(case)[0].endswith("input erased")


def test_like_cases_are_decided_together_and_earlier_ones_are_precedents() -> None:
    here = scene()
    people = [house.person(name) for name in ("Ann Aas", "Ben Bo", "Cleo Cay")]
    first, second, third = (applied(here, one, "talk", "data") for one in people)
    assert [row.alike for row in casebook.queue(here.registrar, here.at)] == [2, 2, 2]
    count = services.decide_alike(
        actor=here.registrar, public_ids=[first, second], outcome="admitted", reasons="All met.", now=NOW
    )
    assert count == 2
    (row,) = casebook.queue(here.registrar, here.at)
    assert row.public_id == third
    found = access.case(here.registrar, third, to="view")
    assert [shared for _, _, shared in casebook.precedents(found)] == [2, 2]


def test_a_new_version_shows_what_it_would_have_changed_for_past_cases() -> None:
    here, learner = scene(), house.person()
    case = applied(here, learner, "talk", "data")
    services.decide(actor=here.registrar, public_id=case, outcome="admitted", reasons="Met.", now=NOW)
    book = qualifications.of_institution(here.registrar, here.at)[0]
    old = book.published.rule  # type: ignore[union-attr]
    harder = read_draft(
        book.public_id,
        2,
        json.dumps({"id": "x", "version": 2, "title": "E", "requirement": entry(here.talk, 30)}),
    )
    told = changes(book.public_id, old, harder, NOW)
    assert (told.people, told.worse, told.changes[0].person) == (1, 1, case)


def test_a_learner_finds_their_applications_where_they_apply_and_at_home() -> None:
    here, learner = scene(), house.person()
    client, link = Client(), b'href="/applications"'
    assert link not in client.get("/programmes").content
    client.force_login(learner, backend="django.contrib.auth.backends.ModelBackend")
    for page in ("/programmes", f"/programmes/{here.programme}", reverse("portfolio:home")):
        assert link in client.get(page).content, page


def test_the_pages_of_applicant_and_examiner() -> None:
    here, learner = scene(), house.person()
    here.award(learner)
    client, staff = Client(), Client()
    client.force_login(learner, backend="django.contrib.auth.backends.ModelBackend")
    staff.force_login(here.registrar, backend="django.contrib.auth.backends.ModelBackend")
    address = f"/programmes/{here.programme}/apply"
    assert b"Presenting to an audience" in client.get(address).content
    (held,) = [one.held.id for one in holdings(learner, NOW)]
    paper = SimpleUploadedFile("letter.pdf", b"%PDF-1.7")
    answer = client.post(address, {"held": held, "papers": paper}, follow=True)
    assert b"Your application is in." in answer.content
    case = answer.redirect_chain[-1][0].rpartition("/")[2]
    assert b"Ida Storm" in staff.get(f"/o/{here.at}/cases/").content
    step = f"/o/{here.at}/cases/{case}/step"
    staff.post(step, {"what": "assign"})
    staff.post(step, {"what": "see", "position": "2", "title": "A letter", "credits": "3"})
    page = staff.get(f"/o/{here.at}/cases/{case}").content
    assert b"seen by Rhea Strand on" in page
    assert b"Whose identity was checked?" in page
    assert staff.get(f"/o/{here.at}/cases/{case}/papers/2").content == b"%PDF-1.7"
    staff.post(
        step, {"what": "decide", "outcome": "conditional", "reasons": "Short.", "conditions": "3 more."}
    )
    page = client.get(f"/applications/{case}").content
    assert b"Admitted with a condition" in page
    assert client.get(f"/applications/{case}/1/letter.pdf").content.startswith(b"%PDF")
    assert client.get(f"/applications/{case}/1/decision.json")["Content-Type"] == "application/vc"
    assert (
        b"Somebody else decides now"
        in client.post(f"/applications/{case}", {"appeal": "Look again."}, follow=True).content
    )
    for path in ("/applications", "/applications/credit"):
        assert client.get(path).status_code == 200
    assert b"its chain is whole" in staff.get(f"/o/{here.at}/credits").content


def test_what_is_overdue_stands_first() -> None:
    here = scene()
    late = applied(here, house.person("Ann Aas"), "talk")
    later = applied(here, house.person("Ben Bo"), "talk")
    found = access.case(here.registrar, later, to="decide")
    found.due_at -= timedelta(days=40)
    found.save()
    assert [row.public_id for row in casebook.queue(here.registrar, here.at)] == [later, late]
