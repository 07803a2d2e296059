"""The educators' signed statements, several of them in one credential of the certifier."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta

import pytest
from tests import house

from microcred import vc
from microcred.platform.accounts.models import Account
from microcred.platform.awards import services as awards
from microcred.platform.awards.addresses import achievement_address
from microcred.platform.awards.identity import Identity
from microcred.platform.credentials.services import stored_form
from microcred.platform.institutions.access import by_public_id
from microcred.platform.institutions.queries import controller_document
from microcred.platform.network import services
from microcred.platform.verifier.sources import outside

NOW = datetime(2026, 5, 14, 9, 30, tzinfo=UTC)

pytestmark = pytest.mark.django_db


def state(owner: Account, achievement: str, institution: str, part: str, at: datetime = NOW) -> None:
    services.educator_statement(
        actor=owner,
        institution=institution,
        achievement=achievement_address(achievement),
        title="Presenting to an audience",
        now=at,
        part=part,
    )


def renamed(institution: str) -> None:
    """As the officers of an institution do that takes another name and moves its website."""
    row = by_public_id(institution)
    row.name, row.website = "Alder University", "https://alder.example"
    row.save()


def awarded(owner: Account, achievement: str) -> bytes:
    award = awards.award_one(
        actor=owner,
        achievement=achievement,
        values={"name": "Ida Storm", "email": "ida@learners.example"},
        identity=Identity(),
        now=NOW + timedelta(days=1),
    )
    return stored_form(award).body


@pytest.mark.parametrize(
    ("parts", "between"),
    [
        ((("College", "teach"), ("College", "assess")), None),
        ((("College", "teach"), ("School", "teach"), ("School", "assess")), None),
        ((("Body", "assess"), ("College", "teach")), None),
        ((("College", "teach"), ("College", "assess")), renamed),
        ((("Body", "teach"), ("Body", "assess")), renamed),
    ],
    ids=["one educator", "two educators", "the certifier too", "renamed meanwhile", "a certifier renamed"],
)
def test_all_statements_stand_in_one_credential(
    parts: Sequence[tuple[str, str]], between: Callable[[str], None] | None
) -> None:
    ida = house.person()
    made = {name: house.institution(ida, name) for name in ("Body", "College", "School")}
    achievement = house.published(ida, made["Body"])
    for number, (name, part) in enumerate(parts):
        state(ida, achievement, made[name], part, NOW + timedelta(hours=number))
        if between is not None and number == 0:
            between(made[name])
    body = awarded(ida, achievement)
    dids = {name: by_public_id(public_id).did for name, public_id in made.items()}
    resolver = vc.StaticResolver({did: controller_document(did) or {} for did in dids.values()})
    sources = outside().sources(now=NOW + timedelta(days=1))
    policy = vc.IssuerIn({dids["Body"]: "Body"})
    at = NOW + timedelta(days=1)
    verified = vc.verify(body, at=at, resolver=resolver, statuses=sources.statuses, policy=policy)
    assert verified
    inside = [one.signed.issuer for one in vc.examine(body, at=at, resolver=resolver).inside if one.signed]
    assert sorted(inside) == sorted(dids[name] for name, _ in parts)


def test_what_a_certifier_stated_under_another_name_does_not_stop_its_awards() -> None:
    ida = house.person()
    body = house.institution(ida, "Body")
    achievement = house.published(ida, body)
    state(ida, achievement, body, "assess")
    renamed(body)
    assert b"EndorsementCredential" not in awarded(ida, achievement)
