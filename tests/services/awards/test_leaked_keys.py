"""A key leaked: what it signed since then is listed and issued anew, once, whatever happens to the worker."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import islice

import pytest
from django.test import Client
from tests import house

from microcred.platform.accounts.models import Account
from microcred.platform.awards import queries, services
from microcred.platform.awards.identity import Identity
from microcred.platform.credentials import services as credentials
from microcred.platform.institutions import queries as institution_queries
from microcred.platform.institutions import services as institutions
from microcred.platform.institutions.errors import NotAllowed
from microcred.platform.journal import worker
from microcred.platform.journal.models import Mail
from microcred.platform.verifier.services import examine_for
from microcred.platform.verifier.sources import outside
from microcred.vc.outcomes import Outcome
from microcred.vc.verdicts import Verdict

pytestmark = pytest.mark.django_db
BEFORE = datetime(2026, 5, 14, 9, 30, tzinfo=UTC)
LEAK = BEFORE + timedelta(days=1)
AFTER = LEAK + timedelta(days=1)
NOW = AFTER + timedelta(days=1)


@pytest.fixture
def owner() -> Account:
    return house.person()


@pytest.fixture
def at(owner: Account) -> str:
    return house.institution(owner)


def award(owner: Account, badge: str, name: str, when: datetime) -> str:
    values = {"name": name, "email": f"{name.lower()}@learners.example"}
    return services.award_one(actor=owner, achievement=badge, values=values, identity=Identity(), now=when)


@pytest.fixture
def made(owner: Account, at: str) -> list[str]:
    """One award before the leak, three after it."""
    badge = house.published(owner, at)
    times = {"Early": BEFORE, "Amina": AFTER, "Bjorn": AFTER, "Chloe": AFTER}
    return [award(owner, badge, name, when) for name, when in times.items()]


def leak(owner: Account, at: str) -> None:
    (key,) = institution_queries.keys(owner, at, NOW)
    institutions.compromise_key(actor=owner, institution=at, key=key.public_id, since=LEAK, now=NOW)


def test_only_what_was_signed_after_the_leak_is_listed(owner: Account, at: str, made: list[str]) -> None:
    assert queries.affected(owner, at) == []
    leak(owner, at)
    assert {row.public_id for row in queries.affected(owner, at)} == set(made[1:])


def test_issued_anew_each_verifies_again_and_nobody_is_left(owner: Account, at: str, made: list[str]) -> None:
    leak(owner, at)
    sent = Mail.objects.count()
    assert services.reissue(actor=owner, institution=at) == 3
    worker.run_due(NOW)
    assert queries.affected(owner, at) == []
    assert Mail.objects.count() == sent + 3
    successors = [queries.successor(one) for one in made]
    assert successors[0] == ""
    for old, new in zip(made[1:], successors[1:], strict=True):
        replaced, current = queries.award(old), queries.award(new)
        assert replaced is not None and current is not None
        assert (replaced.state, replaced.reason) == ("revoked", "superseded")
        assert (current.name, current.email, current.state) == (replaced.name, replaced.email, "active")


def test_a_worker_that_stops_in_the_middle_goes_on_where_it_was(
    owner: Account, at: str, made: list[str]
) -> None:
    leak(owner, at)
    list(islice(services.reissue_affected(owner, at, NOW), 1))
    assert len(queries.affected(owner, at)) == 2
    assert list(services.reissue_affected(owner, at, NOW)) == [(1, 2), (2, 2)]
    assert list(services.reissue_affected(owner, at, NOW)) == []


def test_who_may_only_look_cannot_issue_anew(owner: Account, at: str, made: list[str]) -> None:
    leak(owner, at)
    viewer = house.member(at, "Vera View", "viewer")
    assert len(queries.affected(viewer, at)) == 3
    with pytest.raises(NotAllowed):
        services.reissue(actor=viewer, institution=at)


def test_the_page_says_how_many_and_issues_them(owner: Account, at: str, made: list[str]) -> None:
    leak(owner, at)
    client = Client()
    client.force_login(owner, backend="django.contrib.auth.backends.ModelBackend")
    assert "3 awards have to be issued anew" in client.get(f"/o/{at}/awards/").content.decode()
    client.post(f"/o/{at}/awards/to-issue-anew")
    worker.run_due(NOW)
    assert "no award depends" in client.get(f"/o/{at}/awards/to-issue-anew").content.decode()


def test_what_the_leaked_key_signed_fails_and_its_successor_does_not(
    owner: Account, at: str, made: list[str]
) -> None:
    leak(owner, at)
    list(services.reissue_affected(owner, at, NOW))
    later = NOW + timedelta(hours=1)
    bodies = [credentials.stored_form(one).body for one in (made[1], queries.successor(made[1]))]
    old, new = (examine_for(one, at=later, sources=outside().sources(now=later)) for one in bodies)
    assert old.outcome is Outcome.FAILED
    assert new.verdict is Verdict.HOLDS
