"""Credentials that cannot count, through the calculator and through an application: each with a clear answer."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests import house
from tests.pages.verifier import site
from tests.services.admissions.scene import NOW, Scene, scene, stored

from microcred.platform.accounts.models import Account
from microcred.platform.admissions import services
from microcred.platform.admissions.models import Case
from microcred.platform.awards import services as awards
from microcred.platform.awards.identity import Identity
from microcred.platform.qualifications import services as rules
from microcred.vc.openbadges import Recipient

pytestmark = pytest.mark.django_db


@dataclass
class Given:
    """What a case of bad input is made from."""

    here: Scene
    learner: Account
    elsewhere: site.Elsewhere

    def ended(self, step: Callable[..., int]) -> bytes:
        made = self.here.award(self.learner, "data")
        now = datetime.now(UTC)
        step(
            actor=self.here.other,
            institution=self.here.elsewhere,
            public_ids=[made],
            reason="Mixed up.",
            now=now,
        )
        return stored(made)

    def over(self) -> bytes:
        made = awards.award_one(
            actor=self.here.other,
            achievement=self.here.data,
            values={"name": self.learner.name, "email": self.learner.email, "expires": "2026-02-01"},
            identity=Identity("sign-in"),
            now=house.FOUNDED,
        )
        return stored(made)

    def unsettled(self) -> bytes:
        data = self.elsewhere.signed(recipient=Recipient(email=self.learner.email))
        self.elsewhere.answers["/.well-known/did.json"] = site.body(b"", 503)
        return data

    def changed(self) -> bytes:
        return stored(self.here.award(self.learner, "data")).replace(b"Analysing data", b"Analysing date")


BAD: dict[str, tuple[Callable[[Given], bytes], str]] = {
    "revoked": (lambda one: one.ended(awards.revoke), "It was revoked."),
    "suspended": (lambda one: one.ended(awards.suspend), "It is suspended."),
    "expired": (Given.over, "It is no longer valid."),
    "undecided": (Given.unsettled, "Its verification could not be completed."),
    "changed": (Given.changed, "Its verification failed."),
    "no credential": (lambda one: b"Dear Sir or Madam", "Its verification failed."),
}
OTHERS: dict[str, tuple[Callable[[Given], bytes], str]] = {
    "somebody else's of here": (
        lambda one: stored(one.here.award(house.person("Bo Berg"), "data")),
        "It was awarded to somebody else.",
    ),
    "somebody else's of elsewhere": (lambda one: one.elsewhere.signed(), "It was awarded to somebody else."),
    "nobody's": (
        lambda one: one.elsewhere.signed(recipient=Recipient(did="did:example:someone")),
        "names nobody",
    ),
}


@pytest.fixture
def given() -> Iterator[Given]:
    cache.clear()
    with site.elsewhere() as elsewhere:
        here = scene()
        yield Given(here, house.person(), elsewhere)


def signed_in(account: Account) -> Client:
    client = Client()
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    return client


def file(data: bytes, name: str = "credential.json") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def text_of(answer: object) -> str:
    return html.unescape(answer.content.decode())  # type: ignore[attr-defined]


def applied(given: Given, *files: SimpleUploadedFile) -> tuple[str, str]:
    """The pages of applicant and examiner after handing these in."""
    client = signed_in(given.learner)
    answer = client.post(f"/programmes/{given.here.programme}/apply", {"file": list(files)}, follow=True)
    assert "Your application is in." in text_of(answer)
    case = Case.objects.latest("pk").public_id
    examiner = signed_in(given.here.registrar)
    return text_of(answer), text_of(examiner.get(f"/o/{given.here.at}/cases/{case}"))


@pytest.mark.parametrize("case", BAD)
def test_the_calculator_says_why_it_counts_nowhere(case: str, given: Given) -> None:
    make, sentence = BAD[case]
    answer = Client().post(f"/programmes/{given.here.programme}", {"file": file(make(given))})
    page = text_of(answer)
    assert "What counts nowhere" in page
    assert sentence in page
    assert "This would not give entry yet." in page


@pytest.mark.parametrize("case", BAD | OTHERS)
def test_applicant_and_examiner_read_why_it_counts_nowhere(case: str, given: Given) -> None:
    make, sentence = (BAD | OTHERS)[case]
    for page in applied(given, file(make(given))):
        assert sentence in page


@pytest.mark.parametrize("case", OTHERS)
def test_what_is_somebody_elses_cannot_be_accepted(case: str, given: Given) -> None:
    _, page = applied(given, file(OTHERS[case][0](given)))
    assert ("Accept this issuer in this case" in page) is (case == "nobody's")
    assert ("Accept that it is the applicant's" in page) is (case == "nobody's")
    assert ("It names nobody" in page) is (case == "nobody's")
    assert ("It names somebody else." in page) is (case != "nobody's")


def test_of_what_names_nobody_both_the_issuer_and_whose_it_is_must_be_accepted(given: Given) -> None:
    applied(given, file(OTHERS["nobody's"][0](given)))
    examiner, case = signed_in(given.here.registrar), Case.objects.latest("pk").public_id
    address = f"/o/{given.here.at}/cases/{case}"
    for what, open_still in (("accept", True), ("accept-identity", False)):
        examiner.post(f"{address}/step", {"what": what, "position": "1"})
        shown = text_of(examiner.get(address))
        assert ("Its verification could not be completed." in shown) is open_still


def test_the_applicants_own_of_an_unknown_issuer_waits_for_the_examiner(given: Given) -> None:
    data = given.elsewhere.signed(recipient=Recipient(email=given.learner.email))
    _, page = applied(given, file(data))
    assert "It names the applicant by a confirmed address." in page
    assert "Accept this issuer in this case" in page


def test_the_calculator_says_where_the_credentials_name_more_than_one_person(given: Given) -> None:
    own, other = given.here.award(given.learner), given.here.award(house.person("Bo Berg"), "data")
    address = f"/programmes/{given.here.programme}"
    both = Client().post(address, {"file": [file(stored(own)), file(stored(other))]})
    assert "These name more than one person: Ida Storm, Bo Berg." in text_of(both)
    assert "more than one person" not in text_of(Client().post(address, {"file": file(stored(own))}))


@pytest.mark.parametrize("through", ["calculator", "application"])
def test_one_award_as_a_baked_picture_and_as_json_counts_once(through: str, given: Given) -> None:
    here = given.here
    book = services.write_rule_for(
        actor=here.registrar,
        public_id=here.programme,
        what="credit",
        now=NOW,
        parts={"requirement": {"kind": "credits", "atLeast": 6, "title": "Six credits"}},
    )
    rules.publish(actor=here.registrar, public_id=book, now=NOW)
    made = here.award(given.learner, "data")
    picture = signed_in(given.learner).get(f"/c/{made}.png").content
    assert picture.startswith(b"\x89PNG")
    files = [file(picture, "badge.png"), file(stored(made))]
    if through == "calculator":
        page = text_of(Client().post(f"/programmes/{here.programme}", {"file": files}))
        assert "A part of it would count as credit." in page
    else:
        _, page = applied(given, *files)
    assert "It is a copy of a credential that is here already." in page
    assert "3 of 6 credits" in page
