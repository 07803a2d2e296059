"""The calculator with a credential of another issuer, without an account: no table of the database grows."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterator

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from tests.pages.verifier import site
from tests.services.admissions.scene import NOW, scene
from tests.unit.vc.examine import institution as college

from microcred.platform.admissions import services
from microcred.platform.qualifications import services as rules

pytestmark = pytest.mark.django_db
THERE = "https://alder.example/m/talk"
"""What the issuer elsewhere certifies: 2 credits at level 5."""


@pytest.fixture
def elsewhere() -> Iterator[site.Elsewhere]:
    cache.clear()
    with site.elsewhere() as found:
        yield found


def programme() -> str:
    """A programme that exempts for what the issuer elsewhere certifies."""
    here = scene()
    book = services.write_rule_for(
        actor=here.registrar,
        public_id=here.programme,
        what="exemption",
        now=NOW,
        parts={"requirement": {"kind": "micro-credential", "microCredential": THERE, "title": "A talk"}},
    )
    rules.publish(actor=here.registrar, public_id=book, now=NOW)
    return here.programme


def rows() -> dict[str, int]:
    """How many rows each table has, whoever's it is: sessions and limits too."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT COUNT(*) FROM {connection.ops.quote_name(table)}")
            found[table] = cursor.fetchone()[0]
    return found


def by_key(_: site.Elsewhere) -> bytes:
    """Of an issuer that is nothing but a key of its own."""
    signer = college.did_key_signer()
    return college.signed(college.badge(signer.controller), signer=signer)


ISSUERS: dict[str, Callable[[site.Elsewhere], bytes]] = {
    "did:web on a server of its own": lambda elsewhere: elsewhere.signed(),
    "did:web with a status list": lambda elsewhere: elsewhere.with_status(),
    "did:key": by_key,
}


@pytest.mark.parametrize("way", ["file", "text"])
@pytest.mark.parametrize("issuer", ISSUERS)
def test_a_visitor_learns_what_a_credential_of_elsewhere_would_count_for_and_no_row_is_written(
    issuer: str, way: str, elsewhere: site.Elsewhere
) -> None:
    data = ISSUERS[issuer](elsewhere)
    address = f"/programmes/{programme()}"
    client = Client()
    before = rows()
    assert {"django_session", "journal_entry", "admissions_case", "portfolio_imported"} <= before.keys()
    client.get(address)
    given = SimpleUploadedFile("talk.json", data) if way == "file" else data.decode()
    page = html.unescape(client.post(address, {way: given}).content.decode())
    assert "This would exempt from all that is named." in page
    assert "Not known here: Alder College. The credentials are sound" in page
    assert "Nothing was stored." in page
    assert rows() == before
    assert "sessionid" not in client.cookies
