"""The educators' signed statements, several of them in one credential of the certifier."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from tests import house

from microcred import vc
from microcred.platform.accounts.models import Account
from microcred.platform.awards import services as awards
from microcred.platform.awards.addresses import achievement_address
from microcred.platform.awards.identity import Identity
from microcred.platform.catalogue import services as catalogue
from microcred.platform.catalogue.offered import OfferingTerms
from microcred.platform.credentials.services import stored_form
from microcred.platform.institutions.access import NotFound, by_public_id
from microcred.platform.institutions.queries import controller_document
from microcred.platform.journal.models import Entry
from microcred.platform.network import queries, services
from microcred.platform.network.errors import StatementUnknown
from microcred.platform.verifier.sources import outside
from microcred.vc.jsontext import parse
from microcred.vc.verdicts import Verdict

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


def test_a_statement_is_withdrawn_with_a_reason_and_what_carries_it_stays_valid() -> None:
    ida = house.person()
    body, college = house.institution(ida, "Body"), house.institution(ida, "College")
    achievement = house.published(ida, body)
    state(ida, achievement, college, "teach")
    carried = awarded(ida, achievement)
    [row] = queries.statements(ida, college, NOW)
    later = NOW + timedelta(days=2)
    address = services.withdraw_statement(
        actor=ida, institution=college, statement=row.credential, reason="We teach it no more.", now=later
    )
    signed = parse(stored_form(address.rpartition("/")[2]).body)
    assert signed["validFrom"] == "2026-05-16T09:30:00Z"
    assert signed["description"] == "We teach it no more."
    assert signed["credentialSubject"]["id"].endswith(row.credential)
    dids = {name: by_public_id(public_id).did for name, public_id in (("Body", body), ("College", college))}
    resolver = vc.StaticResolver({did: controller_document(did) or {} for did in dids.values()})
    report = vc.examine(
        carried,
        at=later,
        resolver=resolver,
        statuses=outside().sources(now=later).statuses,
        policy=vc.IssuerIn({did: name for name, did in dids.items()}),
    )
    assert report.verdict is Verdict.HOLDS
    assert [one.verdict for one in report.inside] == [Verdict.WITHDRAWN]
    [after] = queries.statements(ida, college, later)
    assert (after.state, after.reason) == ("withdrawn", "We teach it no more.")
    assert queries.educator_statements(achievement_address(achievement), later) == []
    kinds = Entry.objects.filter(kind__startswith="network.Statement").order_by("pk")
    assert list(kinds.values_list("kind", flat=True)) == [
        "network.StatementMade",
        "network.StatementWithdrawn",
    ]
    with pytest.raises(StatementUnknown):
        services.withdraw_statement(
            actor=ida, institution=college, statement=row.credential, reason="Again.", now=later
        )


def test_nobody_else_withdraws_a_statement() -> None:
    ida, vic = house.person(), house.person("Vic Other")
    body, college = house.institution(ida, "Body"), house.institution(ida, "College")
    cedar = house.institution(vic, "Cedar")
    achievement = house.published(ida, body)
    state(ida, achievement, college, "teach")
    [row] = queries.statements(ida, college, NOW)
    for institution, error in ((college, NotFound), (cedar, StatementUnknown)):
        with pytest.raises(error):
            services.withdraw_statement(
                actor=vic, institution=institution, statement=row.credential, reason="Mine.", now=NOW
            )


def test_an_educator_states_its_part_on_its_page_and_takes_it_back(client: Client) -> None:
    ida = house.person()
    college = house.institution(ida, "College")
    achievement = house.published(ida, college)
    client.force_login(ida, backend="django.contrib.auth.backends.ModelBackend")
    address = f"/o/{college}/statements/"
    assert "Publish an offering first" in client.get(address).content.decode()
    day = NOW.date()
    terms = OfferingTerms.read({"starts_on": day, "ends_on": day + timedelta(days=9)})
    offering = catalogue.draft_offering(
        actor=ida, institution=college, achievement=achievement, terms=terms, now=NOW
    )
    catalogue.publish_offering(actor=ida, public_id=offering, now=NOW)
    chosen = {"achievement": achievement_address(achievement), "part": "assess"}
    assert "Signed." in client.post(address, chosen, follow=True).content.decode()
    [row] = queries.statements(ida, college, NOW)
    assert (row.part, row.title, row.state) == ("assess", "Presenting to an audience", "active")
    back = f"{address}{row.credential}/withdraw"
    assert client.post(back, {"reason": ""}).status_code == 200
    assert queries.statements(ida, college, NOW)[0].state == "active"
    said = client.post(back, {"reason": "We assess it no more."}, follow=True).content.decode()
    assert "We assess it no more." in said
    assert client.get(back).status_code == 404
    assert client.post(address, {**chosen, "achievement": "https://other.example/m/1"}).status_code == 200
    assert len(queries.statements(ida, college, NOW)) == 1
