"""Hosted documents over the network: what tells a host who is checked waits for consent."""

from __future__ import annotations

import pytest
from tests.unit.ports.servers import body, redirect, serving

from microcred.ports.documents import WebDocuments
from microcred.ports.fetcher import Fetched, GuardedFetcher
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


def test_a_badge_that_another_host_states_is_not_its_hosts() -> None:
    """An open redirect of a trusted host leads anywhere."""
    with serving({"/stated": body(b"{}")}) as (there, _):
        answers = {
            "/away": redirect(f"http://localhost:{there}/stated"),
            "/on": redirect("/here"),
            "/here": body(b"{}"),
        }
        with serving(answers) as (port, _):
            fetcher = GuardedFetcher(exceptions=[f"127.0.0.1:{port}", f"localhost:{there}"])
            documents = WebDocuments(fetcher, consent=True)
            with pytest.raises(DocumentUnreachable, match="leads to"):
                documents.fetch(f"http://127.0.0.1:{port}/away", about_one=True)
            assert documents.fetch(f"http://127.0.0.1:{port}/away") == b"{}"
            assert documents.fetch(f"http://127.0.0.1:{port}/on", about_one=True) == b"{}"


@pytest.mark.parametrize(
    ("asked", "answered", "same"),
    [
        ("https://a.example/1", "https://www.a.example/1", True),
        ("https://www.a.example/1", "https://A.example/2", True),
        ("https://a.example/1", "https://evil-a.example/1", False),
        ("https://a.example/1", "https://b.example/1", False),
    ],
)
def test_a_host_and_its_www_are_one_house(asked: str, answered: str, same: bool) -> None:
    class Leading:
        def fetch(self, url: str, *, accept: str = "*/*") -> Fetched:
            return Fetched(answered, b"{}")

        def web_scheme(self, url: str) -> str:
            return url

    documents = WebDocuments(Leading(), consent=True)
    if same:
        assert documents.fetch(asked, about_one=True) == b"{}"
    else:
        with pytest.raises(DocumentUnreachable):
            documents.fetch(asked, about_one=True)
