"""On completion the learner gets a CLR 2.0: signed by the certifier, with the award and each part inside."""

from __future__ import annotations

import json

import pytest
from django.test import Client
from tests import house
from tests.services.admissions.scene import NOW, Scene, scene
from tests.services.qualifications.test_holdings import bring, foreign, trusted, welders
from tests.services.qualifications.test_pathways import awarded, made

from microcred.platform.accounts.events import AccountErased
from microcred.platform.accounts.models import Account
from microcred.platform.awards import services as awards
from microcred.platform.credentials.errors import ContentGone
from microcred.platform.credentials.services import stored_form
from microcred.platform.qualifications import queries, services
from microcred.platform.qualifications.errors import QualificationUnknown
from microcred.platform.qualifications.models import Progress
from microcred.platform.verifier.services import examine_for
from microcred.platform.verifier.sources import outside
from microcred.vc.report import VerificationReport
from microcred.vc.verdicts import Verdict

pytestmark = pytest.mark.django_db


def examined(body: bytes) -> VerificationReport:
    return examine_for(body, at=NOW, sources=outside().sources(now=NOW))


def completed() -> tuple[Scene, Account, str, str]:
    here, learner = scene(), house.person()
    one = made(here)
    _, _, talk = awarded(here, learner, one)
    return here, learner, one, talk


def test_the_record_holds_and_each_part_inside_is_examined() -> None:
    _, learner, one, _ = completed()
    document = json.loads(queries.record_of(learner, one))
    assert document["type"] == ["VerifiableCredential", "ClrCredential"]
    assert not document["partial"]
    report = examined(queries.record_of(learner, one))
    assert report.verdict is Verdict.HOLDS, report.as_json()
    assert [(inner.place, inner.verdict) for inner in report.inside] == [
        (f"credentialSubject[0].verifiableCredential[{at}]", Verdict.HOLDS) for at in range(3)
    ]
    titles = [inner.signed.document["name"] for inner in report.inside if inner.signed]
    assert titles == ["Speaker with figures", "Analysing data", "Presenting to an audience"]


def test_a_part_that_is_changed_or_withdrawn_is_seen_inside() -> None:
    here, learner, one, talk = completed()
    body = queries.record_of(learner, one)
    assert examined(body.replace(b"Talks that land.", b"Talks that land!")).verdict is Verdict.NOT_GENUINE
    awards.revoke(actor=here.registrar, institution=here.at, public_ids=[talk], reason="Mixed up.", now=NOW)
    verdicts = [inner.verdict for inner in examined(body).inside]
    assert verdicts == [Verdict.HOLDS, Verdict.HOLDS, Verdict.WITHDRAWN]


@pytest.mark.parametrize("form", ["di", "jwt"])
def test_a_part_of_elsewhere_goes_in_as_it_was_signed(form: str) -> None:
    here, learner = scene(), house.person()
    trusted()
    here.award(learner)
    bring(learner, foreign("https://far.example/weld", form, email=learner.email))
    one = welders(here)
    progress = services.start(actor=learner, public_id=one, now=NOW)
    assert services.review(progress=progress, now=NOW) == "awarded"
    report = examined(queries.record_of(learner, one))
    assert [inner.verdict for inner in report.inside] == [Verdict.HOLDS] * 3
    assert report.inside[2].trusted_as == "Far College"
    page = Client().get(f"/q/parts/{progress}").content
    assert b"awarded elsewhere" in page
    assert page.count(b"/c/") == 1


def test_the_learner_downloads_it_and_nobody_else() -> None:
    here, learner, one, _ = completed()
    client = Client()
    assert client.get(f"/q/{one}/record.json").status_code == 302
    client.force_login(learner, backend="django.contrib.auth.backends.ModelBackend")
    assert f"/q/{one}/record.json".encode() in client.get(f"/q/{one}").content
    answer = client.get(f"/q/{one}/record.json")
    assert answer["Content-Type"] == "application/vc"
    assert answer.content == queries.record_of(learner, one)
    with pytest.raises(QualificationUnknown):
        queries.record_of(here.registrar, one)


def test_it_is_erased_with_the_account() -> None:
    _, learner, one, _ = completed()
    record = Progress.objects.get(learner=learner).record
    for _again in range(2):
        services.hear_account_erased(AccountErased(learner.pk, NOW, learner.pk), now=NOW)
    with pytest.raises(ContentGone):
        stored_form(record)
    with pytest.raises(QualificationUnknown):
        queries.record_of(learner, one)
