"""Mutants: every way a file gets damaged, and every way known to cheat a verifier."""

from __future__ import annotations

import base64
import copy
import json
from collections.abc import Callable, Iterator
from random import Random
from typing import Any

from tests.unit.vc.baking import pictures
from tests.unit.vc.examine import institution as college

from microcred import vc
from microcred.vc.baking import bake_svg, unbake
from microcred.vc.errors import CredentialError


def unordered(value: Any, name: str = "") -> Any:
    """A document as a value that does not depend on what no embedded proof signs.

    That is the order of lists, and contexts named twice or for nothing: those known here are protected, so
    that none changes what another says.
    """
    if isinstance(value, dict):
        return {key: unordered(one, key) for key, one in sorted(value.items()) if key != "@context"}
    if isinstance(value, list):
        return sorted((unordered(one) for one in value), key=lambda one: json.dumps(one, sort_keys=True))
    return [value] if name == "type" else value


def mutant(data: bytes, random: Random) -> bytes:
    """One mutant: of the bytes, or of the credential inside with its carrier put together again."""
    if random.random() < 0.3:
        return in_chunks(data, random)
    if data.startswith(b"{"):
        return _document(data, random)
    if data.startswith((b"\x89PNG", b"<")):
        try:
            inner = mutant(unbake(data).text.encode(), random)
            if data.startswith(b"<"):
                return bake_svg(pictures.SVG, inner)
        except CredentialError:
            return damaged(data, random)
        return pictures.png(*_chunks(inner, random))
    return _token(data, random)


def _chunks(text: bytes, random: Random) -> list[bytes]:
    chunk = pictures.chunk(b"iTXt", b"openbadgecredential\0\0\0\0\0" + text)
    return [chunk] * random.choice([1, 1, 1, 1, 2])


def in_chunks(data: bytes, random: Random) -> bytes:
    """A PNG with a chunk damaged, dropped, repeated or moved and its sums right again, so that it is not the
    sums that refuse it; every fifth one, and any other file, with its bytes damaged as they lie.
    """
    chunks = _chunks_of(data)
    if not chunks or random.random() < 0.2:
        return damaged(data, random)
    at, kind = random.randrange(len(chunks)), random.randrange(8)
    name, content = chunks[at]
    if kind == 0:
        del chunks[at]
    elif kind == 1:
        chunks.insert(random.randrange(len(chunks) + 1), chunks[at])
    elif kind == 2:
        random.shuffle(chunks)
    elif kind == 3:
        chunks[at] = (random.choice([b"tEXt", b"zTXt", b"iTXt", b"IDAT", b"IEND", b"PLTE", b"eXIf"]), content)
    else:
        chunks[at] = (name, damaged(content, random))
    return data[:8] + b"".join(pictures.chunk(*one) for one in chunks)


def _chunks_of(data: bytes) -> list[tuple[bytes, bytes]]:
    """The chunks of a sound PNG; none of another file."""
    found, at = [], 8
    while data.startswith(b"\x89PNG") and at + 12 <= len(data):
        length = int.from_bytes(data[at : at + 4], "big")
        found.append((data[at + 4 : at + 8], data[at + 8 : at + 8 + length]))
        at += 12 + length
    return found


def damaged(data: bytes, random: Random) -> bytes:
    changed = bytearray(data)
    for _ in range(random.choice([1, 1, 1, 2, 5])):
        at = random.randrange(len(changed)) if changed else 0
        length = random.choice([1, 1, 2, 4, 16, 64])
        kind = random.randrange(6)
        if kind == 0 and changed:
            changed[at] ^= 1 << random.randrange(8)
        elif kind == 1:
            del changed[at : at + length]
        elif kind == 2:
            changed[at:at] = changed[at : at + length]
        elif kind == 3:
            changed[at:at] = random.choice([b"\0", b" ", b"\n", b'"', b"{", b"\xff", b"\xed\xa0\x80", b"A"])
        elif kind == 4:
            del changed[at:]
        else:
            other = random.randrange(len(changed)) if changed else 0
            changed[at : at + length], changed[other : other + length] = (
                changed[other : other + length],
                changed[at : at + length],
            )
    return bytes(changed)


VALUES: list[Any] = [
    None,
    True,
    False,
    0,
    -1,
    2.0,
    1e21,
    10**30,
    "",
    " ",
    "B",
    "A",
    "_:b0",
    "relative",
    "https://evil.example/",
    "did:web:evil.example",
    "2099-01-01T00:00:00Z",
    "\u202e",
    "\u0000",
    [],
    {},
    [[]],
    {"id": college.COLLEGE},
    {"@value": "A"},
    {"@set": []},
    {"@list": ["A"]},
    ["A", "B"],
]
KEYS = [
    "@id",
    "@type",
    "@graph",
    "@context",
    "@reverse",
    "@included",
    "@nest",
    "@index",
    "https://www.w3.org/2018/credentials#validUntil",
    "https://www.w3.org/2018/credentials#credentialStatus",
    "https://schema.org/name",
    "cred:validUntil",
    "unknown",
    "id",
    "type",
    "name",
    "validUntil",
    "credentialStatus",
    "proof",
    "__proto__",
    "",
]
CONTEXTS: list[Any] = [
    {"validUntil": None},
    {"@vocab": "https://evil.example/"},
    {"name": "https://evil.example/name"},
    "https://evil.example/context",
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json",
    None,
]


