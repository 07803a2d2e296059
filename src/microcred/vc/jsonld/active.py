"""What words mean at one place of a document: the active context, with what was worked out from it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntEnum
from typing import Any

from microcred.vc.contexts import KEYWORDS, Scopes, Term
from microcred.vc.jsonld.errors import FeatureUnsupported, KeywordRefused, Respelled, TermUndefined
from microcred.vc.jsonld.terms import XSD, iri


class Role(IntEnum):
    """What a key is."""

    ID = 0
    TYPE = 1
    PROPERTY = 2
    KEYWORD = 3


class Kind(IntEnum):
    """What a plain text under a property is."""

    LITERAL = 0
    ID = 1
    WORD = 2
    JSON = 3
    NUMBER = 4


class Container(IntEnum):
    """What a list or object under a property is."""

    SET = 0
    LIST = 1
    GRAPH = 2
    LANGUAGE = 3


class Entry:
    """A key at one place.

    For a property: `predicate` is `<iri>`; `suffix` ends a literal (`"`, `"@en` or `"^^<iri>`); `inner` and
    `same` are the active contexts of objects and of texts under it, None until they are first needed;
    `scalar` is the entry that texts are read with.
    """

    __slots__ = (
        "container",
        "datatype",
        "inner",
        "keyword",
        "kind",
        "predicate",
        "role",
        "same",
        "scalar",
        "scopes",
        "suffix",
    )

    def __init__(self, role: Role, keyword: str = "") -> None:
        self.role = role
        self.keyword = keyword
        self.predicate = ""
        self.kind = Kind.LITERAL
        self.container = Container.SET
        self.datatype = ""
        self.suffix = '"'
        self.scopes: Scopes | None = None
        self.inner: Active | None = None
        self.same: Active | None = None
        self.scalar: Entry | None = None


class Active:
    """An active context (JSON-LD-API 4.1). `previous` is where objects inside return to, if not None.

    `typed` holds, by the value of `type`, the context with what the types bring and the types' terms;
    `inside`, by the contexts that an object names itself, the context with these.
    """

    __slots__ = (
        "entries",
        "freely",
        "id_key",
        "inside",
        "language",
        "names",
        "prefixes",
        "previous",
        "terms",
        "type_key",
        "typed",
        "value_keys",
        "vocabulary",
    )

    def __init__(
        self,
        terms: Mapping[str, Term],
        vocabulary: str = "",
        language: str = "",
        previous: Active | None = None,
        *,
        freely: bool = False,
    ) -> None:
        self.terms = terms
        self.vocabulary = vocabulary
        self.language = language
        self.previous = previous
        self.freely = freely
        self.entries: dict[str, Entry] = {}
        self.typed: dict[tuple[str, ...], tuple[Active, tuple[str, ...]]] = {}
        self.inside: dict[tuple[str, ...], Active] = {}
        self.prefixes = frozenset(name for name, term in terms.items() if term.prefix)
        self.names: dict[str, str] | None = None
        self.id_key = self._alias("@id")
        self.type_key = self._alias("@type")
        self.value_keys = frozenset(name for name, term in terms.items() if term.iri == "@value")

    def _alias(self, keyword: str) -> str:
        """The key that stands for a keyword: the first alias, or the keyword itself."""
        return next((name for name, term in self.terms.items() if term.iri == keyword), keyword)

    def entry(self, key: str) -> Entry:
        """What a key is; kept if it is a term.

        Raises `KeywordRefused`, `Respelled`, `TermUndefined` or `FeatureUnsupported`.
        """
        found = self.entries.get(key)
        if found is None:
            found = self._entry(key)
            if key in self.terms:
                self.entries[key] = found
        return found

    def _entry(self, key: str) -> Entry:
        term = self.terms.get(key)
        if term is None:
            return self._without_term(key)
        if term.unsupported:
            raise FeatureUnsupported(f"{key[:60]}: {term.unsupported}")
        if not term.iri:
            raise TermUndefined(key[:80])
        if term.iri[0] == "@":
            return self._keyword(term.iri, key)
        if not self.freely and self._names()[term.iri] != key:
            raise Respelled(key[:80])
        return self._property(iri(term.iri), term)

    def _without_term(self, key: str) -> Entry:
        if key in KEYWORDS:
            if not self.freely:
                raise KeywordRefused(key)
            return self._keyword(key, key)
        if key[:1] == "@":
            raise KeywordRefused(key[:80])
        if ":" in key:
            if not self.freely:
                raise Respelled(key[:200])
            return self._property(iri(self.compact(key)), None)
        if self.vocabulary:
            return self._property(iri(self.vocabulary + key), None)
        raise TermUndefined(key[:80])

    def _keyword(self, keyword: str, key: str) -> Entry:
        if keyword == "@id":
            return Entry(Role.ID)
        if keyword == "@type":
            return Entry(Role.TYPE)
        if keyword in ("@value", "@language", "@direction", "@list", "@set") or self.freely:
            return Entry(Role.KEYWORD, keyword)
        raise KeywordRefused(key[:80])

    def _property(self, predicate: str, term: Term | None) -> Entry:
        entry = Entry(Role.PROPERTY)
        entry.predicate = predicate
        if term is not None:
            entry.scopes = term.scopes
            entry.container = _container(term.containers)
            _coerce(entry, term.type)
        language = self.language if term is None or term.language is None else term.language
        if language and not entry.datatype and entry.kind is Kind.LITERAL:
            entry.suffix = f'"@{language}'
        if not entry.scopes:
            entry.scalar, entry.same = entry, self
        return entry

    def compact(self, text: str) -> str:
        """The IRI that `text` stands for, as an identifier: compact IRIs are written out."""
        prefix, colon, rest = text.partition(":")
        if colon and prefix in self.prefixes and not rest.startswith("//"):
            return self.terms[prefix].iri + rest
        return text

    def id(self, text: str) -> str:
        """`<iri>` of an identifier; raises `Respelled` for a compact IRI, or what `terms.iri` raises."""
        if self.prefixes:
            written_out = self.compact(text)
            if written_out != text and not self.freely:
                raise Respelled(text[:200])
            text = written_out
        return iri(text)

    def word(self, text: str) -> str | None:
        """`<iri>` of a term or absolute IRI where a word is expected; None where `text` is neither.

        Raises `Respelled` for an absolute IRI that has a term.
        """
        term = self.terms.get(text)
        if term is not None:
            if term.unsupported:
                raise FeatureUnsupported(f"{text[:60]}: {term.unsupported}")
            return iri(term.iri) if term.iri and term.iri[0] != "@" else None
        if ":" not in text:
            return iri(self.vocabulary + text) if self.vocabulary and text[:1] != "@" else None
        if not self.freely and text in self._names():
            raise Respelled(text[:200])
        return self.id(text)

    def _names(self) -> dict[str, str]:
        """The one term that a field may be called by, for each IRI.

        Some contexts have several. Classes come last, so that `Criteria` cannot hide `criteria`, and
        protected terms first, so that no context that is added can rename a field of the others.
        """
        if self.names is None:
            ordered = sorted(self.terms.items(), key=lambda one: (one[0][:1].isupper(), not one[1].protected))
            self.names = {}
            for name, term in ordered:
                self.names.setdefault(term.iri, name)
        return self.names


def _container(containers: frozenset[str]) -> Container:
    if "@list" in containers:
        return Container.LIST
    if "@graph" in containers:
        return Container.GRAPH
    return Container.LANGUAGE if "@language" in containers else Container.SET


def _coerce(entry: Entry, coerced: str | None) -> None:
    if coerced is None:
        return
    if coerced in _KINDS:
        entry.kind = _KINDS[coerced]
        return
    entry.datatype = coerced
    entry.suffix = f'"^^{iri(coerced)}'
    if coerced == f"{XSD}double":
        entry.kind = Kind.NUMBER
    elif coerced == f"{XSD}string":
        entry.suffix = '"'


_KINDS: dict[Any, Kind] = {"@id": Kind.ID, "@vocab": Kind.WORD, "@json": Kind.JSON}
