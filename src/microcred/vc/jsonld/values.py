"""Plain values as the objects of quads (JSON-LD-API 5.3 and 8.6)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from microcred.vc.jsonld.active import Active, Entry, Kind, Role
from microcred.vc.jsonld.errors import (
    FeatureUnsupported,
    IdRelative,
    KeywordRefused,
    NumberAsText,
    Respelled,
    ValueMalformed,
)
from microcred.vc.jsonld.terms import JSON, XSD, escaped
from microcred.vc.jsontext import canonical_json, check_number, xsd_double

_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")
_VALUE_KEYS = frozenset({"@value", "@type", "@language", "@direction"})


def flat(value: Any) -> Iterator[Any]:
    """The values of a set: lists inside lists count as one, null as nothing."""
    if isinstance(value, list):
        for one in value:
            if isinstance(one, list):
                yield from flat(one)
            elif one is not None:
                yield one
    elif value is not None:
        yield value


def text_value(text: str, entry: Entry, active: Active) -> str:
    """A text, read as its property says.

    Raises what `Active.id` and `Active.word` raise, `TextMalformed` or `NumberAsText`.
    """
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
        return json_literal(text)
    return _double_as_text(text, entry.suffix)


def scalar_value(value: Any, entry: Entry) -> str:
    """A number, true or false; raises `JsonNumberRefused`, or `ValueMalformed` for anything else."""
    if isinstance(value, bool):
        return _literal("true" if value else "false", entry, f"{XSD}boolean")
    if isinstance(value, int | float):
        return _number(value, entry)
    raise ValueMalformed(type(value).__name__)


def json_literal(value: Any) -> str:
    """A value of any form as JSON that is kept as it is."""
    return f'"{escaped(canonical_json(value).decode())}"^^<{JSON}>'


def is_value_object(value: dict[str, Any], active: Active) -> bool:
    """Whether an object states a plain value, with its type or language beside it."""
    return "@value" in value or not active.value_keys.isdisjoint(value)


def value_object(value: dict[str, Any], usual: Entry, active: Active) -> str:
    """A value with its type or language stated beside it; `usual` is the entry of its property.

    Raises `KeywordRefused`, `ValueMalformed`, `FeatureUnsupported`, or `Respelled` for the type that the
    value has anyhow.
    """
    parts = _parts(value, active)
    content = parts["@value"]
    if "@direction" in parts:
        raise FeatureUnsupported("@direction")
    if "@language" in parts:
        language = parts["@language"]
        if "@type" in parts or not isinstance(content, str) or not _is_language(language):
            raise ValueMalformed("@language")
        return f'"{escaped(content)}"@{language.lower()}'
    if parts.get("@type") == "@json":
        return json_literal(content)
    entry = Entry(Role.PROPERTY)
    if "@type" in parts:
        _set_datatype(entry, parts["@type"], usual, active)
    return text_value(content, entry, active) if isinstance(content, str) else scalar_value(content, entry)


def language_map(value: dict[str, Any], active: Active) -> Iterator[str]:
    """Texts by language (JSON-LD-API 5.1.2, step 13.7); raises `ValueMalformed`."""
    for key, texts in value.items():
        term = active.terms.get(key)
        language = "@none" if term is not None and term.iri == "@none" else key
        if language != "@none" and not _is_language(language):
            raise ValueMalformed("a language")
        for text in flat(texts):
            if not isinstance(text, str):
                raise ValueMalformed("a text by language")
            yield f'"{escaped(text)}"' + ("" if language == "@none" else f"@{language.lower()}")


_LITERAL = Kind.LITERAL


def _parts(value: dict[str, Any], active: Active) -> dict[str, Any]:
    """A value object by its keywords, aliases resolved."""
    parts: dict[str, Any] = {}
    for key, one in value.items():
        keyword = key
        if key not in _VALUE_KEYS:
            entry = active.entry(key)
            keyword = {Role.TYPE: "@type", Role.KEYWORD: entry.keyword}.get(entry.role, key)
        if keyword in parts or keyword not in _VALUE_KEYS:
            raise KeywordRefused(key[:80])
        parts[keyword] = one
    return parts


def _set_datatype(entry: Entry, kind: Any, usual: Entry, active: Active) -> None:
    found = active.word(kind) if isinstance(kind, str) else None
    if found is None:
        raise ValueMalformed("@type")
    entry.datatype = found[1:-1]
    if entry.datatype == usual.datatype and not active.freely:
        raise Respelled(f"a value with the type {kind[:80]} that it has anyhow")
    entry.suffix = '"' if entry.datatype == f"{XSD}string" else f'"^^{found}'
    if entry.datatype == f"{XSD}double":
        entry.kind = Kind.NUMBER


def _is_language(value: Any) -> bool:
    return isinstance(value, str) and _LANGUAGE.fullmatch(value) is not None


def _literal(text: str, entry: Entry, usual: str) -> str:
    return f'"{text}{entry.suffix}' if entry.datatype else f'"{text}"^^<{usual}>'


def _number(value: float, entry: Entry) -> str:
    """A number by its canonical form: whole ones as integers, unless the type asks for a double."""
    check_number(value)
    if entry.kind is Kind.NUMBER:
        return f'"{xsd_double(value)}{entry.suffix}'
    if isinstance(value, int) or value.is_integer():
        return _literal(str(int(value)), entry, f"{XSD}integer")
    return _literal(xsd_double(value), entry, f"{XSD}double")


def _double_as_text(text: str, suffix: str) -> str:
    """A double written as text: implementations disagree about it unless it is canonical already."""
    try:
        canonical = xsd_double(float(text))
    except ValueError:
        canonical = ""
    if canonical != text:
        raise NumberAsText(text[:40])
    return f'"{text}{suffix}'
