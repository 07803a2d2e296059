"""What counts for a learner: awards of here and what they brought along, each once, as verified now."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from tests import house
from tests.services.admissions.scene import NOW, Scene, scene

from microcred import vc
from microcred.platform.accounts.models import Account
from microcred.platform.awards.addresses import achievement_address
from microcred.platform.portfolio import services as portfolio
from microcred.platform.qualifications import queries, services
from microcred.platform.qualifications.holdings import holdings
from microcred.platform.verifier.intake import Given
from microcred.platform.verifier.models import ListKind, TrustEntry, TrustList
from microcred.rules.evaluate.evaluation import evaluate
from microcred.rules.facts import State
from microcred.rules.reading import rule_from
from microcred.vc.openbadges import Recipient, achievement, achievement_credential, issuer_profile
from microcred.vc.openbadges.annexvalues import Course

pytestmark = pytest.mark.django_db
FAR = vc.KeySigner.did_key(vc.PrivateKey.generate())
AT = datetime(2026, 2, 2, tzinfo=UTC)


def trusted() -> None:
    made = TrustList.objects.create(kind=ListKind.DIDS, name="Ours", as_of=NOW)
    TrustEntry.objects.create(trust_list=made, issuer=FAR.controller, name="Far College", added_at=NOW)


def foreign(earned: str, form: Any = "di", *, number: int = 1, **who: str) -> bytes:
    document = achievement_credential(
        identifier=f"urn:uuid:1d0b0c36-41b4-4cf6-94a2-0b3b0dd4ea{number:02}",
        issuer=issuer_profile(FAR.controller, "Far College"),
        achievement=achievement(earned, "Welding", "Joins steel.", criteria="A seam.", course=Course(ects=3)),
        recipient=Recipient(**who),
        valid_from=AT,
    )
    return vc.issue(document, FAR, now=AT, format=form).body


def bring(learner: Account, body: bytes) -> str:
    return portfolio.keep(actor=learner, given=Given(body, "w"), now=NOW)


CREDIT = rule_from(
    {"id": "r", "version": 1, "title": "Six", "requirement": {"kind": "credits", "atLeast": 6}}
)


def test_an_import_of_a_trusted_issuer_counts_and_one_of_an_unknown_issuer_does_not() -> None:
    learner = house.person()
    bring(learner, foreign("https://far.example/weld", email=learner.email))
    (read,) = holdings(learner, NOW)
    assert (read.held.state, read.elsewhere) == (State.UNDECIDED, True)
    trusted()
    (read,) = holdings(learner, NOW)
    assert (read.held.state, read.held.credits) == (State.VERIFIED, 3)


def test_the_same_credential_in_two_formats_counts_once() -> None:
    learner = house.person()
    trusted()
    for form in ("di", "jwt"):
        bring(learner, foreign("https://far.example/weld", form, email=learner.email))
    held = [one.held for one in holdings(learner, NOW)]
    assert [one.state for one in held] == [State.VERIFIED] * 2
    told = evaluate(CREDIT, held, NOW.date())
    assert (told.missing, len({one.credential for one in told.placed})) == (3, 1)
    bring(learner, foreign("https://far.example/braze", number=2, email=learner.email))
    assert evaluate(CREDIT, [one.held for one in holdings(learner, NOW)], NOW.date()).missing == 0


def test_an_import_that_names_nobody_is_undecided_and_one_of_somebody_else_left_out() -> None:
    learner = house.person()
    trusted()
    bring(learner, foreign("https://far.example/weld", did="did:example:someone"))
    bring(learner, foreign("https://far.example/weld", number=2, email="else@people.example"))
    assert [one.held.state for one in holdings(learner, NOW)] == [State.UNDECIDED]


def welders(here: Scene) -> str:
    """An automatic qualification for the talk and a weld of elsewhere."""
    parts = [achievement_address(here.talk), "https://far.example/weld"]
    found = services.new_qualification(
        actor=here.registrar,
        achievement=house.published(here.registrar, here.at, name="Speaker who welds"),
        now=NOW,
        parts={
            "requirement": {
                "kind": "all-of",
                "parts": [{"kind": "micro-credential", "microCredential": one} for one in parts],
            }
        },
        automatic=True,
    )
    services.publish(actor=here.registrar, public_id=queries.qualification(found).book, now=NOW)
    return found


@pytest.mark.parametrize(("by_name", "stage"), [(False, "awarded"), (True, "complete")])
def test_what_names_a_learner_by_name_alone_waits_for_a_person(*, by_name: bool, stage: str) -> None:
    here, learner = scene(), house.person()
    trusted()
    here.award(learner)
    who = {"name": learner.name} if by_name else {"email": learner.email}
    bring(learner, foreign("https://far.example/weld", **who))
    progress = services.start(actor=learner, public_id=welders(here), now=NOW)
    assert services.review(progress=progress, now=NOW) == stage
    if by_name:
        assert services.confirm(actor=here.registrar, progress=progress, now=NOW)
