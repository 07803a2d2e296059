"""What another registry may not do: forge, replay, speak for other hosts, or publish more than it holds."""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from tests import house

from microcred import vc
from microcred.platform.institutions.access import NotAllowed
from microcred.platform.journal.models import Entry
from microcred.platform.network import queries, services
from microcred.platform.network.errors import RegistryUnreachable, StatementForged, StatementRolledBack
from microcred.platform.network.models import Anchor, Right
from microcred.platform.network.scope import Scope, Subject, tokens
from microcred.platform.network.scope.documents import right_document
from microcred.platform.network.services.registries import Reading
from microcred.ports.errors import FetchFailed
from microcred.ports.fetcher import Fetched
from microcred.vc.keys import PrivateKey
from microcred.vc.openbadges import issuer_profile

NOW = datetime(2026, 5, 14, 9, 30, tzinfo=UTC)
ENTITY = "https://other.example"
ANCHOR = "did:web:other.example"
KEY = PrivateKey.generate("Ed25519")
SIGNER = vc.KeySigner(KEY, f"{ANCHOR}#key-1")

pytestmark = pytest.mark.django_db


class Other:
    """Another installation, as a fetcher that answers from a dictionary."""

    def __init__(self, **claims: Any) -> None:
        method = {
            "id": SIGNER.verification_method,
            "type": "Multikey",
            "controller": ANCHOR,
            "publicKeyMultibase": KEY.public.multikey,
        }
        document = {
            "@context": ["https://www.w3.org/ns/did/v1"],
            "id": ANCHOR,
            "verificationMethod": [method],
            "assertionMethod": [method["id"]],
        }
        self.answers = {
            f"{ENTITY}/.well-known/did.json": json.dumps(document).encode(),
            f"{ENTITY}/.well-known/openid-federation": self.statement(),
            f"{ENTITY}/registry/dids": self.statement(
                issuers=[{"did": ANCHOR, "name": "Other"}],
                accreditors=[{"did": ANCHOR, "name": "Other"}],
                rights=[f"{ENTITY}/registry/rights/one"],
                **claims,
            ),
            f"{ENTITY}/registry/rights/one": self.right("did:web:other.example:college"),
        }

    def statement(self, **more: Any) -> bytes:
        moment = int(NOW.timestamp())
        claims = {"iss": ENTITY, "sub": ENTITY, "iat": moment, "exp": moment + 90_000, **more}
        claims.setdefault("jwks", {"keys": [tokens.jwk(KEY.public, "key-1")]})
        return tokens.signed(claims, tokens.STATEMENT, SIGNER, "key-1").encode()

    def right(self, holder: str, **more: Any) -> bytes:
        document = right_document(
            issuer=issuer_profile(ANCHOR, "Other"),
            holder=holder,
            holder_name="College",
            scope=Scope("certify", NOW, **more),
            rests_on="",
            title="College",
            sentence="May certify.",
        )
        return vc.issue({**document, "id": f"{ENTITY}/c/one"}, SIGNER, now=NOW).body

    def fetch(self, url: str, *, accept: str = "*/*") -> Fetched:
        if url not in self.answers:
            raise FetchFailed(url)
        return Fetched(url, self.answers[url])

    def web_scheme(self, url: str) -> str:
        return url


def read(other: Other, at: datetime = NOW) -> Reading:
    return services.read_registry(actor=None, entity=ENTITY, now=at, fetcher=other)


def noted() -> list[str]:
    """The codes of refused readings that stand in the log."""
    entries = Entry.objects.filter(kind="network.RegistryRefused").order_by("pk")
    return [json.loads(one.body)["code"] for one in entries if json.loads(one.body)["entity"] == ENTITY]


def test_a_sound_registry_makes_its_institutions_known() -> None:
    assert read(Other()).rights == 1
    assert queries.listed_elsewhere(ANCHOR) == ("Other", ENTITY, NOW)
    assert queries.standing("did:web:other.example:college", Subject(level=5), NOW).outcome == "passed"


def test_an_older_list_is_a_replay() -> None:
    read(Other())
    with pytest.raises(StatementRolledBack):
        read(Other(iat=int((NOW - timedelta(hours=1)).timestamp())))
    assert noted() == [StatementRolledBack.code]


