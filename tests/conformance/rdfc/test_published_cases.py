"""The W3C's test suite of RDFC-1.0."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.conformance.rdfc.nquads import read

from microcred.vc.rdfc import GraphTooCostly, Work, canonicalise

FOLDER = Path(__file__).parents[2] / "cases" / "rdfc"
MANIFEST: list[dict[str, Any]] = json.loads((FOLDER / "manifest.json").read_text("utf-8"))


def cases(kind: str) -> list[Any]:
    return [
        pytest.param(case, id=f"{case['id']} {case['name']}") for case in MANIFEST if case["kind"] == kind
    ]


def text_of(name: str) -> str:
    return (FOLDER / name).read_bytes().decode("utf-8")


@pytest.mark.parametrize("case", cases("evaluation"))
def test_the_published_canonical_form_is_reached(case: dict[str, Any]) -> None:
    found = canonicalise(read(text_of(case["input"])), case.get("hash", "sha256"))
    assert found.nquads == text_of(case["result"])


@pytest.mark.parametrize("case", cases("map"))
def test_the_published_labels_are_issued(case: dict[str, Any]) -> None:
    found = canonicalise(read(text_of(case["input"])), case.get("hash", "sha256"))
    assert {node.removeprefix("_:"): label for node, label in found.labels.items()} == json.loads(
        text_of(case["result"])
    )


@pytest.mark.parametrize("case", cases("negative"))
def test_a_poison_graph_is_stopped_by_the_count_of_steps(case: dict[str, Any]) -> None:
    work = Work()
    with pytest.raises(GraphTooCostly):
        canonicalise(read(text_of(case["input"])), work=work)
    assert work.steps < work.most_steps + 1_000


def test_every_published_case_is_run() -> None:
    kinds = [case["kind"] for case in MANIFEST]
    assert {kind: kinds.count(kind) for kind in set(kinds)} == {"evaluation": 64, "map": 21, "negative": 1}
