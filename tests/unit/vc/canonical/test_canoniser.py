"""What a canoniser keeps between documents, what it gives up, and what is not to be issued."""

from __future__ import annotations

import copy
import threading
from hashlib import sha384
from typing import Any

import pytest
from tests.unit.vc.examine import institution as college

from microcred import vc
from microcred.vc.canonical import Canoniser, cache, canoniser
from microcred.vc.canonical.cache import SIGHTINGS
from microcred.vc.errors import CredentialError
from microcred.vc.jsonld import TwoBodies
from microcred.vc.rdfc import GraphTooCostlyForPeers


class Interpreter:
    """The interpreter, counting what it is asked."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.asked = 0
        self.to_quads = canoniser.to_quads
        monkeypatch.setattr(canoniser, "to_quads", self)

    def __call__(self, *given: Any, **named: Any) -> Any:
        self.asked += 1
        return self.to_quads(*given, **named)


def to(name: str) -> dict[str, Any]:
    return college.badge(recipient=vc.openbadges.Recipient(name=name, email=f"{name}@example.org", salt="s"))


def test_a_shape_is_interpreted_until_it_is_familiar(monkeypatch: pytest.MonkeyPatch) -> None:
    interpreter, some = Interpreter(monkeypatch), Canoniser()
    asked = []
    for name in "abcdef":
        some.digest(to(name))
        asked.append(interpreter.asked)
    assert asked[: SIGHTINGS - 1] == [1, 2]
    assert asked[SIGHTINGS - 1 :] == [4, 4, 4, 4]


def test_without_templates_each_document_is_interpreted(monkeypatch: pytest.MonkeyPatch) -> None:
    interpreter, some = Interpreter(monkeypatch), Canoniser(templates=False)
    for name in "abcdef":
        some.digest(to(name))
    assert interpreter.asked == 6


def test_a_text_that_names_a_word_belongs_to_the_shape() -> None:
    some, plain = Canoniser(), Canoniser(templates=False)
    options = {
        "@context": college.badge()["@context"],
        "type": "DataIntegrityProof",
        "verificationMethod": college.METHOD,
        "proofPurpose": "assertionMethod",
    }
    for purpose in ["assertionMethod"] * 4 + ["authentication"] * 4:
        document = {**options, "proofPurpose": purpose}
        assert some.nquads(document) == plain.nquads(document)
    for purpose in ("https://w3id.org/security#assertionMethod", "", "authentication ", "_:b0"):
        with pytest.raises(CredentialError):
            some.digest({**options, "proofPurpose": purpose})


def test_the_memory_for_shapes_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "MOST_QUADS", 2_000)
    some = Canoniser()
    for size in range(1, 30):
        document = college.badge()
        document["credentialSubject"]["achievement"]["tag"] = [f"tag {number}" for number in range(size)]
        for _ in range(SIGHTINGS):
            some.digest(document)
    assert 1_000 < some.kept_quads <= 2_000
    assert some.digest(college.badge()) == Canoniser().digest(college.badge())


def test_both_hashes_are_kept_apart() -> None:
    some = Canoniser()
    for name in "abcdef":
        short, long = some.digest(to(name)), some.digest(to(name), "sha384")
        assert (len(short), len(long)) == (32, 48)
        assert long == sha384(some.nquads(to(name), "sha384").encode()).digest()


def test_threads_may_share_a_canoniser() -> None:
    some, plain, wrong = Canoniser(), Canoniser(templates=False), []

    def work(prefix: str) -> None:
        for number in range(60):
            document = to(f"{prefix}{number}")
            if some.digest(document) != plain.digest(document):
                wrong.append(document)

    threads = [threading.Thread(target=work, args=(prefix,)) for prefix in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_what_is_given_stays_as_it_is() -> None:
    some, document = Canoniser(), to("a")
    before = copy.deepcopy(document)
    for _ in range(SIGHTINGS + 1):
        some.digest(document)
    assert document == before


def alike() -> dict[str, Any]:
    """A badge with two equal unnamed parts, each with equal unnamed parts of its own."""
    alignment = {"type": ["Alignment"], "targetName": "n", "targetUrl": "https://e.example/"}
    part = {"type": ["Achievement"], "name": "same", "alignment": [alignment] * 3}
    return {**college.badge(), "evidence": [copy.deepcopy(part) for _ in range(2)]}


@pytest.mark.parametrize("form", ["di", "jwt"])
def test_what_peers_would_find_too_costly_is_read_and_not_issued(form: Any) -> None:
    document = alike()
    assert len(Canoniser().digest(document)) == 32
    with pytest.raises(GraphTooCostlyForPeers):
        vc.issue(document, college.SIGNER, now=college.SIGNED_AT, format=form)


def test_large_texts_are_not_kept() -> None:
    some = Canoniser()
    for size in range(1, 10):
        document = to("a")
        document["credentialSubject"]["achievement"]["tag"] = ["t" * 400_000, *map(str, range(size))]
        for _ in range(SIGHTINGS):
            some.digest(document)
    assert some.kept_quads < 200


def test_a_second_description_is_noticed_even_if_it_says_nothing() -> None:
    some = Canoniser()

    def naming(identifier: str) -> dict[str, Any]:
        document = to("a")
        document["credentialSubject"]["source"] = {"id": identifier, "name": None, "description": None}
        return document

    for number in range(SIGHTINGS + 1):
        some.digest(naming(f"https://alder.example/{number}"))
    with pytest.raises(TwoBodies):
        some.digest(naming("https://alder.example/c/1"))