def test_another_key_is_not_believed_once_one_is_pinned() -> None:
    read(Other())
    other, stranger = Other(), PrivateKey.generate("Ed25519")
    claims = {"iss": ENTITY, "sub": ENTITY, "iat": int(NOW.timestamp()), "exp": int(NOW.timestamp()) + 99}
    claims["jwks"] = {"keys": [tokens.jwk(stranger.public, "key-1")]}  # type: ignore[assignment]
    forged = tokens.signed(claims, tokens.STATEMENT, vc.KeySigner(stranger, "x#y"), "key-1").encode()
    other.answers[f"{ENTITY}/.well-known/openid-federation"] = forged
    other.answers[f"{ENTITY}/registry/dids"] = forged
    with pytest.raises(StatementForged):
        read(other)
    assert noted() == [StatementForged.code]


def test_a_list_that_was_changed_on_the_way_is_forged() -> None:
    other = Other()
    head, payload, signature = other.answers[f"{ENTITY}/registry/dids"].decode().split(".")
    claims = json.loads(urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    claims["issuers"].append({"did": "did:web:other.example:mill", "name": "Mill"})
    changed = urlsafe_b64encode(json.dumps(claims).encode()).decode().rstrip("=")
    other.answers[f"{ENTITY}/registry/dids"] = f"{head}.{changed}.{signature}".encode()
    with pytest.raises(StatementForged):
        read(other)
    assert noted() == [StatementForged.code]


def test_a_registry_speaks_for_its_own_host_only() -> None:
    foreign = [{"did": "did:web:bank.example", "name": "Bank"}]
    read(Other())
    later = Other(iat=int(NOW.timestamp()) + 1)
    later.answers[f"{ENTITY}/registry/dids"] = later.statement(issuers=foreign, accreditors=foreign)
    read(later)
    assert queries.listed_elsewhere("did:web:bank.example") is None
    assert not Anchor.objects.filter(did="did:web:bank.example").exists()


def test_a_right_that_was_changed_is_refused_and_the_others_are_read() -> None:
    other = Other()
    address = f"{ENTITY}/registry/rights/one"
    other.answers[address] = other.answers[address].replace(b"May certify.", b"May do all.")
    found = read(other)
    assert (found.rights, found.refused) == (0, (address,))
    assert not Right.objects.exists()


def test_what_is_no_registry_is_refused() -> None:
    with pytest.raises(NotAllowed):
        services.read_registry(actor=house.person(), entity=ENTITY, now=NOW, fetcher=Other())
    for entity in ("other.example", "http://127.0.0.1:8000", "https://other.example/path"):
        with pytest.raises(RegistryUnreachable):
            services.read_registry(actor=None, entity=entity, now=NOW, fetcher=Other())
    silent = Other()
    silent.answers.clear()
    with pytest.raises(RegistryUnreachable):
        read(silent)


def test_an_accreditor_that_the_other_registry_drops_is_none_here() -> None:
    read(Other())
    mine = "did:web:other.example:mine"
    services.list_accreditor(actor=None, did=mine, name="Mine", now=NOW)
    later = Other()
    later.answers[f"{ENTITY}/registry/dids"] = later.statement(accreditors=[], iat=int(NOW.timestamp()) + 1)
    read(later)
    assert list(Anchor.objects.values_list("did", flat=True)) == [mine]
    assert queries.standing("did:web:other.example:college", Subject(level=5), NOW).reason == "no anchor"


def test_registries_are_read_again_when_their_time_has_come() -> None:
    read(Other())
    later = NOW + timedelta(hours=6)
    assert services.read_due(now=NOW + timedelta(hours=5), fetcher=Other()) == 0
    silent = Other()
    silent.answers.clear()
    assert services.read_due(now=later, fetcher=silent) == 0
    assert services.read_due(now=later, fetcher=Other()) == 1
    assert services.read_due(now=later, fetcher=Other()) == 0


def test_the_operator_lists_accreditors_and_takes_them_off(client: Client) -> None:
    nora = house.person("Nora Quinn")
    client.force_login(nora)
    assert client.get("/accreditors").status_code == 404
    nora.is_staff = True
    nora.save()
    wrong = client.post("/accreditors", {"did": "accreditor.example", "name": "Anchor"})
    assert (wrong.status_code, Anchor.objects.exists()) == (200, False)
    client.post("/accreditors", {"did": ANCHOR, "name": "Anchor"})
    assert "Anchor" in client.get("/accreditors").content.decode()
    client.post("/accreditors", {"unlist": ANCHOR})
    assert not Anchor.objects.exists()
