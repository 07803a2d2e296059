"""An institution of the tests' own site, one elsewhere on loopback, and what they signed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.request import urlopen

from django.test import override_settings
from tests.unit.ports.servers import Answer, body, serving
from tests.unit.vc.examine import institution as college

from microcred.platform.accounts import services as accounts
from microcred.platform.accounts.models import Account
from microcred.platform.credentials import services as credentials
from microcred.platform.institutions import services as institutions
from microcred.platform.institutions.models import Institution
from microcred.platform.institutions.profile import Profile
from microcred.platform.verifier import sources
from microcred.vc.signer import KeySigner
from microcred.vc.status import StatusBits, status_list_credential

FOUNDED = datetime(2026, 5, 1, tzinfo=UTC)
AWARDED = datetime(2026, 5, 14, 9, tzinfo=UTC)


@dataclass(frozen=True)
class Own:
    """The site's institution, its owner, and one credential."""

    institution: Institution
    owner: Account
    credential: str

    @property
    def body(self) -> bytes:
        return credentials.stored_form(self.credential).body


def own(**changes: Any) -> Own:
    owner = accounts.create(email="owner@alder.example", name="Oona Reilly", now=FOUNDED)
    profile = Profile(name="Alder College", country="IE")
    public_id = institutions.create(actor=None, profile=profile, owner=owner, now=FOUNDED)
    found = Institution.objects.get(public_id=public_id)
    content = college.badge(found.did, **changes)
    signer = institutions.signer(found, AWARDED)
    credential = credentials.issue(
        institution_id=found.pk, kind="award", content=content, signer=signer, now=AWARDED
    )
    return Own(found, owner, credential)


def tampered(data: bytes) -> bytes:
    assert b"Presenting to an audience" in data
    return data.replace(b"Presenting to an audience", b"Presenting to every audience")


@dataclass
class Elsewhere:
    """An issuer whose documents are on a server of its own."""

    port: int
    seen: list[str]
    answers: dict[str, Answer]

    @property
    def did(self) -> str:
        return f"did:web:127.0.0.1%3A{self.port}"

    def address(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    @property
    def signer(self) -> KeySigner:
        return KeySigner(college.KEY, f"{self.did}#key-1")

    def signed(self, **changes: Any) -> bytes:
        return college.signed(college.badge(self.did, **changes), signer=self.signer)

    def published(self, path: str) -> bytes:
        """What an address answers now."""
        with urlopen(self.address(path)) as answer:
            found: bytes = answer.read()
            return found

    def with_status(self, *taken: int, **changes: Any) -> bytes:
        """A credential on a list of this issuer, which is published with these bits set."""
        url, now = self.address("/status/1"), datetime.now(UTC)
        bits = StatusBits(131_072)
        bits.set_all(taken)
        content = status_list_credential(
            url=url, issuer=self.did, purpose="revocation", bits=bits, valid_from=now - timedelta(hours=1)
        )
        self.answers["/status/1"] = body(college.issue(content, self.signer, now=now).body)
        entry = {
            "id": f"{url}#7",
            "type": "BitstringStatusListEntry",
            "statusPurpose": "revocation",
            "statusListIndex": "7",
            "statusListCredential": url,
        }
        return college.signed(
            {**college.badge(self.did, **changes), "credentialStatus": entry}, signer=self.signer
        )


@contextmanager
def elsewhere() -> Iterator[Elsewhere]:
    """A server on loopback that the fetcher may reach; what was fetched before is forgotten."""
    answers: dict[str, Answer] = {}
    with serving(answers) as (port, seen), override_settings(FETCH_EXCEPTIONS=[f"127.0.0.1:{port}"]):
        sources.outside.cache_clear()
        found = Elsewhere(port, seen, answers)
        document = college.controller()
        text = json.dumps(document).replace(college.COLLEGE, found.did)
        answers["/.well-known/did.json"] = body(text.encode())
        yield found
    sources.outside.cache_clear()
