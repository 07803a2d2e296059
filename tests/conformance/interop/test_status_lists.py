"""Status lists both ways with @digitalbazaar/vc-bitstring-status-list, and revocation as its verifier sees it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from tests.conformance.interop.actors import ACTORS, DOCUMENTS, MADE
from tests.conformance.interop.peers import contexts, needs_node, run
from tests.conformance.interop.shapes import shape

from microcred.vc.canonical import Canoniser
from microcred.vc.proofs import add_proof
from microcred.vc.status import StatusBits, StatusEntry, status_list_credential

pytestmark = [pytest.mark.peer, needs_node, pytest.mark.xdist_group("node")]

LENGTH = 131_072
INDEXES = [[], [0], [7, 8, 131_071], list(range(0, LENGTH, 997))]
URL = "https://north.example/status/1"


def bits(indexes: list[int]) -> StatusBits:
    made = StatusBits(LENGTH)
    made.set_all(indexes)
    return made


def test_lists_are_read_alike_on_both_sides() -> None:
    asked = [0, 1, 7, 8, 997, 131_071]
    job = {
        "encode": [{"length": LENGTH, "indexes": indexes} for indexes in INDEXES],
        "decode": [{"encodedList": bits(indexes).encode(), "indexes": asked} for indexes in INDEXES],
    }
    answer = run("statuslists.mjs", job)
    assert answer["decoded"] == [[index in indexes for index in asked] for indexes in INDEXES]
    assert [StatusBits.decode(text) for text in answer["encoded"]] == [bits(indexes) for indexes in INDEXES]


@pytest.mark.parametrize("purpose", ["revocation", "suspension"])
def test_their_verifier_sees_what_we_withdrew(purpose: str) -> None:
    actor = ACTORS["did:web", "eddsa-rdfc-2022"]
    issuer: dict[str, Any] = {"id": actor.signer.controller}
    canoniser = Canoniser()

    def signed(document: dict[str, Any]) -> dict[str, Any]:
        return add_proof(document, actor.signer, created=MADE, canoniser=canoniser)

    credentials = []
    for index in (5, 6):
        document = shape("plain", actor.signer.controller)
        document["credentialStatus"] = StatusEntry(purpose, index, URL).as_json()
        credentials.append(signed(document))
    listed = status_list_credential(
        url=URL, issuer=issuer, purpose=purpose, bits=bits([6]), valid_from=MADE - timedelta(days=1)
    )
    job = {
        "contexts": contexts(),
        "documents": DOCUMENTS,
        "lists": {URL: signed(listed)},
        "verify": credentials,
    }
    verified = run("credentials.mjs", job)["verified"]
    assert [one["ok"] for one in verified] == [True, True], verified
    assert [one["withdrawn"] for one in verified] == [[False], [True]]
