"""Every way known to cheat or to tire a verifier is refused by its own code, and quickly."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from typing import Any

import pytest
from tests.unit.vc.baking import pictures
from tests.unit.vc.examine import institution as college

from microcred import vc
from microcred.vc.outcomes import Outcome

Change = Callable[[dict[str, Any]], Any]
TRUSTED = vc.IssuerIn({college.COLLEGE: "Alder College"})


def changed(change: Change) -> bytes:
    document = json.loads(college.signed())
    change(document)
    return json.dumps(document).encode()


def renamed(old: str, new: str) -> bytes:
    return changed(lambda document: document.__setitem__(new, document.pop(old)))


def text(old: bytes, new: bytes) -> bytes:
    data = college.signed()
    assert old in data
    return data.replace(old, new, 1)


def clique(size: int) -> list[dict[str, Any]]:
    """`size` blank nodes that all name each other: as many ways to label them as there are orders."""
    return [
        {
            "type": ["Achievement"],
            "name": "same",
            "alignment": [{"type": ["Alignment"], "targetName": "n", "targetUrl": "https://e.example/"}] * 8,
        }
        for _ in range(size)
    ]


def subject(document: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = document["credentialSubject"]
    return found


FAILED, UNDECIDED = Outcome.FAILED, Outcome.UNDECIDED
ATTACKS: dict[str, tuple[bytes, Outcome]] = {
    "an undefined term": (changed(lambda d: d.__setitem__("grade", "A")), FAILED),
    "an undefined term inside": (changed(lambda d: subject(d).__setitem__("honours", "first")), FAILED),
    "an undefined type": (changed(lambda d: d["type"].append("Doctorate")), FAILED),
    "validUntil written as its full address": (
        renamed("validUntil", "https://www.w3.org/2018/credentials#validUntil"),
        FAILED,
    ),
    "a compact address as key": (renamed("validUntil", "cred:validUntil"), FAILED),
    "a keyword as key": (renamed("id", "@id"), FAILED),
    "a keyword where none belongs": (changed(lambda d: d.__setitem__("@graph", [])), FAILED),
    "a context added after signing": (
        changed(lambda d: d["@context"].append({"validUntil": None})),
        FAILED,
    ),
    "a context inside": (changed(lambda d: subject(d).__setitem__("@context", {"grade": "x:y"})), FAILED),
    "a duplicate key": (text(b'{"@context"', b'{"validUntil":"2099-01-01T00:00:00Z","@context"'), FAILED),
    "a relative id": (changed(lambda d: subject(d)["achievement"].__setitem__("id", "talk")), FAILED),
    "a blank node as id": (changed(lambda d: subject(d).__setitem__("id", "_:b0")), FAILED),
    "two bodies for one id": (
        changed(
            lambda d: d["evidence"].append(
                {"id": "https://alder.example/m/talk", "type": ["Evidence"], "name": "Doctorate"}
            )
        ),
        FAILED,
    ),
    "a number that programs print differently": (
        text(b'"creditsAvailable":2', b'"creditsAvailable":1e400'),
        FAILED,
    ),
    "a lone surrogate": (text(b'"B"', b'"\\ud800"'), FAILED),
    "bytes that are not UTF-8": (text(b'"B"', b'"\xff"'), FAILED),
    "json cut off": (college.signed()[:-2], FAILED),
    "an unknown context": (
        changed(lambda d: d["@context"].append("https://extension.example/context.json")),
        UNDECIDED,
    ),
    "json 10,000 levels deep": (b'{"a":' * 10_000 + b"1" + b"}" * 10_000, FAILED),
    "json of a million nodes": (b'{"a":[' + b"0," * 999_999 + b"0]}", FAILED),
    "json of 60 megabytes": (b'{"a":"' + b"a" * 60_000_000 + b'"}', FAILED),
    "a picture of 100 megapixels": (pictures.png(width=10_000, height=10_000), FAILED),
    "a poison graph": (changed(lambda d: d.__setitem__("evidence", clique(7))), UNDECIDED),
}


@pytest.mark.parametrize(("data", "outcome"), ATTACKS.values(), ids=ATTACKS.keys())
def test_an_attack_is_refused_at_once(data: bytes, outcome: Outcome) -> None:
    began = time.process_time()
    report = vc.examine(data, at=college.AT, resolver=college.resolver(), policy=TRUSTED)
    assert report.outcome is outcome, report.as_json()
    assert "signature.wrong" not in [check.code for check in report.checks]
    assert time.process_time() - began < 1.5


@pytest.mark.parametrize("form", ["di", "jwt"])
def test_a_token_is_read_as_strictly_as_a_document(form: Any) -> None:
    with pytest.raises(vc.errors.CredentialError):
        vc.issue({**college.badge(), "grade": "A"}, college.SIGNER, now=college.SIGNED_AT, format=form)


def test_one_change_of_each_kind_has_its_own_code() -> None:
    codes = {}
    for name, (data, _) in ATTACKS.items():
        report = vc.examine(data, at=college.AT, resolver=college.resolver(), policy=TRUSTED)
        codes[name] = next(
            check.code for check in report.checks if check.outcome in (Outcome.FAILED, Outcome.UNDECIDED)
        )
    apart = [
        "an undefined term",
        "an undefined type",
        "validUntil written as its full address",
        "a context added after signing",
        "a duplicate key",
        "a blank node as id",
        "two bodies for one id",
        "a number that programs print differently",
        "an unknown context",
        "a poison graph",
        "a picture of 100 megapixels",
    ]
    assert len({codes[name] for name in apart}) == len(apart), codes
