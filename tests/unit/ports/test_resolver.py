"""Issuers and status lists over the network, and what is remembered of them."""

from __future__ import annotations

import pytest
from tests.unit.ports.servers import Answer, body, serving

from microcred.ports.fetcher import GuardedFetcher, NoFetcher
from microcred.ports.memory import Memory
from microcred.ports.resolver import WebResolver
from microcred.ports.statuses import WebStatuses
from microcred.vc.dids import ControllerDocumentInvalid, IssuerUnreachable, did_key, did_web
from microcred.vc.jsontext import parse, write
from microcred.vc.keys import PrivateKey
from microcred.vc.status import StatusUnreachable

KEY = PrivateKey("Ed25519", bytes(range(32))).public


def document(did: str) -> bytes:
    method = {"id": f"{did}#key-1", "type": "Multikey", "controller": did, "publicKeyMultibase": KEY.multikey}
    return write({"id": did, "verificationMethod": [method], "assertionMethod": [method["id"]]})


def test_a_did_web_is_fetched_once_and_remembered() -> None:
    answers: dict[str, Answer] = {}
    with serving(answers) as (port, seen):
        did = did_web(f"127.0.0.1:{port}", "i", "north")
        answers["/i/north/did.json"] = body(document(did))
        resolver = WebResolver(GuardedFetcher(exceptions=[f"127.0.0.1:{port}"]))
        for _ in range(3):
            assert resolver.resolve(did).key_for(f"{did}#key-1") == KEY
    assert len(seen) == 1


def test_an_https_identifier_is_its_own_address() -> None:
    answers: dict[str, Answer] = {}
    with serving(answers) as (port, _):
        url = f"http://127.0.0.1:{port}/issuer"
        answers["/issuer"] = body(document(url))
        resolver = WebResolver(GuardedFetcher(exceptions=[f"127.0.0.1:{port}"]))
        assert resolver.resolve(url).key_for(f"{url}#key-1") == KEY


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (body(b"", 404), IssuerUnreachable),
        (body(b"not json"), ControllerDocumentInvalid),
        (body(b"[]"), ControllerDocumentInvalid),
        (body(b'{"id": "a", "id": "b"}'), ControllerDocumentInvalid),
        (body(document("did:web:somebody.else")), ControllerDocumentInvalid),
    ],
)
def test_a_document_that_cannot_be_had_is_remembered_too(answer: Answer, error: type[Exception]) -> None:
    with serving({"/.well-known/did.json": answer}) as (port, seen):
        did = did_web(f"127.0.0.1:{port}")
        resolver = WebResolver(GuardedFetcher(exceptions=[f"127.0.0.1:{port}"]))
        for _ in range(2):
            with pytest.raises(error):
                resolver.resolve(did)
    assert len(seen) == 1


def test_own_documents_are_read_from_the_store() -> None:
    did = "did:web:127.0.0.1%3A8000:i:north"
    resolver = WebResolver(NoFetcher(), own=lambda asked: parse(document(did)) if asked == did else None)
    assert resolver.resolve(did).key_for(f"{did}#key-1") == KEY
    assert list(resolver.resolve(did_key(KEY)).keys().values()) == [KEY]
    with pytest.raises(IssuerUnreachable):
        resolver.resolve("did:web:example.org")


def test_status_lists_are_fetched_remembered_and_read_from_the_store() -> None:
    with serving({"/1": body(b"list")}) as (port, seen):
        url = f"http://127.0.0.1:{port}/1"
        own = {"https://here.example/1": b"own"}
        statuses = WebStatuses(GuardedFetcher(exceptions=[f"127.0.0.1:{port}"]), own=own.get)
        assert statuses.fetch(url) == statuses.fetch(url) == b"list"
        assert statuses.fetch("https://here.example/1") == b"own"
        with pytest.raises(StatusUnreachable):
            statuses.fetch(url + "2")
    assert seen == [f"127.0.0.1:{port} /1", f"127.0.0.1:{port} /12"]


def test_a_memory_forgets_by_time_and_by_place() -> None:
    now = [0.0]
    memory: Memory[int] = Memory(seconds=10, places=2, monotonic=lambda: now[0])
    memory.put("a", 1)
    memory.put("b", 2)
    assert memory.get("a") == 1
    memory.put("c", 3)
    assert [memory.get(key) for key in "abc"] == [1, None, 3]
    memory.put("d", 4, seconds=20)
    now[0] = 10
    assert [memory.get(key) for key in "acd"] == [None, None, 4]
