"""What another registry states of its institutions: one signed statement for each, and registries in between."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import quote

import pytest
from django.db import connection
from tests.services.network.test_registries import ANCHOR, ENTITY, KEY, NOW, Other, read

from microcred import vc
from microcred.platform.journal.models import Entry
from microcred.platform.network import queries, services
from microcred.platform.network.scope import tokens
from microcred.ports.fetcher import Fetched
from microcred.vc.keys import PrivateKey

pytestmark = pytest.mark.django_db

COLLEGE, MIDDLE, MILL = f"{ENTITY}/i/college", "https://middle.example", "https://middle.example/i/mill"
DID, MILL_DID = f"{ANCHOR}:i:college", "did:web:middle.example:i:mill"
MIDDLE_KEY = PrivateKey.generate("Ed25519")


def endpoints(entity: str) -> dict[str, Any]:
    return {
        "federation_entity": {
            "organization_name": entity,
            "federation_fetch_endpoint": f"{entity}/registry/fetch",
            "federation_list_endpoint": f"{entity}/registry/list",
        }
    }


class Federation(Other):
    """A registry with a statement about a college, and about another registry with a mill below it."""

    def __init__(self, **claims: Any) -> None:
        super().__init__(**claims)
        self.asked: list[str] = []
        known = f"{ENTITY}/.well-known/openid-federation"
        self.answers[known] = self.statement(metadata=endpoints(ENTITY))
        self.listed([COLLEGE, MIDDLE])
        self.states(COLLEGE, did=DID, metadata={"federation_entity": {"organization_name": "College"}})
        self.states(
            MIDDLE, jwks={"keys": [tokens.jwk(MIDDLE_KEY.public, "middle")]}, metadata=endpoints(MIDDLE)
        )
        self.answers[f"{MIDDLE}/.well-known/openid-federation"] = self.by_middle(
            sub=MIDDLE, metadata=endpoints(MIDDLE)
        )
        self.answers[f"{MIDDLE}/registry/list"] = json.dumps([MILL]).encode()
        self.answers[f"{MIDDLE}/registry/fetch?sub={quote(MILL, safe='')}"] = self.by_middle(
            sub=MILL, did=MILL_DID, metadata={"federation_entity": {"organization_name": "Mill"}}
        )

    def listed(self, entities: list[str]) -> None:
        self.answers[f"{ENTITY}/registry/list"] = json.dumps(entities).encode()

    def states(self, sub: str, **more: Any) -> None:
        self.answers[f"{ENTITY}/registry/fetch?sub={quote(sub, safe='')}"] = self.statement(sub=sub, **more)

    def by_middle(self, **more: Any) -> bytes:
        moment = int(NOW.timestamp())
        claims = {"iss": MIDDLE, "iat": moment, "exp": moment + 90_000, **more}
        claims.setdefault("jwks", {"keys": [tokens.jwk(MIDDLE_KEY.public, "middle")]})
        signer = vc.KeySigner(MIDDLE_KEY, "middle")
        return tokens.signed(claims, tokens.STATEMENT, signer, "middle").encode()

    def fetch(self, url: str, *, accept: str = "*/*") -> Fetched:
        self.asked.append(url)
        return super().fetch(url, accept=accept)


def known() -> set[str]:
    return {did for did in (DID, MILL_DID, ANCHOR) if queries.listed_elsewhere(did)}


def test_institutions_are_known_by_their_statements_also_below_a_registry_in_between() -> None:
    found = read(Federation())
    assert found.refused == ()
    assert known() == {DID, MILL_DID}
    assert queries.listed_elsewhere(MILL_DID) == ("Mill", ENTITY, NOW)


def test_a_statement_that_holds_is_not_asked_for_again() -> None:
    read(Federation())
    again = Federation(iat=int(NOW.timestamp()) + 60)
    read(again, NOW + timedelta(minutes=1))
    assert known() == {DID, MILL_DID}
    assert not [url for url in again.asked if "college" in url]
    dropped = Federation(iat=int(NOW.timestamp()) + 120)
    dropped.listed([])
    read(dropped, NOW + timedelta(minutes=2))
    assert known() == set()


def forged(other: Federation) -> None:
    stranger = vc.KeySigner(PrivateKey.generate("Ed25519"), "x#y")
    moment = int(NOW.timestamp())
    claims = {"iss": ENTITY, "sub": COLLEGE, "iat": moment, "exp": moment + 99, "did": DID}
    claims |= {"jwks": {"keys": [tokens.jwk(KEY.public, "key-1")]}, "metadata": {"federation_entity": {}}}
    address = f"{ENTITY}/registry/fetch?sub={quote(COLLEGE, safe='')}"
    other.answers[address] = tokens.signed(claims, tokens.STATEMENT, stranger, "key-1").encode()


def over(other: Federation) -> None:
    other.states(COLLEGE, did=DID, metadata={"federation_entity": {}}, exp=int(NOW.timestamp()) - 1)


def of_another_host(other: Federation) -> None:
    other.states(COLLEGE, did="did:web:bank.example", metadata={"federation_entity": {}})


def no_path(other: Federation) -> None:
    other.states(
        MIDDLE,
        jwks={"keys": [tokens.jwk(MIDDLE_KEY.public, "middle")]},
        metadata=endpoints(MIDDLE),
        constraints={"naming_constraints": {"excluded": ["middle.example"]}},
    )


def too_deep(other: Federation) -> None:
    """The registry in between names itself once more as one in between, under another name, and so on."""
    for number in range(3):
        here, below = f"https://deep{number}.example", f"https://deep{number + 1}.example"
        above = MIDDLE if number == 0 else f"https://deep{number - 1}.example"
        other.answers[f"{above}/registry/list"] = json.dumps([here]).encode()
        other.answers[f"{above}/registry/fetch?sub={quote(here, safe='')}"] = other.by_middle(
            iss=above, sub=here, metadata=endpoints(here)
        )
        other.answers[f"{here}/.well-known/openid-federation"] = other.by_middle(
            iss=here, sub=here, metadata=endpoints(here)
        )
        other.answers[f"{here}/registry/list"] = json.dumps([below]).encode()


@pytest.mark.parametrize(
    ("spoil", "left", "code"),
    [
        (forged, {MILL_DID}, "network.statement-forged"),
        (over, {MILL_DID}, "network.statement-old"),
        (of_another_host, {MILL_DID}, "network.statement-forged"),
        (no_path, {DID}, "network.statement-forged"),
        (too_deep, {DID}, "network.statement-forged"),
    ],
    ids=["forged", "over", "of another host", "a name that is excluded", "a path that is too long"],
)
def test_a_statement_that_is_refused_makes_nobody_known_and_stands_in_the_log(
    spoil: Callable[[Federation], None], left: set[str], code: str
) -> None:
    other = Federation()
    spoil(other)
    found = read(other)
    assert known() == left
    assert [one.rpartition(" ")[2] for one in found.refused] == [code]
    logged = json.loads(Entry.objects.get(kind="network.RegistryRead").body)
    assert tuple(logged["refused"]) == found.refused


@pytest.mark.django_db(transaction=True)
def test_no_transaction_is_open_while_another_server_is_asked() -> None:
    open_while: list[bool] = []

    class Watching(Federation):
        def fetch(self, url: str, *, accept: str = "*/*") -> Fetched:
            open_while.append(connection.in_atomic_block)
            return super().fetch(url, accept=accept)

    services.read_registry(actor=None, entity=ENTITY, now=NOW, fetcher=Watching())
    assert open_while
    assert not any(open_while)
