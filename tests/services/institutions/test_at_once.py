"""Two people at once, on connections of their own."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from threading import Barrier
from typing import Any

import pytest
from django.db import connection, connections

from microcred.platform.accounts import services as accounts
from microcred.platform.institutions import services
from microcred.platform.institutions.errors import LastOwner
from microcred.platform.institutions.models import Institution, Membership, SigningKey
from microcred.platform.institutions.profile import Profile

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor == "sqlite", reason="one writer at a time, and the tests' SQLite is in memory"
    ),
]


def both(*works: Any) -> list[Any]:
    """What each work came to, begun together."""
    barrier = Barrier(len(works))

    def run(work: Any) -> Any:
        barrier.wait(timeout=20)
        try:
            return work()
        except LastOwner as error:
            return type(error)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(run, works))


def test_two_owners_who_leave_at_once_leave_one(now: datetime) -> None:
    people = [accounts.create(email=f"{n}@example.org", name=n, now=now) for n in ("olga", "otto")]
    at = services.create(actor=people[0], profile=Profile("Alder"), owner=people[0], now=now)
    alder = Institution.objects.get(public_id=at)
    services.add_member(actor=None, institution=alder, account=people[1], roles=["owner"], now=now)
    found = both(*(lambda one=one: services.leave(actor=one, institution=at, now=now) for one in people))
    assert sorted(found, key=str) == [LastOwner, None]
    assert Membership.objects.filter(institution=alder, role="owner").count() == 1


def test_two_rotations_at_once_make_two_keys_of_which_one_is_the_latest(now: datetime) -> None:
    owner = accounts.create(email="olga@example.org", name="Olga", now=now)
    at = services.create(actor=owner, profile=Profile("Alder"), owner=owner, now=now)
    both(*[lambda: services.rotate_key(actor=owner, institution=at, now=now)] * 2)
    assert SigningKey.objects.count() == 3
    assert SigningKey.objects.filter(retired_at=None).count() == 1
