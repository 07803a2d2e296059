"""What is accepted means to PyLD and to jsonld.js in safe mode exactly what it means here."""

from __future__ import annotations

from collections import Counter
from functools import cache
from random import Random
from typing import Any

import pytest
from pyld import jsonld
from tests.conformance.interop.peers import needs_node, run
from tests.conformance.jsonld.documents import LISTS, document
from tests.conformance.jsonld.nquads import canonical, read
from tests.conformance.jsonld.published import published

from microcred.vc.contexts import shipped
from microcred.vc.errors import CredentialError
from microcred.vc.jsonld import Quad, to_quads

COUNT = 1_200


@cache
def documents() -> list[tuple[dict[str, Any], list[Quad] | str]]:
    """Random documents, each with its quads or the code of its refusal."""
    random = Random(3)
    found: list[tuple[dict[str, Any], list[Quad] | str]] = []
    while len(found) < COUNT:
        one = document(random)
        try:
            found.append((one, to_quads(one, shipped())))
        except CredentialError as error:
            found.append((one, error.code))
    return found


def test_most_random_documents_are_sound_and_some_are_refused() -> None:
    outcomes = Counter(found if isinstance(found, str) else "sound" for _, found in documents())
    assert outcomes["sound"] > COUNT // 2, outcomes
    assert len(outcomes) > 3, outcomes


def load(address: str, _: Any) -> dict[str, Any]:
    return {"contextUrl": None, "document": published()[address], "documentUrl": address}


@pytest.mark.parametrize("start", range(0, COUNT, 400))
def test_pyld_states_the_same(start: int) -> None:
    for one, quads in documents()[start : start + 400]:
        if isinstance(quads, str):
            continue
        theirs = jsonld.to_rdf(one, {"documentLoader": load, "format": "application/n-quads"})
        assert canonical(quads) == canonical(read(theirs)), one


@needs_node
@pytest.mark.peer
def test_jsonld_js_states_the_same_in_safe_mode() -> None:
    contexts = {address: published()[address] for named in LISTS for address in named}
    job = {"contexts": contexts, "documents": [one for one, _ in documents()]}
    for (one, quads), answer in zip(documents(), run("quads.mjs", job)["answers"], strict=True):
        if isinstance(quads, str):
            continue
        assert "nquads" in answer, (answer, one)
        assert canonical(quads) == canonical(read(answer["nquads"])), one
