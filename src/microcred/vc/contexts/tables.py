"""Tables: compiled contexts as files of facts, each with the address and hash of what was published."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import orjson

from microcred.vc.contexts.compiling import compile_contexts
from microcred.vc.contexts.definitions import Scopes, as_json, from_json
from microcred.vc.contexts.errors import ContextMalformed
from microcred.vc.jsontext import parse


@dataclass(frozen=True)
class Table:
    """What one address means. `sha256` is the hex hash of the published document's bytes."""

    address: str
    sha256: str
    scopes: Scopes

    def as_bytes(self) -> bytes:
        """The table as the JSON file that `read_table` reads; raises nothing."""
        values = {"address": self.address, "sha256": self.sha256, "contexts": as_json(self.scopes)}
        return orjson.dumps(values, option=orjson.OPT_INDENT_2) + b"\n"


def compile_table(address: str, published: bytes, *, vocabulary: bool = False) -> Table:
    """The table of a context document as it was published at `address`, an absolute URL.

    With `vocabulary`, `@vocab` is allowed: for tests only. Raises `ContextMalformed`, `ContextUnsupported`,
    or what `jsontext.parse` raises.
    """
    document = parse(published)
    if not isinstance(document, dict) or "@context" not in document:
        raise ContextMalformed("no @context")
    if ":" not in address:
        raise ContextMalformed(f"no address: {address[:80]}")
    scopes = compile_contexts(document["@context"], vocabulary=vocabulary)
    return Table(address, sha256(published).hexdigest(), scopes)


def read_table(data: bytes) -> Table:
    """The table in a file that `Table.as_bytes` wrote; raises `ContextMalformed`."""
    try:
        values: Any = orjson.loads(data)
        return Table(values["address"], values["sha256"], from_json(values["contexts"]))
    except (orjson.JSONDecodeError, AttributeError, KeyError, TypeError, RecursionError):
        raise ContextMalformed("no table of a context") from None
