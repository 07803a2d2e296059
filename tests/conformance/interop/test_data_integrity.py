"""Data Integrity both ways with @digitalbazaar/vc: 20 shapes, two suites, did:key and did:web."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from tests.conformance.interop.actors import ACTORS, DOCUMENTS, MADE, TAMPERINGS, verified_here
from tests.conformance.interop.peers import contexts, needs_node, run
from tests.conformance.interop.shapes import NAMES, shape

from microcred.vc.canonical import Canoniser
from microcred.vc.errors import CredentialError
from microcred.vc.proofs import add_proof

pytestmark = [pytest.mark.peer, needs_node, pytest.mark.xdist_group("node")]

CANONISER = Canoniser()
COMBINATIONS = [(name, *actor) for name in NAMES for actor in ACTORS]
NAMED = [" ".join(combination) for combination in COMBINATIONS]


def unsigned(name: str, method: str, suite: str) -> dict[str, Any]:
    return shape(name, ACTORS[method, suite].signer.controller)


def ours(name: str, method: str, suite: str) -> dict[str, Any]:
    signer = ACTORS[method, suite].signer
    return add_proof(unsigned(name, method, suite), signer, created=MADE, canoniser=CANONISER)


def tampered(signed: dict[str, Any], how: str) -> dict[str, Any]:
    changed = copy.deepcopy(signed)
    TAMPERINGS[how](changed)
    return changed


@pytest.fixture(scope="module")
def answer() -> dict[str, dict[str, Any]]:
    """One run of Node for all: what it says of ours, and what it issues."""
    copies = [tampered(ours(*combination), how) for combination in COMBINATIONS[::7] for how in TAMPERINGS]
    issue = [
        {
            "credential": unsigned(*combination),
            "suite": combination[2],
            "key": ACTORS[combination[1:]].for_node,
        }
        for combination in COMBINATIONS
    ]
    verify = [ours(*combination) for combination in COMBINATIONS] + copies
    job = {"contexts": contexts(), "documents": DOCUMENTS, "issue": issue, "verify": verify}
    found = run("credentials.mjs", job)
    return {
        "verified": dict(zip(NAMED, found["verified"], strict=False)),
        "tampered": dict(enumerate(found["verified"][len(NAMED) :])),
        "issued": dict(zip(NAMED, found["issued"], strict=True)),
    }


@pytest.mark.parametrize("name", NAMED)
def test_what_we_issue_verifies_there(answer: dict[str, Any], name: str) -> None:
    assert answer["verified"][name] == {"ok": True, "error": None}


@pytest.mark.parametrize("name", NAMED)
def test_what_they_issue_verifies_here_and_tampered_copies_fail(answer: dict[str, Any], name: str) -> None:
    signed = answer["issued"][name]
    assert "error" not in signed
    combination = COMBINATIONS[NAMED.index(name)]
    assert verified_here(signed, CANONISER) == verified_here(ours(*combination), CANONISER)
    for how in TAMPERINGS:
        with pytest.raises(CredentialError):
            verified_here(tampered(signed, how), CANONISER)


def test_tampered_copies_of_ours_fail_there_and_here(answer: dict[str, Any]) -> None:
    assert len(answer["tampered"]) == len(COMBINATIONS[::7]) * len(TAMPERINGS)
    assert [number for number, one in answer["tampered"].items() if one["ok"]] == []
    for combination in COMBINATIONS[::7]:
        for how in TAMPERINGS:
            with pytest.raises(CredentialError):
                verified_here(tampered(ours(*combination), how), CANONISER)
