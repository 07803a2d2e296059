"""ecdsa-sd-2023 both ways with @digitalbazaar/ecdsa-sd-2023-cryptosuite: bases, parts, and what was changed."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest
from tests.conformance.interop.actors import ACTORS, MADE
from tests.conformance.interop.peers import contexts, needs_node, run
from tests.conformance.interop.shapes import NAMES, shape

from microcred.vc.canonical import Canoniser
from microcred.vc.errors import CredentialError
from microcred.vc.proofs import add_base_proof, check_proof, derive

pytestmark = [pytest.mark.peer, needs_node, pytest.mark.xdist_group("node")]

CANONISER = Canoniser()
ACTOR = ACTORS["did:key", "ecdsa-rdfc-2019"]
DID_CONTEXT = "https://www.w3.org/ns/did/v1"
CONTEXTS = {
    **contexts(),
    DID_CONTEXT: {"@context": {"@protected": True, "id": "@id", "type": "@type"}},
}
POINTERS = {
    "the subject": ["/credentialSubject"],
    "one field": ["/credentialSubject/achievement/name"],
    "nothing but what is mandatory": ["/issuer"],
}
MANDATORY = ["/issuer", "/validFrom"]
REFUSED_BY_PEER = {
    "with results and an ordered scale": "it gives an identifier to a list",
    "with everything": "it gives an identifier to a list",
    "with an address and coordinates": "it answers with an error of its safe mode",
}
"""Shapes of which the peer makes neither base nor part, and why."""
ITS_NAMES = [name for name in NAMES if name not in REFUSED_BY_PEER]
CASES = [(name, chosen) for name in NAMES for chosen in POINTERS]
NAMED = [" ".join(case) for case in CASES]
ITS_CASES = [case for case in CASES if case[0] in ITS_NAMES]
ITS_NAMED = [" ".join(case) for case in ITS_CASES]
CHANGES = {
    "another start": lambda part: part.update(validFrom="2020-01-01T00:00:00Z"),
    "a field more": lambda part: part.update(description="Added."),
    "another date of the proof": lambda part: part["proof"].update(created="2020-01-01T00:00:00Z"),
}


def unsigned(name: str) -> dict[str, Any]:
    return shape(name, ACTOR.signer.controller)


def base(name: str) -> dict[str, Any]:
    return add_base_proof(
        unsigned(name), ACTOR.signer, created=MADE, canoniser=CANONISER, mandatory=MANDATORY
    )


def verified(part: dict[str, Any]) -> str:
    return check_proof(part, part["proof"], ACTOR.key.public, CANONISER)


def changed(part: dict[str, Any], how: str) -> dict[str, Any]:
    made = copy.deepcopy(part)
    CHANGES[how](made)
    return made


@pytest.fixture(scope="module")
def bases() -> dict[str, dict[str, Any]]:
    return {name: base(name) for name in NAMES}


@pytest.fixture(scope="module")
def parts(bases: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
    """What we derive from what we issued."""
    return [derive(bases[name], POINTERS[chosen], CANONISER) for name, chosen in CASES]


@pytest.fixture(scope="module")
def answer(bases: dict[str, dict[str, Any]], parts: list[dict[str, Any]]) -> dict[str, list[Any]]:
    """What the peer says of our parts, derives from our bases, and issues."""
    job = {
        "contexts": CONTEXTS,
        "verify": [*parts, *[changed(parts[0], how) for how in CHANGES]],
        "derive": [{"base": bases[name], "pointers": POINTERS[chosen]} for name, chosen in ITS_CASES],
        "issue": [
            {"document": unsigned(name), "mandatory": MANDATORY, "key": ACTOR.for_node} for name in NAMES
        ],
    }
    return run("selective.mjs", job)


@pytest.fixture(scope="module")
def theirs(answer: dict[str, list[Any]]) -> dict[str, list[Any]]:
    """What the peer derives from its own bases, and says of what we derive from them."""
    given = dict(zip(NAMES, answer["issued"], strict=True))
    ours = [derive(given[name], POINTERS[chosen], CANONISER) for name, chosen in ITS_CASES]
    found = run(
        "selective.mjs",
        {
            "contexts": CONTEXTS,
            "derive": [{"base": given[name], "pointers": POINTERS[chosen]} for name, chosen in ITS_CASES],
            "verify": ours,
        },
    )
    return {**found, "ours": ours}


@pytest.mark.parametrize("at", range(len(CASES)), ids=NAMED)
def test_the_peer_verifies_our_part_of_our_base(answer: dict[str, list[Any]], at: int) -> None:
    assert answer["verified"][at] == {"ok": True, "error": None}


@pytest.mark.parametrize("at", range(len(CHANGES)), ids=list(CHANGES))
def test_the_peer_refuses_a_part_that_was_changed(answer: dict[str, list[Any]], at: int) -> None:
    assert answer["verified"][len(CASES) + at]["ok"] is not True


@pytest.mark.parametrize("at", range(len(ITS_CASES)), ids=ITS_NAMED)
def test_the_peers_part_of_our_base_is_verified_here_and_is_ours(
    answer: dict[str, list[Any]], parts: list[dict[str, Any]], at: int
) -> None:
    part = answer["derived"][at]
    assert verified(part) == verified(parts[CASES.index(ITS_CASES[at])])


@pytest.mark.parametrize("at", range(len(ITS_CASES)), ids=ITS_NAMED)
def test_the_peers_part_of_its_own_base_is_verified_here(theirs: dict[str, list[Any]], at: int) -> None:
    part = theirs["derived"][at]
    assert verified(part)
    for how in CHANGES:
        with pytest.raises(CredentialError):
            verified(changed(json.loads(json.dumps(part)), how))


@pytest.mark.parametrize("at", range(len(ITS_CASES)), ids=ITS_NAMED)
def test_the_peer_verifies_our_part_of_its_base(theirs: dict[str, list[Any]], at: int) -> None:
    assert theirs["verified"][at] == {"ok": True, "error": None}


@pytest.mark.parametrize("name", REFUSED_BY_PEER)
def test_what_the_peer_cannot_make_it_still_refuses(answer: dict[str, list[Any]], name: str) -> None:
    assert "error" in answer["issued"][NAMES.index(name)]
