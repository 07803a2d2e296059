"""From a document to quads, in one walk over it (JSON-LD-API 5.1 and 8.1 together)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from microcred.vc.contexts import ContextMissing, Contexts
from microcred.vc.jsonld.active import Active, Container, Entry, Kind, Role
from microcred.vc.jsonld.bodies import Bodies, Body, is_endorsed
from microcred.vc.jsonld.errors import (
    FeatureUnsupported,
    IdMalformed,
    KeywordRefused,
    NothingSaid,
    TooManyQuads,
    TypeMalformed,
    ValueMalformed,
)
from microcred.vc.jsonld.scoping import Scoping
from microcred.vc.jsonld.terms import RDF_FIRST, RDF_NIL, RDF_REST, RDF_TYPE, Quad
from microcred.vc.jsonld.values import (
    flat,
    is_value_object,
    json_literal,
    language_map,
    scalar_value,
    text_value,
    value_object,
)
from microcred.vc.jsontext import check_value
from microcred.vc.limits import DEFAULT, Limits


def to_quads(document: dict[str, Any], contexts: Contexts, limits: Limits = DEFAULT) -> list[Quad]:
    """What a document states, each statement once, in no particular order.

    Blank nodes are `_:b0`, `_:b1`, ... Raises the errors of this package and of `vc.contexts`, and for
    values built by a program those of `jsontext.check_value`. Nothing is ever dropped but null.
    """
    check_value(document, limits)
    reader = Reader(contexts, limits)
    reader.document(document)
    return list(dict.fromkeys(reader.quads))


class Reader:
    """One walk over one document. `graph` is the term of the graph that is being stated."""

    def __init__(self, contexts: Contexts, limits: Limits) -> None:
        self.scoping = Scoping(contexts)
        self.freely = contexts.spelled_freely
        self.most_quads = limits.quads
        self.quads: list[Quad] = []
        self.blanks = 0
        self.bodies = Bodies()
        self.top: dict[str, Any] | None = None
        self.proven: dict[int, Any] = {}
        """Subjects of objects inside that carry a proof of their own, by what tells one from another."""

    def document(self, document: dict[str, Any]) -> None:
        """Reads a document into `quads`."""
        if document.__class__ is not dict:
            raise ValueMalformed("the document is no object")
        if "@context" not in document:
            raise ContextMissing
        active = self.scoping.root(document["@context"])
        content = {key: value for key, value in document.items() if key != "@context"}
        if self.freely and _is_graph_only(content, active):
            self._graph_contents(next(iter(content.values())), active, "")
        else:
            self.top = content
            self._node(content, active, "")
        if not self.quads:
            raise NothingSaid

    # Objects

    def _object(self, value: dict[str, Any], active: Active, graph: str) -> str:
        """As `_node`, for an object inside: it may name contexts of its own."""
        if "@context" in value:
            active = self.scoping.inside(value["@context"], active)
            value = {key: one for key, one in value.items() if key != "@context"}
        return self._node(value, active, graph)

    def _node(self, value: dict[str, Any], active: Active, graph: str) -> str:
        """States what an object says; returns its subject."""
        types: tuple[str, ...] = ()
        inner = active
        raw = value.get(active.type_key)
        if raw is None and self.freely:
            raw = _spelled_freely(value, active, Role.TYPE, None)
        if raw is not None:
            inner, types = self.scoping.typed(active, (raw,) if isinstance(raw, str) else _texts(raw))
        subject = self._subject(value, types, inner, inner is active, graph)
        add = self.quads.append
        for each in types:
            add((subject, RDF_TYPE, each, graph))
        if "proof" in value and value is not self.top:
            self.proven |= {id(one): one for one in flat(value.get("credentialSubject"))}
        entries = inner.entries
        for name, one in value.items():
            entry = entries.get(name) or inner.entry(name)
            if entry.role is not _PROPERTY:
                self._keyword(entry, name, one, subject, active, inner, graph)
            elif one.__class__ is str and entry.container is _SET:
                scalar = entry.scalar or self.scoping.scalar(entry, name, inner)
                add((subject, entry.predicate, text_value(one, scalar, entry.same or inner), graph))
            else:
                self._property(subject, entry, name, one, inner, graph)
        if len(self.quads) > self.most_quads:
            raise TooManyQuads(f"more than {self.most_quads:,}")
        return subject

    def _subject(
        self, value: dict[str, Any], types: tuple[str, ...], active: Active, plain_types: bool, graph: str
    ) -> str:
        """The identifier of an object, or a new blank node."""
        named = value.get(active.id_key, _ABSENT)
        if named is _ABSENT and self.freely:
            named = _spelled_freely(value, active, Role.ID, _ABSENT)
        if named is _ABSENT:
            return self._blank(value, "")
        if not isinstance(named, str):
            raise IdMalformed(f"{active.id_key} is no text")
        subject = active.id(named)
        if len(value) > 1 and not self.freely:
            body = Body(value, types, plain_types)
            if not (self.proven and self.proven.get(id(value)) is value and is_endorsed(body)):
                self.bodies.add(graph, subject, body)
        return subject

    def _blank(self, owner: object, role: str) -> str:
        """A new blank node for `owner`; `role` tells the several of one owner apart."""
        self.blanks += 1
        return f"_:b{self.blanks - 1}"

    def _keyword(
        self, entry: Entry, key: str, value: Any, subject: str, outer: Active, active: Active, graph: str
    ) -> None:
        """A key of an object that is a keyword or stands for one: `id` and `type` were read already."""
        if entry.role is Role.ID:
            if key != active.id_key and not self.freely:
                raise KeywordRefused(f"{key[:60]} beside {active.id_key}")
        elif entry.role is Role.TYPE:
            usual = outer.type_key if outer.type_key in outer.terms or not self.freely else key
            if key != usual or value is None:
                raise TypeMalformed(key[:60])
        elif self.freely and entry.keyword == "@graph":
            self._graph_contents(value, active, subject)
        elif self.freely and entry.keyword in ("@reverse", "@included", "@nest", "@index"):
            raise FeatureUnsupported(entry.keyword)
        else:
            raise KeywordRefused(key[:80])

    def _graph_contents(self, value: Any, active: Active, graph: str) -> None:
        for one in flat(value):
            if one.__class__ is not dict or "@value" in one:
                raise ValueMalformed("@graph holds objects")
            self._object(one, active, graph)

    # Properties

    def _property(self, subject: str, entry: Entry, key: str, value: Any, active: Active, graph: str) -> None:
        """States the value of a property, of whatever form."""
        scalar = entry.scalar or self.scoping.scalar(entry, key, active)
        if scalar.kind is Kind.JSON:
            found: Iterable[str] = (json_literal(value),)
        elif entry.container is Container.LIST and not self._is_list_object(value):
            items = value if isinstance(value, list) else [value]
            found = () if value is None else (self._list(items, entry, scalar, active, graph),)
        elif entry.container is Container.GRAPH:
            found = self._graphs(value, entry, active)
        elif entry.container is Container.LANGUAGE and isinstance(value, dict):
            found = language_map(value, active)
        else:
            found = self._values(value, entry, scalar, active, graph)
        for each in found:
            self.quads.append((subject, entry.predicate, each, graph))

    def _values(self, value: Any, entry: Entry, scalar: Entry, active: Active, graph: str) -> Iterator[str]:
        for one in flat(value):
            if self.freely and one.__class__ is dict and one.keys() == {"@set"}:
                yield from self._values(one["@set"], entry, scalar, active, graph)
            else:
                yield self._value(one, entry, scalar, active, graph)

    def _value(self, value: Any, entry: Entry, scalar: Entry, active: Active, graph: str) -> str:
        if isinstance(value, str):
            return text_value(value, scalar, entry.same or active)
        if not isinstance(value, dict):
            return scalar_value(value, scalar)
        same = self.scoping.same(entry, active)
        if is_value_object(value, same):
            return value_object(value, scalar, same)
        if self._is_list_object(value):
            items = value["@list"]
            return self._list(items if isinstance(items, list) else [items], entry, scalar, active, graph)
        if self._is_reference(value, same):
            (named,) = value.values()
            if not isinstance(named, str):
                raise IdMalformed("an identifier that is no text")
            return same.id(named)
        return self._object(value, self.scoping.inner(entry, active), graph)

    def _list(self, items: list[Any], entry: Entry, scalar: Entry, active: Active, graph: str) -> str:
        """States an ordered list; returns its first cell (JSON-LD-API 8.2)."""
        found = []
        for one in items:
            if isinstance(one, list):
                found.append(self._list(one, entry, scalar, active, graph))
            elif one is not None:
                found.append(self._value(one, entry, scalar, active, graph))
        rest = RDF_NIL
        for place in reversed(range(len(found))):
            cell = self._blank(items, f"cell {place}")
            self.quads.append((cell, RDF_FIRST, found[place], graph))
            self.quads.append((cell, RDF_REST, rest, graph))
            rest = cell
        return rest

    def _graphs(self, value: Any, entry: Entry, active: Active) -> Iterator[str]:
        """Each object as a graph of its own, named by a blank node."""
        for one in flat(value):
            if one.__class__ is not dict or "@value" in one or "@graph" in one:
                raise NothingSaid(str(one)[:80])
            graph = self._blank(one, "graph")
            before = len(self.quads)
            self._object(one, self.scoping.inner(entry, active), graph)
            if len(self.quads) == before:
                raise NothingSaid(str(one)[:80])
            yield graph

    def _is_list_object(self, value: Any) -> bool:
        return self.freely and value.__class__ is dict and value.keys() == {"@list"}

    def _is_reference(self, value: dict[str, Any], active: Active) -> bool:
        """Whether an object has an identifier and nothing else."""
        if len(value) != 1:
            return False
        (key,) = value
        term = active.terms.get(key)
        return term.iri == "@id" if term is not None else self.freely and key == "@id"


_ABSENT: Any = object()
_PROPERTY, _SET = Role.PROPERTY, Container.SET


def _texts(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise TypeMalformed("neither text nor a list of texts")
    return tuple(value)


def _spelled_freely(value: dict[str, Any], active: Active, role: Role, absent: Any) -> Any:
    """The value of a key that is an identifier or type, whichever way it is spelled: in tests only."""
    for name, one in value.items():
        if (
            (name in active.terms or name[:1] == "@")
            and name != "@context"
            and active.entry(name).role is role
        ):
            return one
    return absent


def _is_graph_only(content: dict[str, Any], active: Active) -> bool:
    """Whether a document has a `@graph` only: its objects belong to the default graph."""
    if len(content) != 1:
        return False
    (key,) = content
    term = active.terms.get(key)
    return term.iri == "@graph" if term is not None else key == "@graph"
