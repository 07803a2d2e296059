"""The pages of trust: from a report to a decision, from a decision to another report."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.pages.verifier import site

from microcred.platform.verifier.models import SavedPolicy, TrustedCollector, TrustList

pytestmark = pytest.mark.django_db


def report(client: Client, data: bytes, **more: str) -> str:
    given = {"file": SimpleUploadedFile("a.json", data), **more}
    return client.post("/verify", given).content.decode()


def test_a_reader_decides_on_an_issuer_from_its_report(
    client: Client, own: site.Own, elsewhere: site.Elsewhere
) -> None:
    data = elsewhere.signed()
    assert "Trust this issuer" not in report(client, data)
    client.force_login(own.owner)
    assert "Trust this issuer" in report(client, data)
    until = (datetime.now(UTC) + timedelta(days=90)).date().isoformat()
    given = {
        "issuer": elsewhere.did,
        "name": "Alder",
        "reason": "Their courses, seen in 2025.",
        "ends": until,
    }
    assert client.post("/verify/trust", given)["Location"] == "/trust"
    html = report(client, data)
    assert "This credential is genuine and valid." in html
    assert "Their courses, seen in 2025." in html


def test_a_decision_without_a_reason_is_asked_again(client: Client, own: site.Own) -> None:
    client.force_login(own.owner)
    answer = client.post("/verify/trust", {"issuer": "did:web:a.example", "name": "A", "ends": "2031-01-01"})
    assert answer.status_code == 422
    assert 'href="#id_reason"' in answer.content.decode()


def test_lists_are_added_shown_with_their_age_and_removed(client: Client, own: site.Own) -> None:
    client.force_login(own.owner)
    assert "No list yet" in client.get("/trust").content.decode()
    file = SimpleUploadedFile("list.txt", b"did:web:a.example Alder College")
    assert client.post("/trust/add", {"name": "Partners", "file": file}).status_code == 302
    html = client.get("/trust").content.decode()
    assert "Partners" in html
    assert "0\xa0minutes ago" in html
    found = TrustList.objects.get()
    assert "Alder College" in client.get(f"/trust/lists/{found.public_id}").content.decode()
    client.post(f"/trust/lists/{found.public_id}/remove")
    assert not TrustList.objects.exists()


def test_a_long_list_stands_on_pages_and_is_searched(client: Client, own: site.Own) -> None:
    client.force_login(own.owner)
    lines = "\n".join(f"did:web:college-{number:03}.example College {number:03}" for number in range(120))
    given = {"name": "Partners", "file": SimpleUploadedFile("list.txt", lines.encode())}
    client.post("/trust/add", given)
    at = f"/trust/lists/{TrustList.objects.get().public_id}"
    html = client.get(at, {"page": 3}).content.decode()
    assert html.count('<th scope="row">') == 20
    assert "101 to 120 of 120" in html
    found = client.get(at, {"q": "COLLEGE-077"}).content.decode()
    assert (found.count('<th scope="row">'), "College 077" in found) == (1, True)
    assert "Nobody of that name is on this list." in client.get(at, {"q": "Oak"}).content.decode()
    assert "The 120 issuers on it count no more" in html


def test_a_collector_is_believed_shown_and_ended(client: Client, own: site.Own) -> None:
    client.force_login(own.owner)
    assert "Nobody yet but this site." in client.get("/trust").content.decode()
    given = {"collector": "did:web:archive.example", "name": "The archive", "reason": "By contract."}
    refused = client.post("/trust/collectors", {**given, "ends": "2020-01-01"})
    assert refused.status_code == 422
    assert 'href="#collector_ends"' in refused.content.decode()
    assert client.post("/trust/collectors", {**given, "ends": "2031-06-30"}).status_code == 302
    html = client.get("/trust").content.decode()
    assert "The archive" in html
    assert "By contract." in html
    assert client.post(f"/trust/collectors/{TrustedCollector.objects.get().public_id}/end").status_code == 302
    html = client.get("/trust").content.decode()
    assert "Ended" in html
    assert "By contract." in html


def test_a_policy_is_saved_and_chosen_when_checking(client: Client, own: site.Own) -> None:
    client.force_login(own.owner)
    given = {"name": "Ours, lately", "lists": ["own-network"], "most_years": "5"}
    assert client.post("/trust/policies", given).status_code == 302
    saved = SavedPolicy.objects.get()
    html = report(client, own.body, policy=saved.public_id)
    assert "By your policy “Ours, lately”." in html
    assert client.post("/trust/policies", {"name": "Nobody"}).status_code == 422
    gone = client.post(f"/trust/policies/{saved.public_id}/remove", follow=True).content.decode()
    assert "The policy was removed." in gone
    assert not SavedPolicy.objects.exists()


def test_whoever_is_not_signed_in_is_asked_to(client: Client) -> None:
    assert client.get("/trust").status_code == 302
    assert client.post("/trust/add", {}).status_code == 302