def _places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if isinstance(value, dict):
        for key, one in value.items():
            yield (*path, key)
            yield from _places(one, (*path, key))
    elif isinstance(value, list):
        for index, one in enumerate(value):
            yield (*path, index)
            yield from _places(one, (*path, index))


def _change(document: dict[str, Any], random: Random) -> None:
    """One change to a parsed document, in place."""
    path = random.choice(list(_places(document)) or [("id",)])
    holder: Any = document
    for part in path[:-1]:
        holder = holder[part]
    last = path[-1]
    kind = random.randrange(9)
    if kind == 0:
        del holder[last]
    elif kind == 1:
        holder[last] = copy.deepcopy(random.choice(VALUES))
    elif kind == 2:
        holder[last] = [holder[last]]
    elif kind == 3 and isinstance(holder, dict):
        holder[random.choice(KEYS)] = holder.pop(last)
    elif kind == 4 and isinstance(holder, dict):
        holder[random.choice(KEYS)] = copy.deepcopy(random.choice([*VALUES, holder[last]]))
    elif kind == 5 and isinstance(holder[last], list):
        random.shuffle(holder[last])
    elif kind == 6 and isinstance(holder[last], str):
        text = holder[last]
        holder[last] = random.choice([text + " ", text.upper(), text[:-1], text + text, text[::-1]])
    elif kind == 7:
        contexts = document.get("@context")
        if isinstance(contexts, list):
            contexts.insert(random.randrange(len(contexts) + 1), random.choice(CONTEXTS))
    elif isinstance(holder, dict):
        items = list(holder.items())
        random.shuffle(items)
        holder.clear()
        holder.update(items)


def _document(data: bytes, random: Random) -> bytes:
    try:
        document = json.loads(data)
    except ValueError:
        return damaged(data, random)
    for _ in range(random.choice([0, 1, 1, 1, 2])):
        _change(document, random)
    text = _spelled(document, random)
    if random.random() < 0.1:
        text = _with_duplicate_key(text, random)
    return text.encode("utf-8", "surrogatepass")


def _spelled(document: Any, random: Random) -> str:
    spellings: list[Callable[[], str]] = [
        lambda: json.dumps(document),
        lambda: json.dumps(document, ensure_ascii=False),
        lambda: json.dumps(document, indent=random.randrange(4)),
        lambda: json.dumps(document, sort_keys=True, separators=(",", ":")),
    ]
    return random.choice(spellings)()


def _with_duplicate_key(text: str, random: Random) -> str:
    double = random.choice(
        [
            '{"validUntil":"2099-01-01T00:00:00Z",',
            '{"credentialStatus":[],',
            '{"issuer":"did:web:evil.example",',
            '{"proof":{},',
            '{"type":[],',
        ]
    )
    return double + text[1:] if random.random() < 0.5 else text[:-1] + "," + double[1:-1] + "}"


def _token(data: bytes, random: Random) -> bytes:
    parts = data.split(b".")
    if len(parts) != 3:
        return damaged(data, random)
    which = random.randrange(3)
    if which == 2:
        parts[2] = _encoded(damaged(_decoded(parts[2]), random))
    else:
        try:
            content = json.loads(_decoded(parts[which]))
            header = which == 0 and random.random() < 0.5
            _change_header(content, random) if header else _change(content, random)
            parts[which] = _encoded(_spelled(content, random).encode("utf-8", "surrogatepass"))
        except ValueError:
            parts[which] = _encoded(damaged(_decoded(parts[which]), random))
    return random.choice([b".", b".", b".", b".", b"..", b". "]).join(parts)


def _change_header(header: dict[str, Any], random: Random) -> None:
    stranger = vc.PrivateKey("Ed25519", bytes(32)).public
    name, value = random.choice(
        [
            ("alg", "none"),
            ("alg", "HS256"),
            ("alg", "RS256"),
            ("jwk", stranger.jwk),
            ("kid", f"did:key:{stranger.multikey}#{stranger.multikey}"),
            ("kid", f"{college.COLLEGE}#{stranger.multikey}"),
            ("x5u", "https://evil.example/key"),
            ("crit", ["b64"]),
            ("b64", False),
            ("typ", "vc+jwt"),
            ("typ", "JOSE"),
        ]
    )
    header[name] = value


def _decoded(part: bytes) -> bytes:
    try:
        return base64.urlsafe_b64decode(part + b"=" * (-len(part) % 4))
    except ValueError:
        return part


def _encoded(data: bytes) -> bytes:
    return base64.urlsafe_b64encode(data).rstrip(b"=")
