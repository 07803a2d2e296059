"""A small institution for tests, built through the services: people, an institution, what it awards."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from microcred.platform.accounts import services as accounts
from microcred.platform.accounts.models import Account
from microcred.platform.catalogue import services as catalogue
from microcred.platform.catalogue.content import AchievementContent
from microcred.platform.institutions import services as institutions
from microcred.platform.institutions.access import by_public_id
from microcred.platform.institutions.profile import Profile
from microcred.platform.network import services as network

FOUNDED = datetime(2026, 1, 5, 8, tzinfo=UTC)


def person(name: str = "Ida Storm", email: str = "") -> Account:
    """An account with a confirmed address."""
    address = email or f"{'.'.join(name.lower().split())}@people.example"
    return accounts.create(email=address, name=name, now=FOUNDED)


def institution(owner: Account, name: str = "Alder College", **more: Any) -> str:
    """An institution with its owner and its first key; its public id."""
    profile = Profile(name=name, kind="college", country="IE", colour="#2E5E4E", **more)
    return institutions.create(actor=None, profile=profile, owner=owner, now=FOUNDED)


def member(at: str, name: str, *roles: str) -> Account:
    """A further member with these roles."""
    account = person(name)
    institutions.add_member(
        actor=None, institution=by_public_id(at), account=account, roles=roles, now=FOUNDED
    )
    return account


def content(name: str = "Presenting to an audience", **changes: Any) -> AchievementContent:
    """A complete micro-credential; `changes` replace fields."""
    value: dict[str, Any] = {
        "language": "en",
        "texts": {
            "en": {
                "name": name,
                "can": "present to an audience",
                "description": "Talks that land.",
                "criteria": "A talk of fifteen minutes.",
                "outcomes": ["Structure a talk around one message"],
            },
            "fr": {"name": "Présenter devant un public", "can": "présenter devant un public"},
        },
        "kind": "soft",
        "skills": [
            {
                "label": "conduct public presentations",
                "address": "http://data.europa.eu/esco/skill/fd446407-b08e-49da-b8e3-7e7c79618c3f",
                "level": 5,
            }
        ],
        "ects": "2",
        "hours": "50",
        "eqf_level": 5,
        "assessment": ["oral"],
        "supervision": "onsite-id",
        "participation": "blended",
        "quality_assurance": ["institution"],
        "stackability": "stackable",
        "isced_f": "0031",
        "grade_scale": "RawScore",
    }
    return AchievementContent.read({**value, **changes})


def published(owner: Account, at: str, **changes: Any) -> str:
    """A published micro-credential; its public id."""
    made = catalogue.draft(actor=owner, institution=at, content=content(**changes), now=FOUNDED)
    catalogue.publish(actor=owner, public_id=made, now=FOUNDED)
    return made


def agreed(certifier: Account, at: str, educator: Account, teaches_at: str, **more: Any) -> str:
    """An accepted agreement by which one institution may lead to what the other certifies; its public id."""
    terms = {"kind": "award", "starts": FOUNDED, **more}
    made = network.propose(actor=certifier, institution=at, partner=teaches_at, now=FOUNDED, **terms)
    network.accept(actor=educator, institution=teaches_at, public_id=made, now=FOUNDED)
    return made
