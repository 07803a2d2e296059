"""The shipped tables are there, hold what they say, and cannot be changed by an addition."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.architecture.context_tables import PUBLISHED, TABLES, write_tables

from microcred.vc.contexts import (
    ContextPinned,
    Contexts,
    ContextUnknown,
    InlineContext,
    Table,
    compile_table,
    shipped,
)

EXTENSION = "https://extension.example/context.json"
OB = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"


def extension(term: str = "honours") -> Table:
    published = json.dumps({"@context": {term: f"https://extension.example/#{term}"}}).encode()
    return compile_table(EXTENSION, published)


@pytest.mark.parametrize("address", PUBLISHED)
def test_every_listed_context_has_its_table_with_its_pin(address: str) -> None:
    table = shipped().table(address)
    assert (table.address, table.sha256) == (address, PUBLISHED[address][1])
    assert table.scopes


def test_nothing_else_lies_among_the_tables() -> None:
    listed = {f"{name}.json" for name, _ in PUBLISHED.values()} | {"index.json"}
    assert {path.name for path in TABLES.iterdir()} == listed
    assert shipped().addresses() == sorted(PUBLISHED)


def test_every_shipped_term_can_be_used() -> None:
    for address in PUBLISHED:
        for context in shipped().get(address):
            assert context is not None
            assert [name for name, term in context.terms.items() if term.unsupported] == []


@pytest.mark.parametrize("address", ["https://a.example/", "", OB.upper(), f"{OB}/", f"{OB}#"])
def test_an_address_is_known_letter_by_letter(address: str) -> None:
    with pytest.raises(ContextUnknown):
        shipped().get(address)


@pytest.mark.parametrize("value", [None, {}, {"name": None}, 5])
def test_what_a_document_brings_is_never_compiled(value: object) -> None:
    with pytest.raises(InlineContext):
        shipped().inline(value)


def test_an_operator_can_add_a_context() -> None:
    contexts = Contexts([extension()])
    assert contexts.get(EXTENSION) == extension().scopes
    assert set(contexts.addresses()) == {*PUBLISHED, EXTENSION}
    with pytest.raises(ContextUnknown):
        shipped().get(EXTENSION)


def test_an_addition_cannot_change_what_is_known() -> None:
    other = Table(OB, "0" * 64, extension().scopes)
    with pytest.raises(ContextPinned):
        Contexts([other])
    with pytest.raises(ContextPinned):
        Contexts([extension(), extension("distinction")])
    assert Contexts([extension(), extension()]).get(EXTENSION)
    assert Contexts([shipped().table(OB)]).get(OB) == shipped().get(OB)


def test_tables_are_written_from_published_bytes_of_the_right_hash_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    published = b'{"@context":{"t":"https://a.example/t"}}'
    table = compile_table("https://a.example/", published)
    listed = {"https://a.example/": ("a", table.sha256), "https://b.example/": ("b", "0" * 64)}
    monkeypatch.setattr("tests.architecture.context_tables.PUBLISHED", listed)
    monkeypatch.setattr("tests.architecture.context_tables.TABLES", tmp_path / "tables")
    (tmp_path / "tables").mkdir()
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "any.json").write_bytes(published)
    (tmp_path / "in" / "other.json").write_bytes(b"{}")
    assert write_tables(tmp_path / "in") == ["https://b.example/"]
    assert (tmp_path / "tables" / "a.json").read_bytes() == table.as_bytes()
    assert json.loads((tmp_path / "tables" / "index.json").read_text()) == {"https://a.example/": "a.json"}
