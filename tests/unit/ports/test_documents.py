"""Hosted documents over the network: what tells a host who is checked waits for consent."""

from __future__ import annotations

import pytest
from tests.unit.ports.servers import body, serving

from microcred.ports.documents import WebDocuments
from microcred.ports.fetcher import GuardedFetcher
from microcred.vc.documents import ConsentMissing, DocumentGone, DocumentUnreachable


def test_a_document_of_one_credential_is_asked_for_with_consent_only() -> None:
    with serving({"/1": body(b"{}")}) as (port, seen):
        fetcher = GuardedFetcher(exceptions=[f"127.0.0.1:{port}"])
        with pytest.raises(ConsentMissing):
            WebDocuments(fetcher).fetch(f"http://127.0.0.1:{port}/1", about_one=True)
        assert seen == []
        allowed = WebDocuments(fetcher, consent=True)
        for _ in range(2):
            assert allowed.fetch(f"http://127.0.0.1:{port}/1", about_one=True) == b"{}"
        assert len(seen) == 2


def test_a_document_of_everybody_is_remembered() -> None:
    with serving({"/profile": body(b"{}")}) as (port, seen):
        documents = WebDocuments(GuardedFetcher(exceptions=[f"127.0.0.1:{port}"]))
        for _ in range(3):
            assert documents.fetch(f"http://127.0.0.1:{port}/profile") == b"{}"
        assert len(seen) == 1


def test_what_is_gone_is_told_apart_from_what_is_out_of_reach() -> None:
    with serving({"/gone": body(b"", 410)}) as (port, _):
        documents = WebDocuments(GuardedFetcher(exceptions=[f"127.0.0.1:{port}"]), consent=True)
        with pytest.raises(DocumentGone):
            documents.fetch(f"http://127.0.0.1:{port}/gone", about_one=True)
        with pytest.raises(DocumentUnreachable):
            documents.fetch(f"http://127.0.0.1:{port}/missing", about_one=True)
