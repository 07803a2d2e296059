"""The toRdf cases of the W3C's JSON-LD suite that lie inside what is supported; the rest is listed with reasons."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.conformance.jsonld.freely import FreeContexts
from tests.conformance.jsonld.nquads import canonical, read

from microcred.vc.contexts import shipped
from microcred.vc.errors import CredentialError
from microcred.vc.jsonld import to_quads

FOLDER = Path(__file__).parents[2] / "cases" / "jsonld"


def load(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((FOLDER / name).read_text("utf-8"))
    return found


POSITIVE, NEGATIVE, LEFT_OUT = load("to-rdf.json"), load("to-rdf-negative.json"), load("to-rdf-left-out.json")


@pytest.mark.parametrize("case", POSITIVE.values(), ids=POSITIVE.keys())
def test_a_case_states_what_the_suite_expects(case: dict[str, Any]) -> None:
    expected = read("\n".join(case["expect"]))
    assert canonical(to_quads(case["input"], FreeContexts())) == canonical(expected)


@pytest.mark.parametrize("case", NEGATIVE.values(), ids=NEGATIVE.keys())
def test_a_case_that_is_wrong_is_refused(case: dict[str, Any]) -> None:
    with pytest.raises(CredentialError) as raised:
        to_quads(case["input"], FreeContexts())
    assert raised.value.code == case["code"]


def test_every_case_is_run_or_has_a_reason() -> None:
    assert len({*POSITIVE, *NEGATIVE, *LEFT_OUT}) == 467
    assert all(LEFT_OUT.values())


def test_production_accepts_no_case_that_brings_its_context() -> None:
    for case in [*POSITIVE.values(), *NEGATIVE.values()]:
        with pytest.raises(CredentialError):
            to_quads(case["input"], shipped())
