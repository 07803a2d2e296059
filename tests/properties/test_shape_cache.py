"""Templates against the interpreter: the same canonical form, or the same refusal, whatever the texts are."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest
from tests.conformance.interop.shapes import NAMES, shape

from microcred.vc.canonical import Canoniser
from microcred.vc.canonical.cache import SIGHTINGS
from microcred.vc.errors import CredentialError

CASES = Path(__file__).parents[1] / "cases" / "proofs"
ISSUER = "did:key:z6MkjZRZv3aez3r18pB1RBFJR1kwUVJ5jHt92JmQwXbd5hwi"
PLAIN = Canoniser(templates=False)
TEXTS = [
    "",
    " ",
    "a",
    "Teamwork",
    'a "quoted" word',
    "back\\slash",
    "two\nlines\r\n",
    "tab\tbell\x07zero\x00delete\x7f\x85",
    "\U0001f600 and \U00010fff",
    "\ue000\uffff",
    "\ud800",
    "https://example.org/",
    "https://example.org/with space",
    "https://example.org/<>",
    "https://example.org/é",
    "http://example.org/",
    "https:no-slashes",
    "did:example:1",
    "did://x",
    "urn:uuid:1",
    "mailto:a@example.org",
    "_:b0",
    "_:a",
    "@id",
    "@type",
    "id",
    "type",
    "name",
    "assertionMethod",
    "https://w3id.org/security#assertionMethod",
    "relative/path",
    "#fragment",
    "cred:name",
    "xsd:string",
    "sec:proof",
    "1.0E0",
    "1.5",
    "en",
    "2026-05-01T09:00:00Z",
    "m0x1z",
    '"^^<http://www.w3.org/2001/XMLSchema#string>',
    "> .\n<a:b> <a:c> <a:d",
]


def bases() -> dict[str, dict[str, Any]]:
    """Documents of many shapes, and proof options."""
    found = {name: shape(name, ISSUER) for name in NAMES}
    found["proof options"] = {
        "@context": found["plain"]["@context"],
        "type": "DataIntegrityProof",
        "created": "2026-05-01T10:00:00Z",
        "verificationMethod": f"{ISSUER}#key",
        "cryptosuite": "eddsa-rdfc-2022",
        "proofPurpose": "assertionMethod",
    }
    signed = copy.deepcopy(found["plain"])
    found["a presentation"] = {
        "@context": "https://www.w3.org/ns/credentials/v2",
        "type": ["VerifiablePresentation"],
        "holder": "did:example:learner",
        "verifiableCredential": [
            {
                **signed,
                "proof": {
                    name: value for name, value in found["proof options"].items() if name != "@context"
                },
            }
        ],
    }
    found["a record of learning"] = json.loads((CASES / "clr-2" / "signed.json").read_text())
    found["version 1"] = {
        "@context": [
            "https://www.w3.org/2018/credentials/v1",
            "https://purl.imsglobal.org/spec/ob/v3p0/context.json",
        ],
        "id": "https://north.example/c/1",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "issuer": {"id": ISSUER, "type": ["Profile"], "name": "North"},
        "issuanceDate": "2024-05-01T09:00:00Z",
        "credentialSubject": {"id": "did:example:learner", "type": ["AchievementSubject"]},
    }
    found["a purpose without a word"] = {
        **found["proof options"],
        "proofPurpose": "https://example.org/purpose",
    }
    found["the same described twice"] = copy.deepcopy(found["plain"])
    whole = {"id": "https://north.example/", "name": "North"}
    subject = found["the same described twice"]["credentialSubject"]
    subject["source"], subject["achievement"]["creator"] = whole, {**whole}
    found["a thing of which nothing is said"] = copy.deepcopy(found["plain"])
    found["a thing of which nothing is said"]["credentialSubject"]["source"] = {**whole, "name": None}
    found["a name in two languages"] = {
        **copy.deepcopy(found["plain"]),
        "name": [{"@value": "Talk", "@language": "en"}, {"@value": "Vortrag", "@language": "de"}],
    }
    return found


BASES = bases()


def places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Each value inside, as its container and its key or index."""
    inside = value.items() if isinstance(value, dict) else enumerate(value)
    for key, one in list(inside):
        if key != "@context":
            yield value, key
            if isinstance(one, dict | list):
                yield from places(one)


