"""ecdsa-sd-2023: what is chosen verifies, whatever is changed does not, and the published vectors agree."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import orjson
import pytest

from microcred.vc.canonical import Canoniser
from microcred.vc.contexts import Contexts
from microcred.vc.contexts.tables import compile_table
from microcred.vc.errors import CredentialError
from microcred.vc.keys import PrivateKey, PublicKey, SignatureWrong
from microcred.vc.limits import Limits
from microcred.vc.multibase import base64url_decode, base64url_encode
from microcred.vc.proofs import (
    DisclosureNoBase,
    DisclosurePointerWrong,
    ProofBaseOnly,
    ProofKeyWrong,
    ProofMalformed,
    ProofTooCostly,
    ProofUnsupported,
    add_base_proof,
    add_proof,
    check_proof,
    derive,
)
from microcred.vc.proofs.selective import BaseValue, DerivedValue, cbor
from microcred.vc.proofs.selective.statements import Statements
from microcred.vc.signer import KeySigner

CASES = sorted((Path(__file__).parents[3] / "cases" / "proofs-sd").iterdir())
MADE = datetime(2026, 5, 1, 10, tzinfo=UTC)
CITIZENSHIP = "https://w3id.org/citizenship#"
SCHEMA = "https://schema.org/"
DATE = "http://www.w3.org/2001/XMLSchema#dateTime"
WORDS: dict[str, Any] = {
    "id": "@id",
    "type": "@type",
    "Person": f"{SCHEMA}Person",
    "image": {"@id": f"{SCHEMA}image", "@type": "@id"},
    "birthDate": {"@id": f"{SCHEMA}birthDate", "@type": DATE},
    "residentSince": {"@id": f"{CITIZENSHIP}residentSince", "@type": DATE},
}
WORDS |= {
    name: SCHEMA + name for name in ("additionalName", "familyName", "gender", "givenName", "identifier")
}
WORDS |= {
    name: CITIZENSHIP + name
    for name in (
        *("PermanentResidentCardCredential", "PermanentResident", "PermanentResidentCard"),
        *("EmploymentAuthorizationDocumentCredential", "EmploymentAuthorizationDocument"),
        *("EmployablePerson", "birthCountry", "commuterClassification", "permanentResidentCard"),
        *("employmentAuthorizationDocument", "lprCategory", "lprNumber"),
    )
}


def with_citizenship() -> Canoniser:
    """A canoniser that knows the words of the vectors."""
    table = compile_table("https://w3id.org/citizenship/v4rc1", orjson.dumps({"@context": WORDS}))
    return Canoniser(Contexts([table]))


def load(case: Path) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
    base, derived, expected = (
        json.loads((case / name).read_text()) for name in ("base.json", "derived.json", "expected.json")
    )
    return base, derived, expected


def without_proof(document: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in document.items() if name != "proof"}


KEY = PrivateKey("P-256", bytes(range(1, 33)))
SIGNER = KeySigner.did_key(KEY)
CANONISER = Canoniser()
BADGE: dict[str, Any] = {
    "@context": [
        "https://www.w3.org/ns/credentials/v2",
        "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
    ],
    "type": ["VerifiableCredential", "AchievementCredential"],
    "issuer": {"id": SIGNER.controller, "type": ["Profile"], "name": "North College"},
    "validFrom": "2026-05-01T09:00:00Z",
    "validUntil": "2030-05-01T09:00:00Z",
    "name": "Presenting",
    "credentialSubject": {
        "type": ["AchievementSubject"],
        "identifier": [
            {"type": "IdentityObject", "hashed": False, "identityHash": name, "identityType": "name"}
            for name in ("Ada Lind", "A. Lind")
        ],
        "achievement": {
            "id": "https://north.example/achievements/1",
            "type": ["Achievement"],
            "name": "Presenting",
            "description": "Holds a talk.",
            "criteria": {"narrative": "A talk."},
            "alignment": [
                {"type": ["Alignment"], "targetName": f"Skill {n}", "targetUrl": f"https://s.example/{n}"}
                for n in range(3)
            ],
            "resultDescription": [
                {
                    "id": "urn:uuid:9a1c2b6e-0f0a-4d6f-9d0e-6f4a5b1c2d3e",
                    "type": ["ResultDescription"],
                    "name": "Grade",
                    "resultType": "LetterGrade",
                    "allowedValue": ["C", "B", "A"],
                }
            ],
        },
    },
}
BASE = add_base_proof(BADGE, SIGNER, created=MADE, canoniser=CANONISER, mandatory=["/name"])


def verified(document: dict[str, Any], canoniser: Canoniser = CANONISER) -> str:
    return check_proof(document, document["proof"], KEY.public, canoniser)


def paths(value: Any, at: str = "") -> Iterator[str]:
    """Every pointer into a value."""
    yield at
    if isinstance(value, dict):
        for name, one in value.items():
            yield from paths(one, f"{at}/{name}")
    elif isinstance(value, list):
        for place, one in enumerate(value):
            yield from paths(one, f"{at}/{place}")


IN_LISTS_AS_A_WHOLE = "/allowedValue/"
POINTERS = [
    one
    for one in paths(BADGE)
    if "@context" not in one and IN_LISTS_AS_A_WHOLE not in one and "/type/" not in one
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_published_statements_are_made_and_told_apart(case: Path) -> None:
    base, _, expected = load(case)
    statements = Statements(without_proof(base), bytes.fromhex(expected["hmac_key"]), with_citizenship())
    assert statements.lines == expected["statements"]
    places = statements.part(expected["mandatory_pointers"])[2]
    assert sorted(places) == expected["mandatory_places"]
    shown = "".join(statements.lines[place] for place in expected["mandatory_places"])
    assert sha256(shown.encode()).hexdigest() == expected["mandatory_hash"]
    both = statements.part([*expected["mandatory_pointers"], *expected["selective_pointers"]])
    assert sorted(both[2]) == expected["combined_places"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_published_part_is_derived_letter_by_letter_and_verifies(case: Path) -> None:
    base, derived, expected = load(case)
    canoniser = with_citizenship()
    assert derive(base, expected["selective_pointers"], canoniser) == derived
    check_proof(derived, derived["proof"], PublicKey.from_multikey(expected["public_key"]), canoniser)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_published_proof_values_are_read_and_written_alike(case: Path) -> None:
    base, derived, expected = load(case)
    value = BaseValue.read(base["proof"]["proofValue"])
    assert value.text == base["proof"]["proofValue"]
    assert (value.key.multikey, value.hmac_key.hex()) == (expected["proof_key"], expected["hmac_key"])
    assert DerivedValue.read(derived["proof"]["proofValue"]).text == derived["proof"]["proofValue"]


@pytest.mark.parametrize("pointer", POINTERS)
def test_each_field_by_itself_is_disclosed_and_verifies(pointer: str) -> None:
    part = derive(BASE, [pointer], CANONISER)
    verified(part)
    found: Any = part
    for step in pointer.split("/")[1:]:
        found = found[0 if isinstance(found, list) else step]
    assert {"issuer", "validFrom", "validUntil", "name"} <= part.keys()


def test_what_was_not_chosen_is_not_in_the_part() -> None:
    part = derive(BASE, ["/credentialSubject/achievement/name"], CANONISER)
    text = json.dumps(part)
    assert "Ada Lind" not in text and "Skill 1" not in text
    assert part["credentialSubject"]["achievement"] == {
        name: BADGE["credentialSubject"]["achievement"][name] for name in ("id", "type", "name")
    }


def test_what_protects_the_reader_is_mandatory_without_being_asked_for() -> None:
    status = {"id": "urn:x:1", "type": "BitstringStatusListEntry", "statusPurpose": "revocation"}
    status |= {"statusListIndex": "7", "statusListCredential": "https://north.example/lists/1"}
    base = add_base_proof({**BADGE, "credentialStatus": status}, SIGNER, created=MADE, canoniser=CANONISER)
    part = derive(base, [], CANONISER)
    assert part["credentialStatus"] == status and part["validUntil"] == BADGE["validUntil"]
    del part["validUntil"]
    with pytest.raises(CredentialError):
        verified(part)


PART = derive(BASE, ["/credentialSubject"], CANONISER)
TEXTS = [one for one in paths(without_proof(PART)) if one and "@context" not in one]


@pytest.mark.parametrize("pointer", TEXTS)
@pytest.mark.parametrize("change", ["left out", "another"])
def test_whatever_is_changed_in_a_part_fails(pointer: str, change: str) -> None:
    changed = copy.deepcopy(PART)
    *way, last = pointer.split("/")[1:]
    place: Any = changed
    for step in way:
        place = place[int(step) if isinstance(place, list) else step]
    key: Any = int(last) if isinstance(place, list) else last
    if change == "left out":
        del place[key]
    elif isinstance(place[key], str):
        place[key] += "x"
    elif isinstance(place[key], bool):
        place[key] = not place[key]
    else:
        place[key] = [place[key], "x"]
    with pytest.raises(CredentialError):
        verified(changed)


@pytest.mark.parametrize("place", range(5))
def test_a_proof_value_with_one_bit_changed_fails(place: int) -> None:
    data = base64url_decode(PART["proof"]["proofValue"][1:])
    for at in range(place, len(data), 5 * 7):
        wrong = bytearray(data)
        wrong[at] ^= 1
        changed = {**PART, "proof": {**PART["proof"], "proofValue": "u" + base64url_encode(bytes(wrong))}}
        with pytest.raises(CredentialError):
            verified(changed)


@pytest.mark.parametrize("name", ["created", "verificationMethod"])
def test_the_options_of_the_proof_are_signed(name: str) -> None:
    proof = {**PART["proof"], "created": "2026-05-01T10:00:01Z"}
    if name == "verificationMethod":
        proof = {**PART["proof"], name: "did:web:other.example#key-1"}
    with pytest.raises(SignatureWrong):
        verified({**PART, "proof": proof})


def test_the_statements_of_two_credentials_do_not_mix() -> None:
    other = copy.deepcopy(BADGE)
    other["credentialSubject"]["achievement"]["name"] = "Brain surgery"
    theirs = derive(
        add_base_proof(other, SIGNER, created=MADE, canoniser=CANONISER, mandatory=["/name"]),
        ["/credentialSubject"],
        CANONISER,
    )
    for mixed in ({**theirs, "proof": PART["proof"]}, {**PART, "proof": theirs["proof"]}):
        with pytest.raises(SignatureWrong):
            verified(mixed)
    mine, others = (DerivedValue.read(one["proof"]["proofValue"]) for one in (PART, theirs))
    swapped = DerivedValue(
        mine.base_signature, others.key, others.signatures, others.labels, others.mandatory
    )
    with pytest.raises(SignatureWrong):
        verified({**theirs, "proof": {**PART["proof"], "proofValue": swapped.text}})


def test_two_things_are_not_made_one_by_their_labels() -> None:
    value = DerivedValue.read(PART["proof"]["proofValue"])
    same = dict.fromkeys(value.labels, next(iter(value.labels.values())))
    text = DerivedValue(value.base_signature, value.key, value.signatures, same, value.mandatory).text
    with pytest.raises(ProofMalformed):
        verified({**PART, "proof": {**PART["proof"], "proofValue": text}})


def test_a_base_proof_is_for_its_holder() -> None:
    with pytest.raises(ProofBaseOnly):
        verified(BASE)


@pytest.mark.parametrize(
    "pointer",
    [
        "name",
        "/nothing",
        "/credentialSubject/identifier/2",
        "/credentialSubject/identifier/01",
        "/credentialSubject/identifier/-",
        "/name/0",
        "/~2",
        "/credentialSubject/achievement/resultDescription/0/allowedValue/1",
        "/" + "a" * 1_001,
    ],
    ids=lambda pointer: pointer[:70],
)
def test_a_pointer_to_nothing_is_refused(pointer: str) -> None:
    with pytest.raises(DisclosurePointerWrong):
        derive(BASE, [pointer], CANONISER)


def test_more_pointers_than_are_followed_are_refused() -> None:
    with pytest.raises(DisclosurePointerWrong):
        derive(BASE, ["/name"] * 501, CANONISER)


def test_another_kind_of_key_or_proof_does_not_go_with_it() -> None:
    with pytest.raises(ProofKeyWrong):
        other = KeySigner.did_key(PrivateKey("Ed25519", bytes(32)))
        add_base_proof(BADGE, other, created=MADE, canoniser=CANONISER)
    with pytest.raises(ProofUnsupported):
        add_proof(BADGE, SIGNER, created=MADE, canoniser=CANONISER, suite="ecdsa-sd-2023")
    whole = add_proof(BADGE, SIGNER, created=MADE, canoniser=CANONISER)
    with pytest.raises(DisclosureNoBase):
        derive(whole, ["/name"], CANONISER)


def test_more_statements_than_are_checked_are_left_undecided() -> None:
    few = Canoniser(limits=Limits(statements=10))
    with pytest.raises(ProofTooCostly):
        verified(PART, few)
    with pytest.raises(ProofTooCostly):
        add_base_proof(BADGE, SIGNER, created=MADE, canoniser=few)


@pytest.mark.parametrize(
    "data",
    [
        "",
        "83",
        "9f01ff",
        "c000",
        "1800",
        "190001",
        "6180",
        "a1f500",
        "a201000100",
        "81" * 6 + "00",
        "0000",
        "9bffffffffffffffff",
    ],
)
def test_what_is_no_plain_cbor_is_refused(data: str) -> None:
    with pytest.raises(ProofMalformed):
        cbor.read(bytes.fromhex(data))


def test_cbor_is_read_as_written() -> None:
    value = [b"x" * 300, "é", [1, 24, 256, 65_536, 1 << 32], {0: b"", 300: b"y"}]
    assert cbor.read(cbor.written(value)) == value
