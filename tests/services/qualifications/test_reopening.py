"""A part that was brought along is revoked at its issuer later: the certifier is told, and decides."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from tests import house
from tests.pages.verifier import site
from tests.services.admissions.scene import Scene, scene

from microcred.platform.accounts.models import Account
from microcred.platform.awards.addresses import achievement_address
from microcred.platform.credentials import queries as credentials
from microcred.platform.journal import services as journal
from microcred.platform.journal import worker
from microcred.platform.journal.models import Mail
from microcred.platform.portfolio import services as portfolio
from microcred.platform.portfolio.models import Imported
from microcred.platform.qualifications import queries, services
from microcred.platform.qualifications.models import Progress
from microcred.platform.verifier.intake import Given
from microcred.platform.verifier.models import ListKind, TrustEntry, TrustList
from microcred.vc.openbadges import Recipient

pytestmark = pytest.mark.django_db
THERE = "https://alder.example/m/talk"
"""What the issuer elsewhere certifies."""


@pytest.fixture
def elsewhere() -> Iterator[site.Elsewhere]:
    cache.clear()
    with site.elsewhere() as found:
        yield found


def at(days: int) -> datetime:
    return datetime.now(UTC) + timedelta(days=days)


def awarded_with_an_import(here: Scene, learner: Account, elsewhere: site.Elsewhere) -> str:
    """An automatic qualification from a talk of here and one that was brought along; the progress's id."""
    made = TrustList.objects.create(kind=ListKind.DIDS, name="Ours", as_of=at(0))
    TrustEntry.objects.create(trust_list=made, issuer=elsewhere.did, name="Far College", added_at=at(0))
    parts = [{"kind": "micro-credential", "microCredential": achievement_address(here.talk)}]
    parts.append({"kind": "micro-credential", "microCredential": THERE})
    one = services.new_qualification(
        actor=here.registrar,
        achievement=house.published(here.registrar, here.at, name="Twice a speaker"),
        now=at(0),
        parts={"requirement": {"kind": "all-of", "parts": parts}},
        automatic=True,
    )
    services.publish(actor=here.registrar, public_id=queries.qualification(one).book, now=at(0))
    here.award(learner)
    data = elsewhere.with_status(recipient=Recipient(email=learner.email))
    portfolio.keep(actor=learner, given=Given(data, "talk.json"), now=at(0))
    progress = services.start(actor=learner, public_id=one, now=at(0))
    assert services.review(progress=progress, now=at(0)) == "awarded"
    return progress


def look_again(days: int) -> None:
    """The daily round, and those who hear of what it finds."""
    cache.clear()
    site.sources.outside.cache_clear()
    portfolio.check_due(now=at(days))
    journal.seal()
    worker.run_due(at(days))


def stage(progress: str) -> str:
    return str(Progress.objects.get(public_id=progress).stage)


def told() -> list[str]:
    return [one.reference for one in Mail.objects.filter(kind="qualifications.reopened")]


def test_a_revocation_elsewhere_reopens_the_question_once_and_takes_nothing_away(
    elsewhere: site.Elsewhere,
) -> None:
    here, learner = scene(), house.person()
    certifier = house.member(here.at, "Cora Tiefer", "certifier")
    progress = awarded_with_an_import(here, learner, elsewhere)
    look_again(2)
    assert (stage(progress), told()) == ("awarded", [])

    elsewhere.with_status(7)
    look_again(4)
    look_again(6)
    assert (stage(progress), told()) == ("reopened", [f"{progress}.{certifier.pk}"])
    award = Progress.objects.get(public_id=progress).award
    assert credentials.status(award).state == "active"  # type: ignore[union-attr]
    client = Client()
    client.force_login(certifier, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(f"/o/{here.at}/qualifications/").content.decode()
    assert "Withdrawn: Presenting to an audience" in page

    services.keep(actor=certifier, progress=progress, now=at(7))
    look_again(8)
    assert (stage(progress), len(told())) == ("awarded", 1)


def test_an_issuer_out_of_reach_reopens_nothing(elsewhere: site.Elsewhere) -> None:
    here, learner = scene(), house.person()
    progress = awarded_with_an_import(here, learner, elsewhere)
    elsewhere.answers["/.well-known/did.json"] = site.body(b"", 503)
    look_again(2)
    assert Imported.objects.get().verdict == "unchecked"
    assert (stage(progress), told()) == ("awarded", [])


def test_a_part_that_holds_again_and_is_revoked_anew_is_told_anew(elsewhere: site.Elsewhere) -> None:
    here, learner = scene(), house.person()
    progress = awarded_with_an_import(here, learner, elsewhere)
    for days, taken in ((2, (7,)), (4, ()), (6, (7,))):
        elsewhere.with_status(*taken)
        look_again(days)
        services.keep(actor=here.registrar, progress=progress, now=at(days))
    assert (stage(progress), len(told())) == ("awarded", 2)
