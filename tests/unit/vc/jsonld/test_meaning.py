"""What sound documents state, value by value."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from tests.unit.vc.jsonld.credentials import CREDENTIALS, OB, VOCABULARY, credential

from microcred.vc.contexts import Contexts, compile_table, shipped
from microcred.vc.jsonld import to_quads

XSD = "http://www.w3.org/2001/XMLSchema#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
SCHEMA = "https://schema.org/"
CRED = "https://www.w3.org/2018/credentials#"
SEC = "https://w3id.org/security#"
FLOAT = '"2"^^<https://www.w3.org/2001/XMLSchema#float>'
"""Open Badges 3.0.3 names the type with https, unlike XML Schema."""


def stated(document: dict[str, Any], predicate: str, contexts: Contexts | None = None) -> list[str]:
    """The values of a property, sorted."""
    quads = to_quads(document, contexts or shipped())
    return sorted(value for _, found, value, _ in quads if found == f"<{predicate}>")


TEXTS: dict[str, tuple[Any, list[str]]] = {
    "text": ("a", ['"a"']),
    "no text": ("", ['""']),
    "quotes and backslashes": ('"\\', ['"\\"\\\\"']),
    "white space": ("\n\r\t\b\f", ['"\\n\\r\\t\\b\\f"']),
    "control characters": ("\x00\x1f\x7f", ['"\\u0000\\u001F\\u007F"']),
    "other scripts": ("Máire \U0001f600", ['"Máire \U0001f600"']),
    "several texts": (["a", "b"], ['"a"', '"b"']),
    "lists in lists": ([["a"], [["b"]]], ['"a"', '"b"']),
    "the same text twice": (["a", "a"], ['"a"']),
    "nothing": (None, []),
    "an empty list": ([], []),
    "null in a list": (["a", None], ['"a"']),
    "a value object": ({"@value": "a"}, ['"a"']),
    "a language": ({"@value": "a", "@language": "de-AT"}, ['"a"@de-at']),
    "a type": ({"@value": "a", "@type": "https://a.example/t"}, ['"a"^^<https://a.example/t>']),
    "the type of texts": ({"@value": "a", "@type": f"{XSD}string"}, ['"a"']),
    "JSON": (
        {"@value": {"b": 1, "a": [None]}, "@type": "@json"},
        [f'"{{\\"a\\":[null],\\"b\\":1}}"^^<{RDF}JSON>'],
    ),
    "a whole number": (5, [f'"5"^^<{XSD}integer>']),
    "a whole number with a point": (5.0, [f'"5"^^<{XSD}integer>']),
    "a fraction": (-5.25, [f'"-5.25E0"^^<{XSD}double>']),
    "true": (True, [f'"true"^^<{XSD}boolean>']),
    "false": ({"@value": False}, [f'"false"^^<{XSD}boolean>']),
    "a number of a type": ({"@value": 5, "@type": f"{XSD}double"}, [f'"5.0E0"^^<{XSD}double>']),
    "a number as text": ({"@value": 5, "@type": f"{XSD}string"}, ['"5"']),
}


@pytest.mark.parametrize(("value", "expected"), TEXTS.values(), ids=TEXTS.keys())
def test_a_plain_value_is_stated_in_one_form(value: Any, expected: list[str]) -> None:
    document = {"@context": [CREDENTIALS], "type": "JsonSchema", "name": value}
    assert stated(document, f"{SCHEMA}name") == expected


def test_types_of_values_come_from_the_context() -> None:
    document = credential()
    assert stated(document, f"{CRED}validFrom") == [f'"2026-05-14T09:00:00Z"^^<{XSD}dateTime>']
    assert stated(document, f"{VOCABULARY}creditsAvailable") == [FLOAT]
    assert stated(document, f"{CRED}issuer") == ["<did:web:alder.example>"]


def test_words_of_a_property_hold_below_it_only() -> None:
    proof = {"type": "DataIntegrityProof", "proofPurpose": "assertionMethod"}
    document = {**credential(), "proof": proof}
    assert stated(document, f"{SEC}proofPurpose") == [f"<{SEC}assertionMethod>"]


def test_a_proof_is_a_graph_of_its_own() -> None:
    document = {**credential(), "proof": [{"type": "DataIntegrityProof", "cryptosuite": "eddsa-rdfc-2022"}]}
    quads = to_quads(document, shipped())
    ((_, _, graph, outside),) = [quad for quad in quads if quad[1] == f"<{SEC}proof>"]
    inside = [quad for quad in quads if quad[3]]
    assert outside == ""
    assert {quad[3] for quad in inside} == {graph}
    assert len({quad[0] for quad in inside} | {graph}) == 2
    assert len(inside) == 2


def test_an_order_is_kept_where_the_context_says_so() -> None:
    result = {"type": ["ResultDescription"], "id": "https://a.example/r", "name": "Grade"}
    document = credential()
    document["credentialSubject"]["achievement"]["resultDescription"] = [
        {**result, "resultType": "LetterGrade", "allowedValue": ["B", "A", "B"]}
    ]
    quads = to_quads(document, shipped())
    (cell,) = [quad[2] for quad in quads if quad[1] == f"<{VOCABULARY}allowedValue>"]
    found = []
    while cell != f"<{RDF}nil>":
        found += [value for subject, name, value, _ in quads if (subject, name) == (cell, f"<{RDF}first>")]
        (cell,) = [value for subject, name, value, _ in quads if (subject, name) == (cell, f"<{RDF}rest>")]
    assert found == ['"B"', '"A"', '"B"']


def test_an_empty_order_is_stated() -> None:
    document = credential()
    document["credentialSubject"]["achievement"]["resultDescription"] = {
        "type": "ResultDescription",
        "allowedValue": [],
    }
    assert stated(document, f"{VOCABULARY}allowedValue") == [f"<{RDF}nil>"]


def test_a_type_that_is_an_absolute_address_is_accepted() -> None:
    document = credential()
    document["evidence"][0]["type"].append("https://a.example/Recording")
    assert "<https://a.example/Recording>" in stated(document, f"{RDF}type")


def test_a_presentation_holds_credentials_with_contexts_of_their_own() -> None:
    document = {
        "@context": [CREDENTIALS],
        "type": "VerifiablePresentation",
        "verifiableCredential": [credential()],
    }
    quads = to_quads(document, shipped())
    inside = {(quad[1], quad[2]) for quad in quads if quad[3]}
    assert (f"<{VOCABULARY}creditsAvailable>", FLOAT) in inside
    assert len(inside) == len(to_quads(credential(), shipped()))


def test_two_presented_credentials_may_speak_of_one_issuer_differently() -> None:
    other = {**credential(), "issuer": {"id": "did:web:alder.example", "type": ["Profile"], "name": "Alder"}}
    both = {
        "@context": [CREDENTIALS],
        "type": "VerifiablePresentation",
        "verifiableCredential": [credential(), other],
    }
    assert to_quads(both, shipped())


def test_the_same_thing_may_be_described_twice_in_the_same_words() -> None:
    document = credential()
    document["credentialSubject"]["achievement"]["creator"] = dict(document["issuer"])
    assert to_quads(document, shipped())
    document["credentialSubject"]["achievement"]["creator"]["url"] = "https://alder.example/"
    assert to_quads(document, shipped())


def test_texts_by_language_are_read_where_a_context_says_so() -> None:
    published = b'{"@context":{"label":{"@id":"https://a.example/label","@container":["@language","@set"]}}}'
    contexts = Contexts([compile_table("https://a.example/context", published)])
    document = {
        "@context": "https://a.example/context",
        "label": {"en": "a", "DE": ["b", None], "@none": "c"},
    }
    assert stated(document, "https://a.example/label", contexts) == ['"a"@en', '"b"@de', '"c"']


def test_the_order_of_keys_and_the_shape_of_sets_change_nothing() -> None:
    def turned(value: Any) -> Any:
        if isinstance(value, dict):
            return {name: turned(one) for name, one in reversed(value.items())}
        return [turned(one) for one in value] if isinstance(value, list) else value

    document = {name: value for name, value in turned(credential()).items() if name != "@context"}
    document["@context"] = [CREDENTIALS, OB]
    blank = {quad for quad in to_quads(document, shipped()) if "_:" not in "".join(quad)}
    assert blank == {quad for quad in to_quads(credential(), shipped()) if "_:" not in "".join(quad)}


def test_threads_can_share_the_contexts() -> None:
    contexts = Contexts()
    expected = to_quads(credential(), shipped())
    wrong: list[Any] = []

    def read() -> None:
        for _ in range(20):
            if to_quads(credential(), contexts) != expected:
                wrong.append(threading.get_ident())

    threads = [threading.Thread(target=read) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong


def test_what_is_kept_between_documents_is_bounded() -> None:
    contexts = Contexts()
    contexts.worked_out["count"] = 1_950
    for number in range(64):
        named = [CREDENTIALS, OB, *[(CREDENTIALS, OB)[(number >> bit) & 1] for bit in range(6)]]
        to_quads({**credential(), "@context": named}, contexts)
    assert contexts.worked_out["count"] < 1_000
    assert len(contexts.worked_out) < 64
