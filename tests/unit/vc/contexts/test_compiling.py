"""A context is compiled to facts; what is not done is refused, or marked on the one term that needs it."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

import pytest

from microcred.vc.contexts import (
    Context,
    ContextMalformed,
    ContextUnsupported,
    Term,
    compile_contexts,
    compile_table,
    read_table,
)
from microcred.vc.errors import CredentialError
from microcred.vc.jsontext import JsonDuplicateKey

VOCABULARY = "https://v.example/#"


def term(definition: Any, name: str = "t", **around: Any) -> Term:
    (context,) = compile_contexts({"v": VOCABULARY, **around, name: definition})
    assert context is not None
    return context.terms[name]


COMPILED: dict[str, tuple[Any, Term]] = {
    "an IRI": ("https://a.example/t", Term("https://a.example/t")),
    "a prefix": ("https://a.example/", Term("https://a.example/", prefix=True)),
    "no prefix, since it is written out": ({"@id": "https://a.example/"}, Term("https://a.example/")),
    "a compact IRI": ("v:t", Term(f"{VOCABULARY}t")),
    "a prefix of others": ("other:t", Term("other:t", open_iri=True)),
    "another term": ({"@id": "v"}, Term(VOCABULARY)),
    "a keyword": ("@id", Term("@id")),
    "no meaning": (None, Term("")),
    "a type": ({"@id": "v:t", "@type": "v:d"}, Term(f"{VOCABULARY}t", type=f"{VOCABULARY}d")),
    "a type of others": (
        {"@id": "v:t", "@type": "xsd:date"},
        Term(f"{VOCABULARY}t", type="xsd:date", open_type=True),
    ),
    "an identifier": ({"@id": "v:t", "@type": "@id"}, Term(f"{VOCABULARY}t", type="@id")),
    "a set": ({"@id": "v:t", "@container": "@set"}, Term(f"{VOCABULARY}t", containers=frozenset({"@set"}))),
    "a graph": (
        {"@id": "v:t", "@container": ["@graph", "@set"]},
        Term(f"{VOCABULARY}t", containers=frozenset({"@graph", "@set"})),
    ),
    "a language": ({"@id": "v:t", "@language": "de-AT"}, Term(f"{VOCABULARY}t", language="de-at")),
    "no language": ({"@id": "v:t", "@language": None}, Term(f"{VOCABULARY}t", language="")),
    "a scope": (
        {"@id": "v:t", "@context": [{"u": "https://u.example/u"}, None]},
        Term(f"{VOCABULARY}t", scopes=(Context({"u": Term("https://u.example/u")}), None)),
    ),
    "its own name": ({"@type": "@id"}, Term("t", type="@id", open_iri=True)),
    "a reverse property": (
        {"@reverse": "v:t"},
        Term("t", open_iri=True, unsupported="@reverse"),
    ),
    "an index": (
        {"@id": "v:t", "@container": "@index"},
        Term(f"{VOCABULARY}t", containers=frozenset({"@index"}), unsupported="@container @index"),
    ),
    "a direction": ({"@id": "v:t", "@direction": "rtl"}, Term(f"{VOCABULARY}t", unsupported="@direction")),
}


@pytest.mark.parametrize(("definition", "expected"), COMPILED.values(), ids=COMPILED.keys())
def test_a_definition_becomes_facts(definition: Any, expected: Term) -> None:
    assert term(definition) == expected


def test_protection_is_stated_for_all_or_for_one() -> None:
    assert term("v:t", **{"@protected": True}).protected
    assert not term({"@id": "v:t", "@protected": False}, **{"@protected": True}).protected
    assert term({"@id": "v:t", "@protected": True}).protected


REFUSED: dict[str, tuple[Any, type[CredentialError]]] = {
    "text": (5, ContextMalformed),
    "an address of another": ("https://a.example/", ContextUnsupported),
    "@import": ({"@import": "https://a.example/"}, ContextUnsupported),
    "@base": ({"@base": "https://a.example/"}, ContextUnsupported),
    "@vocab": ({"@vocab": "https://a.example/"}, ContextUnsupported),
    "another version": ({"@version": 1.0}, ContextMalformed),
    "a term that is a number": ({"t": 5}, ContextMalformed),
    "an empty term": ({"": "https://a.example/"}, ContextMalformed),
    "a definition by itself": ({"t": "u:x", "u": "t:x"}, ContextMalformed),
    "a keyword that is none": ({"t": "@wrong"}, ContextMalformed),
    "an IRI that is a number": ({"t": {"@id": 5}}, ContextMalformed),
    "a type that is a list": ({"t": {"@id": "https://a.example/", "@type": ["a"]}}, ContextMalformed),
    "a container that is text": ({"t": {"@id": "https://a.example/", "@container": "set"}}, ContextMalformed),
    "a list and a set": (
        {"t": {"@id": "https://a.example/", "@container": ["@list", "@set"]}},
        ContextMalformed,
    ),
    "a language that is none": ({"t": {"@id": "https://a.example/", "@language": "?"}}, ContextMalformed),
    "a protection that is text": ({"@protected": "yes"}, ContextMalformed),
    "an IRI that means another": ({"urn:a": "https://a.example/"}, ContextMalformed),
    "a keyword as a prefix": ({"t": {"@id": "@type", "@prefix": True}}, ContextMalformed),
    "a scope that names another": (
        {"t": {"@id": "https://a.example/", "@context": "https://b.example/"}},
        ContextUnsupported,
    ),
}


@pytest.mark.parametrize(("context", "error"), REFUSED.values(), ids=REFUSED.keys())
def test_what_is_not_done_or_not_allowed_is_refused(context: Any, error: type[CredentialError]) -> None:
    with pytest.raises(error):
        compile_contexts(context)


def test_a_vocabulary_for_every_word_is_for_tests_only() -> None:
    (context,) = compile_contexts({"@vocab": VOCABULARY, "t": {"@type": "@id"}}, vocabulary=True)
    assert context is not None
    assert context.vocabulary == VOCABULARY
    assert context.terms["t"].iri == f"{VOCABULARY}t"


def test_a_table_says_what_was_compiled_and_from_what() -> None:
    published = json.dumps({"@context": [{"t": {"@id": "https://a.example/t", "@context": None}}]}).encode()
    table = compile_table("https://a.example/context", published)
    assert read_table(table.as_bytes()) == table
    assert table.sha256 == sha256(published).hexdigest()
    assert compile_table("https://a.example/context", published + b"\n").sha256 != table.sha256


@pytest.mark.parametrize(
    ("address", "published", "error"),
    [
        ("https://a.example/", b"{}", ContextMalformed),
        ("https://a.example/", b"[]", ContextMalformed),
        ("relative", b'{"@context":{}}', ContextMalformed),
        ("https://a.example/", b'{"@context":{"a":"u:a","a":"u:b"}}', JsonDuplicateKey),
    ],
)
def test_no_table_is_made_of_anything_else(
    address: str, published: bytes, error: type[CredentialError]
) -> None:
    with pytest.raises(error):
        compile_table(address, published)


@pytest.mark.parametrize(
    "data", [b"", b"[]", b"{}", b'{"address":"a","sha256":"b","contexts":[{"terms":[]}]}']
)
def test_a_damaged_table_is_refused(data: bytes) -> None:
    with pytest.raises(ContextMalformed):
        read_table(data)