def texts_in(value: Any) -> list[tuple[Any, Any]]:
    return [(inside, key) for inside, key in places(value) if isinstance(inside[key], str)]


def answer(canoniser: Canoniser, document: dict[str, Any], hash_name: str = "sha256") -> object:
    """The canonical form, or the code and the detail of the refusal."""
    try:
        nquads = canoniser.nquads(document, hash_name)
    except CredentialError as error:
        return type(error), error.detail
    assert canoniser.digest(document, hash_name) == canoniser.digest(document, hash_name)
    return nquads


def changed_texts(document: dict[str, Any], random: Random) -> dict[str, Any]:
    """A copy with other texts in up to four places, or one text in several."""
    copied = copy.deepcopy(document)
    found = [
        place for place in texts_in(copied) if place[1] not in ("type", "@type") or random.random() < 0.1
    ]
    for inside, key in random.sample(found, min(len(found), random.randint(1, 4))):
        kind = random.randrange(4)
        if kind == 0:
            other, name = random.choice(found)
            inside[key] = other[name]
        elif kind == 1:
            inside[key] += random.choice(TEXTS)
        elif kind == 2:
            inside[key] += str(random.randrange(10))
        else:
            inside[key] = random.choice(TEXTS)
    return copied


def changed_structure(document: dict[str, Any], random: Random) -> dict[str, Any]:
    """A copy with one value of another kind, removed, repeated or moved."""
    copied = copy.deepcopy(document)
    inside, key = random.choice(list(places(copied)))
    kind = random.randrange(6)
    if kind == 0:
        del inside[key]
    elif kind == 1:
        inside[key] = [inside[key], copy.deepcopy(inside[key])]
    elif kind == 2:
        inside[key] = random.choice([1, True, 1.0, "1", None, 0, False, "", [], {}, 1.5, [1], ["1"]])
    elif kind == 3 and isinstance(inside, list):
        inside.insert(0, copy.deepcopy(inside[key]))
    elif kind == 4 and isinstance(inside, dict):
        inside[random.choice(["name", "description", "id", "url", "tag", "1"])] = random.choice(TEXTS)
    else:
        other, name = random.choice(list(places(copied)))
        inside[key] = copy.deepcopy(other[name])
    return copied


def warmed(document: dict[str, Any]) -> Canoniser:
    canoniser = Canoniser()
    for _ in range(SIGHTINGS):
        answer(canoniser, document)
    return canoniser


Change = Callable[[dict[str, Any], Random], dict[str, Any]]


@pytest.mark.parametrize("name", BASES)
def test_the_documents_mean_something(name: str) -> None:
    assert isinstance(answer(PLAIN, BASES[name]), str)


@pytest.mark.parametrize("name", BASES)
def test_other_texts_in_a_known_shape(name: str) -> None:
    random, canoniser = Random(name), warmed(BASES[name])
    for _ in range(60):
        document = changed_texts(BASES[name], random)
        assert answer(canoniser, document) == answer(PLAIN, document), document


@pytest.mark.parametrize("name", BASES)
def test_neighbouring_shapes_are_told_apart(name: str) -> None:
    random, canoniser = Random(f"{name} neighbours"), warmed(BASES[name])
    for _ in range(40):
        document = changed_structure(BASES[name], random)
        expected = answer(PLAIN, document)
        for _ in range(SIGHTINGS + 1):
            assert answer(canoniser, document) == expected, document
        for _ in range(3):
            other = changed_texts(document, random)
            assert answer(canoniser, other) == answer(PLAIN, other), other
    assert answer(canoniser, BASES[name]) == answer(PLAIN, BASES[name])
