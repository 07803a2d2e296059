"""Random documents over the published contexts: every type and term, in every form of value.

They follow what the contexts define, so that most are sound; some have things that must be refused.
"""

from __future__ import annotations

from contextlib import suppress
from random import Random
from typing import Any

from microcred.vc.contexts import shipped
from microcred.vc.jsonld.activation import apply
from microcred.vc.jsonld.active import Active, Container, Entry, Kind, Role
from microcred.vc.jsonld.errors import FeatureUnsupported, ProtectedTerm, Respelled

CREDENTIALS = "https://www.w3.org/ns/credentials/v2"
_OB = "https://purl.imsglobal.org/spec/ob/v3p0/"
LISTS = [
    [CREDENTIALS],
    [CREDENTIALS, f"{_OB}context-3.0.3.json"],
    [CREDENTIALS, f"{_OB}context-3.0.3.json", f"{_OB}extensions.json"],
    [CREDENTIALS, f"{_OB}context-3.0.2.json"],
    [CREDENTIALS, "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json", f"{_OB}context-3.0.3.json"],
    [CREDENTIALS, "https://w3id.org/security/data-integrity/v2"],
    [CREDENTIALS, "https://w3id.org/security/multikey/v1", f"{_OB}context-3.0.3.json"],
]
TEXTS = [
    "a",
    "",
    " x ",
    'a "quoted" \\ text',
    "line\nfeed\tand tab\r",
    "Máire",
    "\U0001f600\u2028",
    "2026-05-01T09:00:00Z",
]
IRIS = ["https://a.example/1", "urn:uuid:1", "did:web:b.example#k", "https://é.example/ü?q=1#f", "data:,x"]
NUMBERS: list[Any] = [0, 1, -7, 2**53 - 1, 5.5, 0.1, -1.5e-7, 2.0, 123456.789, True, False]


def document(random: Random) -> dict[str, Any]:
    """One random document; some hold others that name contexts of their own."""
    if random.random() < 0.8:
        return _with_contexts(random, Active({}), 3)
    inside = [_with_contexts(random, Active({}), 2) for _ in range(random.choice([1, 2]))]
    if random.random() < 0.5:
        return {
            "@context": [CREDENTIALS],
            "type": "VerifiablePresentation",
            "verifiableCredential": inside,
        }
    return {
        "@context": list(LISTS[4]),
        "type": ["VerifiableCredential", "ClrCredential"],
        "credentialSubject": {"type": ["ClrSubject"], "verifiableCredential": inside},
    }


def _with_contexts(random: Random, active: Active, depth: int) -> dict[str, Any]:
    named = random.choice(LISTS)
    for one in named:
        with suppress(ProtectedTerm):
            active = apply(active, shipped().get(one))
    return {"@context": list(named), **_node(random, active, depth)}


def _node(random: Random, active: Active, depth: int) -> dict[str, Any]:
    kinds = [
        name for name, term in active.terms.items() if term.iri[:1] not in ("@", "") and name[0].isupper()
    ]
    types = random.sample(kinds, random.choice([0, 1, 1, 1, 1, 2])) if kinds else []
    if random.random() < 0.05:
        types.append(random.choice(["https://a.example/Type", "Undefined"]))
    inner = active
    for one in sorted(set(types)):
        if one in active.terms and active.terms[one].scopes is not None:
            with suppress(ProtectedTerm):  # the document is refused then
                inner = apply(inner, active.terms[one].scopes or (), propagate=False)
    found: dict[str, Any] = {}
    if types:
        found["type"] = types if len(types) > 1 or random.random() < 0.5 else types[0]
    if random.random() < 0.4:
        found["id"] = f"{random.choice(IRIS)}{random.randrange(10**6)}"
    properties = [name for name, term in inner.terms.items() if term.iri[:1] not in ("@", "")]
    for name in random.sample(properties, min(len(properties), random.choice([0, 1, 2, 3, 5]))):
        try:
            entry = inner.entry(name)
        except (FeatureUnsupported, Respelled):
            continue
        if entry.role is Role.PROPERTY:
            found[name] = _values(random, entry, inner, depth)
    if random.random() < 0.03:
        found[random.choice(["undefined", "@index", "https://a.example/p"])] = "x"
    return found


def _values(random: Random, entry: Entry, active: Active, depth: int) -> Any:
    if entry.kind is Kind.JSON:
        return random.choice([None, [], {"b": [1, 5.5, "ü"], "a": None}, "text", True, 1])
    count = random.choice([1, 1, 1, 1, 0, 2, 3])
    values = [_value(random, entry, active, depth) for _ in range(count)]
    if count == 1 and random.random() < 0.6:
        return values[0]
    if random.random() < 0.1:
        values.append(None)
    if random.random() < 0.1 and entry.container is Container.SET:
        values = [values]
    return values


def _value(random: Random, entry: Entry, active: Active, depth: int) -> Any:
    if depth and (random.random() < 0.4 or entry.container is Container.GRAPH):
        start = active.previous or active
        inside = apply(start, entry.scopes, override=True) if entry.scopes is not None else start
        if not inside.terms or random.random() < 0.05:
            return _with_contexts(random, inside, depth - 1)
        return _node(random, inside, depth - 1)
    if entry.kind is Kind.ID:
        return random.choice([*IRIS, {"id": random.choice(IRIS)}, 5])
    if entry.kind is Kind.WORD:
        return random.choice(["assertionMethod", "authentication", "https://a.example/purpose", "nothing"])
    return random.choice(
        [
            *TEXTS,
            *NUMBERS,
            {"@value": random.choice(TEXTS)},
            {"@value": random.choice(TEXTS), "@language": random.choice(["en", "de-AT", "ga-IE"])},
            {"@value": random.choice(TEXTS), "@type": "https://a.example/datatype"},
            {"@value": random.choice(NUMBERS)},
        ]
    )
