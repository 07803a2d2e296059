"""One institution with its owner, and whoever else a test needs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest

from microcred.platform.accounts import services as accounts
from microcred.platform.accounts.models import Account
from microcred.platform.institutions import services
from microcred.platform.institutions.models import Institution
from microcred.platform.institutions.profile import Profile

Person = Callable[..., Account]


@pytest.fixture
def owner(db: None, now: datetime) -> Account:
    return accounts.create(email="olga@alder.example", name="Olga Owner", now=now)


@pytest.fixture
def alder(owner: Account, now: datetime) -> Institution:
    profile = Profile("Alder College", country="IE", colour="#2E5E4E", website="https://alder.example")
    public_id = services.create(actor=owner, profile=profile, owner=owner, now=now)
    return Institution.objects.get(public_id=public_id)


@pytest.fixture
def person(alder: Institution, now: datetime) -> Person:
    """Makes a person with some roles at Alder; with none, a stranger."""

    def make(*roles: str, name: str = "") -> Account:
        name = name or "-".join(roles) or "stranger"
        made = accounts.create(email=f"{name}@example.org", name=name, now=now)
        if roles:
            services.add_member(actor=None, institution=alder, account=made, roles=roles, now=now)
        return made

    return make
