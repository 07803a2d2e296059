"""An event as an entry of the log, and back; pure.

The body is canonical JSON (RFC 8785): of strings, whole numbers, truth values and lists under ASCII names,
for which sorted names without spaces are that form. Words that people wrote are in it as a salted hash only.
"""

from __future__ import annotations

import json
import re
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from hashlib import sha256
from importlib import import_module
from typing import Any

from microcred.platform.journal.beside import stands_beside
from microcred.platform.journal.errors import EventNotPlain

_APPS = __name__.rsplit(".", 2)[0]
_PLAIN = re.compile(r"[ -?A-~]{0,300}")  # printable ASCII without the sign of an address
_PUBLIC_ID = re.compile(r"[A-Za-z0-9_-]{22}")


@dataclass(frozen=True)
class Words:
    """What stands beside an entry: the field, its salt and its text."""

    field: str
    salt: str
    text: str


@dataclass(frozen=True)
class Written:
    """An event ready to be stored."""

    kind: str
    at: datetime
    actor: int | None
    institution: int | None
    body: str
    mentions: tuple[str, ...]
    words: tuple[Words, ...]


def written(event: Any) -> Written:
    """The entry of an event; raises `EventNotPlain` if a field holds more than ids and words of ours.

    Public ids in it are its mentions. `actor` and `institution` are ids of rows, or absent.
    """
    kind = kind_of(type(event))
    values = {one.name: getattr(event, one.name) for one in fields(event)}
    words = tuple(
        Words(one.name, secrets.token_hex(16), values[one.name])
        for one in fields(event)
        if stands_beside(one) and values[one.name]
    )
    values |= {one.field: {"salted": salted(one.salt, one.text)} for one in words}
    marked = {one.field for one in words}
    plain = {name: value if name in marked else _plain(kind, name, value) for name, value in values.items()}
    mentions = dict.fromkeys(_public_ids(plain))
    return Written(
        kind,
        event.at,
        values.get("actor"),
        values.get("institution"),
        canonical({"kind": kind, **plain}),
        tuple(mentions),
        words,
    )


def event_of(body: str, words: Mapping[str, str]) -> Any:
    """The event again, as it was told; erased words are empty. Raises `LookupError` if it is no more."""
    values = json.loads(body)
    try:
        made: type[Any] = class_of(values.pop("kind"))
    except (ImportError, AttributeError) as gone:
        raise LookupError(str(gone)) from gone
    for name, value in values.items():
        if isinstance(value, list):
            values[name] = tuple(value)
        elif isinstance(value, dict):
            values[name] = words.get(name, "")
    values["at"] = datetime.fromisoformat(values["at"])
    return made(**{one.name: values[one.name] for one in fields(made)})


def kind_of(made: type[Any]) -> str:
    """The name of a class of events: `awards.Awarded`."""
    app = made.__module__.removeprefix(f"{_APPS}.").partition(".")[0]
    return f"{app}.{made.__name__}"


def class_of(kind: str) -> type[Any]:
    """The class of a kind, from the app's module `events`."""
    app, _, name = kind.partition(".")
    found: type[Any] = getattr(import_module(f"{_APPS}.{app}.events"), name)
    return found


def canonical(values: Mapping[str, Any]) -> str:
    """Canonical JSON of plain values."""
    return json.dumps(values, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def salted(salt: str, text: str) -> str:
    """The hash that stands in the log for words that people wrote."""
    return sha256(f"{salt}\n{text}".encode()).hexdigest()


def link(previous: str, sequence: int, body: str) -> str:
    """The hash of an entry in the chain: over its number, its body and the hash of the one before."""
    return sha256(f'{{"entry":{body},"previous":"{previous}","sequence":{sequence}}}'.encode()).hexdigest()


def stamp(at: datetime) -> str:
    """A time as it stands in a body."""
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _plain(kind: str, name: str, value: Any) -> Any:
    match value:
        case None | bool() | int():
            return value
        case str() if _PLAIN.fullmatch(value):
            return str(value)
        case datetime():
            return stamp(value)
        case tuple() | list():
            return [_plain(kind, name, one) for one in value]
    raise EventNotPlain(f"{kind}.{name}")


def _public_ids(values: Mapping[str, Any]) -> Iterator[str]:
    for value in values.values():
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, str) and _PUBLIC_ID.fullmatch(one):
                yield one
