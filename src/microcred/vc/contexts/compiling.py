"""From a published context document to its compiled form (JSON-LD-API 4.1, 4.2).

What depends on the context alone is resolved here; a compact IRI whose prefix is not its own is left
open and resolved when the context is applied. What is not done here is refused, or marked on the term, so
that only documents which use it are affected.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from microcred.vc.contexts.definitions import ENDS_OF_PREFIXES, Context, Scopes, Term
from microcred.vc.contexts.errors import ContextMalformed, ContextUnsupported

KEYWORDS = frozenset(
    {
        *("@base", "@container", "@context", "@direction", "@graph", "@id", "@import", "@included", "@index"),
        *("@json", "@language", "@list", "@nest", "@none", "@prefix", "@propagate", "@protected", "@reverse"),
        *("@set", "@type", "@value", "@version", "@vocab"),
    }
)
_ALIASED = frozenset(
    {"@id", "@type", "@value", "@language", "@direction", "@graph", "@list", "@set", "@included", "@nest"}
)
_CONTAINERS = frozenset({"@set", "@list", "@graph", "@language"})
_TYPES = frozenset({"@id", "@vocab", "@json"})
_KNOWN = frozenset({"@id", "@type", "@container", "@context", "@language", "@prefix", "@protected"})
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")
_BARE = re.compile(r"[^:/]+")


def compile_contexts(value: Any, *, vocabulary: bool = False) -> Scopes:
    """The compiled form of the value of an `@context`: an object, null, or a list of these.

    With `vocabulary`, `@vocab` is allowed: every word then means something, so that nothing is ever refused
    as undefined. Raises `ContextMalformed` or `ContextUnsupported`.
    """
    return tuple(_one(each, vocabulary) for each in (value if isinstance(value, list) else [value]))


def _one(value: Any, vocabulary: bool) -> Context | None:
    if value is None:
        return None
    if isinstance(value, str):
        raise ContextUnsupported(f"it refers to another context: {value[:80]}")
    if not isinstance(value, dict):
        raise ContextMalformed("neither object nor null")
    return _Compiler(value, vocabulary).context()


class _Compiler:
    """Compiles one object; `done` holds its terms as they are resolved, each after those it needs."""

    def __init__(self, source: dict[str, Any], vocabulary: bool) -> None:
        self.source = source
        self.vocabulary_allowed = vocabulary
        self.done: dict[str, Term] = {}
        self.underway: set[str] = set()
        self.vocabulary: str | None = None
        self.protected = False

    def context(self) -> Context:
        language, propagate = None, None
        for key, value in self.source.items():
            if key == "@vocab":
                self.vocabulary = self._vocab(value)
            elif key == "@protected":
                self.protected = _boolean(key, value)
            elif key == "@propagate":
                propagate = _boolean(key, value)
            elif key == "@language":
                language = _language(value)
            elif key == "@version":
                if value != 1.1:
                    raise ContextMalformed(f"@version {value!r}")
            elif key.startswith("@"):
                raise ContextUnsupported(key[:40])
        for name in self.source:
            if not name.startswith("@"):
                self._define(name)
        terms = {name: self.done[name] for name in self.source if not name.startswith("@")}
        return Context(terms, self.vocabulary, language, propagate)

    def _vocab(self, value: Any) -> str:
        if not self.vocabulary_allowed:
            raise ContextUnsupported("@vocab")
        if value is None:
            return ""
        if not isinstance(value, str) or not value.startswith(("http://", "https://", "urn:")):
            raise ContextUnsupported(f"@vocab {value!r}"[:80])
        return value

    def _define(self, name: str) -> Term:
        if name in self.done:
            return self.done[name]
        if name in self.underway:
            raise ContextMalformed(f"{name[:60]} is defined by itself")
        self.underway.add(name)
        value = self.source[name]
        simple = isinstance(value, str)
        if value is None or simple:
            value = {"@id": value}
        if not isinstance(value, dict) or not name:
            raise ContextMalformed(f"the term {name[:60]!r}")
        term = self.done[name] = self._term(name, value, simple)
        return term

    def _term(self, name: str, value: Mapping[str, Any], simple: bool) -> Term:
        protected = _boolean("@protected", value.get("@protected", self.protected))
        if "@id" in value and value["@id"] is None:
            return Term("", protected=protected)
        iri, is_open = self._iri_of(name, value)
        unsupported = _unsupported(value, iri)
        if simple and is_open and ":" not in iri:
            unsupported = "a term that another context defines"  # whether it is a prefix is not known here
        if iri.startswith("@"):
            if value.get("@prefix"):
                raise ContextMalformed(f"the keyword {iri} as a prefix")
            return Term(iri, unsupported=unsupported, protected=protected)
        coerced, open_type = self._type(value.get("@type"))
        prefix = value.get("@prefix", simple and iri[-1:] in ENDS_OF_PREFIXES)
        return Term(
            iri,
            coerced,
            _containers(value.get("@container")),
            _language(value["@language"]) if "@language" in value else None,
            self._scopes(value),
            _boolean("@prefix", prefix) and _BARE.fullmatch(name) is not None,
            is_open,
            open_type,
            unsupported,
            protected,
        )

    def _scopes(self, value: Mapping[str, Any]) -> Scopes | None:
        if "@context" not in value:
            return None
        return compile_contexts(value["@context"], vocabulary=self.vocabulary_allowed)

    def _iri_of(self, name: str, value: Mapping[str, Any]) -> tuple[str, bool]:
        written = value.get("@id", name)
        if not isinstance(written, str) or not written:
            raise ContextMalformed(f"the @id of {name[:60]}")
        if written != name:
            found = self._expand(written)
            if _BARE.fullmatch(name) is None and self._compact(name) != found:
                raise ContextMalformed(f"{name[:60]} looks like an IRI and is another")
            return found
        if ":" in name[1:]:
            return self._compact(name)
        if self.vocabulary:
            return self.vocabulary + name, False
        return name, True

    def _type(self, value: Any) -> tuple[str | None, bool]:
        if value is None:
            return None, False
        if not isinstance(value, str):
            raise ContextMalformed("a @type that is no text")
        if value in _TYPES:
            return value, False
        if value.startswith("@"):
            return None, False  # marked on the term, see _unsupported
        return self._expand(value)

    def _expand(self, text: str) -> tuple[str, bool]:
        """The IRI of a term, compact IRI or IRI, and whether it still depends on other contexts."""
        if text in KEYWORDS:
            return text, False
        if text in self.source:
            term = self._define(text)
            if not term.iri:
                raise ContextMalformed(f"{text[:60]} has no meaning")
            return term.iri, term.open_iri
        if text.startswith("@"):
            raise ContextMalformed(f"{text[:40]} looks like a keyword")
        if ":" in text[1:]:
            return self._compact(text)
        if self.vocabulary:
            return self.vocabulary + text, False
        return text, True

    def _compact(self, text: str) -> tuple[str, bool]:
        prefix, _, rest = text.partition(":")
        if rest.startswith("//") or prefix == "_":
            return text, False
        if prefix not in self.source or prefix == text:
            return text, True
        term = self._define(prefix)
        if not term.prefix:
            return text, False
        return term.iri + rest, term.open_iri


def _unsupported(value: Mapping[str, Any], iri: str) -> str:
    """Why a document that uses this term cannot be decided here; empty if it can."""
    strange = sorted(value.keys() - _KNOWN)
    if strange:
        return strange[0][:40]
    if iri.startswith("@") and iri not in _ALIASED:
        return iri
    if iri.startswith("_:"):
        return "a blank node as property"
    coerced = value.get("@type")
    if isinstance(coerced, str) and coerced.startswith(("@", "_:")) and coerced not in _TYPES:
        return f"@type {coerced}"
    other = sorted(_named(value.get("@container")) - _CONTAINERS)
    return f"@container {other[0]}" if other else ""


def _named(value: Any) -> frozenset[str]:
    names = value if isinstance(value, list) else [] if value is None else [value]
    if not all(isinstance(name, str) and name.startswith("@") for name in names):
        raise ContextMalformed("@container")
    return frozenset(names)


def _containers(value: Any) -> frozenset[str]:
    names = _named(value)
    if "@list" in names and len(names) > 1:
        raise ContextMalformed("@container @list with another")
    return names


def _language(value: Any) -> str:
    """A language tag in lower case, as all implementations sign it; "" for null."""
    if value is None:
        return ""
    if not isinstance(value, str) or _LANGUAGE.fullmatch(value) is None:
        raise ContextMalformed("@language")
    return value.lower()


def _boolean(name: str, value: Any) -> bool:
    if not isinstance(value, bool):
        raise ContextMalformed(name)
    return value
