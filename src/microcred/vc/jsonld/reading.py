"""From a document to quads, in one walk over it (JSON-LD-API 5.1 and 8.1 together)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from microcred.vc.contexts import ContextMissing, Contexts, Scopes
from microcred.vc.jsonld.activation import apply
from microcred.vc.jsonld.active import Active, Container, Entry, Kind, Role
from microcred.vc.jsonld.bodies import Bodies, Body
from microcred.vc.jsonld.errors import (
    ContextMisplaced,
    FeatureUnsupported,
    IdMalformed,
    IdRelative,
    KeywordRefused,
    NothingSaid,
    NumberAsText,
    Respelled,
    TooManyContexts,
    TooManyQuads,
    TypeMalformed,
    TypeUndefined,
    ValueMalformed,
)
from microcred.vc.jsonld.terms import (
    JSON,
    RDF_FIRST,
    RDF_NIL,
    RDF_REST,
    RDF_TYPE,
    XSD,
    Quad,
    escaped,
    iri,
)
from microcred.vc.jsontext import canonical_json, check_number, check_value, xsd_double
from microcred.vc.limits import DEFAULT, Limits

_MOST_CONTEXTS = 500
"""Active contexts worked out anew for one document: each costs a copy of all terms."""
_MOST_KEPT = 2_000
"""Active contexts kept between documents; then all are forgotten."""
_MOST_NAMED = 32
"""Contexts in one list."""
_MOST_TYPES = 64
"""Combinations of types kept with one active context; and types in one that is kept."""
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")
_VALUE_KEYS = frozenset({"@value", "@type", "@language", "@direction"})


def to_quads(document: dict[str, Any], contexts: Contexts, limits: Limits = DEFAULT) -> list[Quad]:
    """What a document states, each statement once, in no particular order.

    Blank nodes are `_:b0`, `_:b1`, ... Raises the errors of this package and of `vc.contexts`, and for
    values built by a program those of `jsontext.check_value`. Nothing is ever dropped but null.
    """
    check_value(document, limits)
    reader = _Reader(contexts, limits)
    reader.document(document)
    return list(dict.fromkeys(reader.quads))


class _Reader:
    """One walk over one document."""

    def __init__(self, contexts: Contexts, limits: Limits) -> None:
        self.contexts = contexts
        self.limits = limits
        self.freely = contexts.spelled_freely
        self.quads: list[Quad] = []
        self.blanks = 0
        self.new_contexts = 0
        self.bodies = Bodies()

    # Contexts

    def document(self, document: dict[str, Any]) -> None:
        if document.__class__ is not dict:
            raise ValueMalformed("the document is no object")
        if "@context" not in document:
            raise ContextMissing
        active = self._named(document["@context"], None)
        if self.freely and _only_graph(document, active):
            self._graph_contents(next(v for k, v in document.items() if k != "@context"), active, "")
        else:
            self._node(document, active, "")
        if not self.quads:
            raise NothingSaid

    def _named(self, value: Any, outside: Active | None) -> Active:
        """The active context of the value of an `@context`; the usual ones are kept between documents."""
        named = value if isinstance(value, list) else [value]
        if len(named) > _MOST_NAMED:
            raise TooManyContexts(f"more than {_MOST_NAMED} in one list")
        if not all(one.__class__ is str for one in named):
            return self._applied(named, outside or Active({}, freely=self.freely))
        kept = self.contexts.worked_out if outside is None else outside.inside
        key = tuple(named)
        found: Active | None = kept.get(key)
        if found is None:
            found = kept[key] = self._applied(named, outside or Active({}, freely=self.freely))
        return found

    def _applied(self, named: list[Any], active: Active) -> Active:
        inline = [None if isinstance(one, str) else self.contexts.inline(one) for one in named]
        for one, brought in zip(named, inline, strict=True):
            active = self._apply(active, self.contexts.get(one) if brought is None else brought)
        return active

    def _apply(
        self, active: Active, scopes: Scopes, *, override: bool = False, propagate: bool = True
    ) -> Active:
        self.new_contexts += 1
        if self.new_contexts > _MOST_CONTEXTS:
            raise TooManyContexts(f"more than {_MOST_CONTEXTS}")
        kept = self.contexts.worked_out
        count = kept["count"] = kept.get("count", 0) + 1
        if count > _MOST_KEPT:
            kept.clear()
        return apply(active, scopes, override=override, propagate=propagate)

    def _same(self, entry: Entry, active: Active) -> Active:
        """The context of texts under a property."""
        if entry.same is None:
            entry.same = self._apply(active, entry.scopes or (), override=True)
        return entry.same

    def _inner(self, entry: Entry, active: Active) -> Active:
        """The context of objects under a property: what types brought is taken back first."""
        if entry.inner is None:
            start = active if active.previous is None else active.previous
            if entry.scopes is None:
                entry.inner = start
            else:
                entry.inner = self._apply(start, entry.scopes, override=True)
        return entry.inner

    def _scalar(self, entry: Entry, key: str, active: Active) -> Entry:
        """The entry that texts under a property are read with, if a context comes with the property."""
        if entry.scalar is None:
            same = self._same(entry, active)
            entry.scalar = same.entry(key) if key in same.terms else _plain(entry)
        return entry.scalar

    # Nodes

    def _node(self, value: dict[str, Any], active: Active, graph: str) -> str:
        """States what an object says; returns its subject."""
        types: tuple[str, ...] = ()
        inner = active
        raw = value.get(active.type_key)
        if raw is None and self.freely:
            raw = _spelled_freely(value, active, Role.TYPE, None)
        if raw is not None:
            key = (raw,) if isinstance(raw, str) else _texts(raw)
            inner, types = active.typed.get(key) or self._typed(active, key)
        subject = self._subject(value, types, inner, inner is active, graph)
        add = self.quads.append
        for each in types:
            add((subject, RDF_TYPE, each, graph))
        entries = inner.entries
        for name, one in value.items():
            entry = entries.get(name)
            if entry is None:
                if name == "@context":
                    continue
                entry = inner.entry(name)
            if entry.role is not _PROPERTY:
                self._keyword(entry, name, one, subject, active, inner, graph)
            elif one.__class__ is str and entry.container is _SET:
                scalar = entry.scalar or self._scalar(entry, name, inner)
                text = self._text(one, scalar, entry.same or inner)
                add((subject, entry.predicate, text, graph))
            else:
                self._property(subject, entry, name, one, inner, graph)
        if len(self.quads) > self.limits.quads:
            raise TooManyQuads(f"more than {self.limits.quads:,}")
        return subject

    def _subject(
        self, value: dict[str, Any], types: tuple[str, ...], active: Active, plain_types: bool, graph: str
    ) -> str:
        """The identifier of an object, or a new blank node."""
        named = value.get(active.id_key, _ABSENT)
        if named is _ABSENT and self.freely:
            named = _spelled_freely(value, active, Role.ID)
        if named is _ABSENT:
            self.blanks += 1
            return f"_:b{self.blanks - 1}"
        if not isinstance(named, str):
            raise IdMalformed(f"{active.id_key} is no text")
        subject = active.id(named)
        if len(value) > 1 and not self.freely:
            self.bodies.add(graph, subject, Body(value, types, plain_types))
        return subject

    def _object_node(self, value: dict[str, Any], active: Active, graph: str) -> str:
        """As `_node`, for an object inside: it may name contexts of its own."""
        if "@context" in value:
            active = self._inside(value["@context"], active)
        return self._node(value, active, graph)

    def _inside(self, value: Any, active: Active) -> Active:
        """The context of an object that names its own, which may add words and never change one."""
        result = self._named(value, active)
        if not self.freely:
            for name, term in active.terms.items():
                if result.terms.get(name) != term:
                    raise ContextMisplaced(name[:80])
        return result

    def _typed(self, active: Active, types: tuple[str, ...]) -> tuple[Active, tuple[str, ...]]:
        inner = active
        for one in sorted(set(types)):
            term = active.terms.get(one)
            if term is not None and term.scopes is not None:
                inner = self._apply(inner, term.scopes, propagate=False)
        found = inner, tuple(_type(active, one) for one in types)
        if len(types) <= _MOST_TYPES and all(one in active.terms for one in types):
            if len(active.typed) >= _MOST_TYPES:
                active.typed.clear()
            active.typed[types] = found
        return found

    def _keyword(
        self, entry: Entry, key: str, value: Any, subject: str, outer: Active, active: Active, graph: str
    ) -> None:
        """A key of a node that is a keyword or stands for one: `id` and `type` were read already."""
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
        for one in _flat(value):
            if one.__class__ is not dict or "@value" in one:
                raise ValueMalformed("@graph holds objects")
            self._object_node(one, active, graph)

    # Values

    def _property(self, subject: str, entry: Entry, key: str, value: Any, active: Active, graph: str) -> None:
        """States the value of a property, of whatever form."""
        scalar = entry.scalar or self._scalar(entry, key, active)
        if scalar.kind is Kind.JSON:
            found: Iterable[str] = (_json_literal(value),)
        elif entry.container is Container.LIST and not _is_list_object(value, self.freely):
            items = value if isinstance(value, list) else [value]
            found = () if value is None else (self._list(items, entry, scalar, active, graph),)
        elif entry.container is Container.GRAPH:
            found = self._graphs(value, entry, active)
        elif entry.container is Container.LANGUAGE and isinstance(value, dict):
            found = _language_map(value, active)
        else:
            found = self._objects(value, entry, scalar, active, graph)
        for each in found:
            self.quads.append((subject, entry.predicate, each, graph))

    def _objects(self, value: Any, entry: Entry, scalar: Entry, active: Active, graph: str) -> Iterator[str]:
        for one in _flat(value):
            if self.freely and one.__class__ is dict and one.keys() == {"@set"}:
                yield from self._objects(one["@set"], entry, scalar, active, graph)
            else:
                yield self._object(one, entry, scalar, active, graph)

    def _object(self, value: Any, entry: Entry, scalar: Entry, active: Active, graph: str) -> str:
        if isinstance(value, str):
            return self._text(value, scalar, entry.same or active)
        if isinstance(value, bool):
            return _typed_literal("true" if value else "false", scalar, f"{XSD}boolean")
        if isinstance(value, int | float):
            return _number(value, scalar)
        if not isinstance(value, dict):
            raise ValueMalformed(type(value).__name__)
        same = self._same(entry, active)
        if "@value" in value or (same.value_keys and not same.value_keys.keys().isdisjoint(value)):
            return self._value_object(value, scalar, same)
        if _is_list_object(value, self.freely):
            return self._list(_listed(value["@list"]), entry, scalar, active, graph)
        if len(value) == 1 and same.entry(*value).role is Role.ID:
            (named,) = value.values()
            if not isinstance(named, str):
                raise IdMalformed("id is no text")
            return same.id(named)
        return self._object_node(value, self._inner(entry, active), graph)

    def _text(self, text: str, entry: Entry, active: Active) -> str:
        kind = entry.kind
        if kind is _LITERAL:
            return f'"{escaped(text)}{entry.suffix}'
        if kind is Kind.ID:
            return active.id(text)
        if kind is Kind.WORD:
            found = active.word(text)
            if found is None:
                raise IdRelative(text[:80])
            return found
        if kind is Kind.JSON:
            return _json_literal(text)
        return _double_as_text(text, entry.suffix)

    def _value_object(self, value: dict[str, Any], scalar: Entry, active: Active) -> str:
        """A value with its type or language stated beside it (JSON-LD-API 5.1.2, step 14)."""
        parts: dict[str, Any] = {}
        for key, one in value.items():
            keyword = key if key in _VALUE_KEYS else self._alias(key, active)
            if keyword in parts or keyword not in _VALUE_KEYS:
                raise KeywordRefused(key[:80])
            parts[keyword] = one
        if "@direction" in parts:
            raise FeatureUnsupported("@direction")
        content = parts["@value"]
        if "@language" in parts:
            language = parts["@language"]
            if "@type" in parts or not isinstance(content, str) or not _is_language(language):
                raise ValueMalformed("@language")
            return f'"{escaped(content)}"@{language.lower()}'
        if parts.get("@type") == "@json":
            return _json_literal(content)
        entry = Entry(Role.PROPERTY)
        if "@type" in parts:
            self._datatype(entry, parts["@type"], scalar, active)
        return self._literal(content, entry)

    def _alias(self, key: str, active: Active) -> str:
        entry = active.entry(key)
        return {Role.TYPE: "@type", Role.KEYWORD: entry.keyword}.get(entry.role, key)

    def _datatype(self, entry: Entry, kind: Any, scalar: Entry, active: Active) -> None:
        found = active.word(kind) if isinstance(kind, str) else None
        if found is None:
            raise ValueMalformed("@type")
        entry.datatype = found[1:-1]
        if entry.datatype == scalar.datatype and not self.freely:
            raise Respelled(f"a value with the type {kind[:80]} that it has anyhow")
        entry.suffix = '"' if entry.datatype == f"{XSD}string" else f'"^^{found}'
        if entry.datatype == f"{XSD}double":
            entry.kind = Kind.NUMBER

    def _literal(self, content: Any, entry: Entry) -> str:
        if isinstance(content, str):
            if entry.kind is Kind.NUMBER:
                return _double_as_text(content, entry.suffix)
            return f'"{escaped(content)}{entry.suffix}'
        if isinstance(content, bool):
            return _typed_literal("true" if content else "false", entry, f"{XSD}boolean")
        if isinstance(content, int | float):
            return _number(content, entry)
        raise ValueMalformed("@value")

    def _list(self, items: list[Any], entry: Entry, scalar: Entry, active: Active, graph: str) -> str:
        """States an ordered list; returns its first cell (JSON-LD-API 8.2)."""
        found = []
        for one in items:
            if isinstance(one, list):
                found.append(self._list(one, entry, scalar, active, graph))
            elif one is not None:
                found.append(self._object(one, entry, scalar, active, graph))
        rest = RDF_NIL
        for each in reversed(found):
            cell = f"_:b{self.blanks}"
            self.blanks += 1
            self.quads.append((cell, RDF_FIRST, each, graph))
            self.quads.append((cell, RDF_REST, rest, graph))
            rest = cell
        return rest

    def _graphs(self, value: Any, entry: Entry, active: Active) -> Iterator[str]:
        """Each object as a graph of its own, named by a blank node."""
        for one in _flat(value):
            if one.__class__ is not dict or "@value" in one or "@graph" in one:
                raise NothingSaid(str(one)[:80])
            graph = f"_:b{self.blanks}"
            self.blanks += 1
            before = len(self.quads)
            self._object_node(one, self._inner(entry, active), graph)
            if len(self.quads) == before:
                raise NothingSaid(str(one)[:80])
            yield graph


_ABSENT: Any = object()
_PROPERTY, _SET, _LITERAL = Role.PROPERTY, Container.SET, Kind.LITERAL


def _spelled_freely(value: dict[str, Any], active: Active, role: Role, absent: Any = _ABSENT) -> Any:
    """The value of a key that is an identifier or type, whichever way it is spelled: in tests only."""
    for name, one in value.items():
        if (
            (name in active.terms or name[:1] == "@")
            and name != "@context"
            and active.entry(name).role is role
        ):
            return one
    return absent


def _texts(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise TypeMalformed("neither text nor a list of texts")
    return tuple(value)


def _type(active: Active, text: str) -> str:
    found = active.word(text)
    if found is None:
        raise TypeUndefined(text[:200])
    return found


def _plain(entry: Entry) -> Entry:
    """The entry of a property whose own context takes its definition away."""
    found = Entry(Role.PROPERTY)
    found.predicate = entry.predicate
    return found


def _flat(value: Any) -> Iterator[Any]:
    """The values of a set: lists inside lists count as one, null as nothing."""
    if isinstance(value, list):
        for one in value:
            if isinstance(one, list):
                yield from _flat(one)
            elif one is not None:
                yield one
    elif value is not None:
        yield value


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _is_list_object(value: Any, freely: bool) -> bool:
    return freely and value.__class__ is dict and value.keys() == {"@list"}


def _only_graph(document: dict[str, Any], active: Active) -> bool:
    """Whether a document is `@context` and `@graph` only: its objects belong to the default graph."""
    keys = [key for key in document if key != "@context"]
    return len(keys) == 1 and (
        keys == ["@graph"] or getattr(active.terms.get(keys[0]), "iri", "") == "@graph"
    )


def _is_language(value: Any) -> bool:
    return isinstance(value, str) and _LANGUAGE.fullmatch(value) is not None


def _json_literal(value: Any) -> str:
    return f'"{escaped(canonical_json(value).decode())}"^^{iri(JSON)}'


def _typed_literal(text: str, entry: Entry, usual: str) -> str:
    if entry.datatype:
        return f'"{text}{entry.suffix}'
    return f'"{text}"^^{iri(usual)}'


def _number(value: float, entry: Entry) -> str:
    """A number by its canonical form: whole ones as integers, unless the type asks for a double (8.6)."""
    check_number(value)
    if entry.kind is Kind.NUMBER:
        return f'"{xsd_double(value)}{entry.suffix}'
    if isinstance(value, int) or value.is_integer():
        return _typed_literal(str(int(value)), entry, f"{XSD}integer")
    return _typed_literal(xsd_double(value), entry, f"{XSD}double")


def _double_as_text(text: str, suffix: str) -> str:
    """A double written as text: implementations disagree about it unless it is canonical already."""
    try:
        canonical = xsd_double(float(text))
    except (ValueError, OverflowError):
        canonical = ""
    if canonical != text:
        raise NumberAsText(text[:40])
    return f'"{text}{suffix}'


def _language_map(value: dict[str, Any], active: Active) -> Iterator[str]:
    """Texts by language (JSON-LD-API 5.1.2, step 13.7)."""
    for key, texts in value.items():
        term = active.terms.get(key)
        language = "@none" if term is not None and term.iri == "@none" else key
        if language != "@none" and not _is_language(language):
            raise ValueMalformed("a language")
        for text in _flat(texts):
            if not isinstance(text, str):
                raise ValueMalformed("a text by language")
            yield f'"{escaped(text)}"' + ("" if language == "@none" else f"@{language.lower()}")
