"""What a signature would not cover, or what can be read in two ways, is refused by its own code."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest
from tests.unit.vc.jsonld.credentials import CREDENTIALS, EXTENSIONS, OB, VOCABULARY, credential

from microcred.vc.contexts import (
    ContextMissing,
    Contexts,
    ContextUnknown,
    InlineContext,
    compile_table,
    shipped,
)
from microcred.vc.errors import CredentialError
from microcred.vc.jsonld import (
    ContextMisplaced,
    FeatureUnsupported,
    IdBlank,
    IdMalformed,
    IdRelative,
    KeywordRefused,
    NothingSaid,
    NumberAsText,
    ProtectedTerm,
    Respelled,
    TermUndefined,
    TextMalformed,
    TooManyContexts,
    TooManyQuads,
    TwoBodies,
    TypeMalformed,
    TypeUndefined,
    ValueMalformed,
    to_quads,
)
from microcred.vc.jsontext import JsonNumberRefused, JsonTooDeep, JsonTooManyValues
from microcred.vc.limits import Limits

Change = Callable[[dict[str, Any]], Any]
_PREFIXED = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json"


def put(name: str, value: Any, *path: str | int) -> Change:
    def change(document: dict[str, Any]) -> None:
        holder: Any = document
        for part in path:
            holder = holder[part]
        holder[name] = value

    return change


def rename(old: str, new: str, *path: str) -> Change:
    def change(document: dict[str, Any]) -> None:
        holder: Any = document
        for part in path:
            holder = holder[part]
        holder[new] = holder.pop(old)

    return change


SUBJECT = ("credentialSubject",)
ACHIEVEMENT = ("credentialSubject", "achievement")


def moved_end(document: dict[str, Any]) -> None:
    """The end of validity moves to where the credential is only mentioned."""
    document["refreshService"] = {
        "id": document["id"],
        "type": ["VerifiableCredential"],
        "validUntil": "2020-01-01T00:00:00Z",
    }


REFUSED: dict[str, tuple[Change, type[CredentialError]]] = {
    "an undefined term": (put("grade", "A"), TermUndefined),
    "an undefined term of null": (put("grade", None), TermUndefined),
    "an undefined term of a list of nothing": (put("grade", []), TermUndefined),
    "a term of another place": (put("achievement", "https://a.example/"), TermUndefined),
    "an undefined type": (put("type", ["VerifiableCredential", "Doctorate"]), TypeUndefined),
    "a keyword's alias as type": (put("type", ["VerifiableCredential", "id"]), TypeUndefined),
    "an empty type": (put("type", ["VerifiableCredential", ""]), TypeUndefined),
    "a type that is a number": (put("type", [5], *ACHIEVEMENT), TypeMalformed),
    "a type that is an object": (put("type", {"id": "https://a.example/"}), TypeMalformed),
    "a type that is null": (put("type", None), TypeMalformed),
    "a blank type": (put("type", ["VerifiableCredential", "_:t"]), IdBlank),
    "a term as its IRI": (
        rename("validFrom", "https://www.w3.org/2018/credentials#validFrom"),
        Respelled,
    ),
    "a term with a prefix": (rename("validFrom", "cred:validFrom"), Respelled),
    "a class as a term": (rename("criteria", "Criteria", *ACHIEVEMENT), Respelled),
    "a type as its IRI": (put("type", [f"{VOCABULARY}Achievement"], *ACHIEVEMENT), Respelled),
    "a value with the type that it has anyhow": (
        put(
            "validFrom",
            {"@value": "2026-05-14T09:00:00Z", "@type": "http://www.w3.org/2001/XMLSchema#dateTime"},
        ),
        Respelled,
    ),
    "@id": (rename("id", "@id"), KeywordRefused),
    "@id beside id": (put("@id", "https://a.example/"), KeywordRefused),
    "@type beside type": (put("@type", ["Achievement"], *ACHIEVEMENT), KeywordRefused),
    "@graph": (put("@graph", []), KeywordRefused),
    "@reverse": (put("@reverse", {}), KeywordRefused),
    "@included": (put("@included", []), KeywordRefused),
    "@index": (put("@index", "a", *SUBJECT), KeywordRefused),
    "@nest": (put("@nest", {}, *SUBJECT), KeywordRefused),
    "@list": (put("name", {"@list": ["a"]}), KeywordRefused),
    "@set": (put("name", {"@set": ["a"]}), KeywordRefused),
    "a keyword that is none": (put("@other", "a"), KeywordRefused),
    "@value with another key": (put("name", {"@value": "a", "@index": "b"}), KeywordRefused),
    "@value with an identifier": (put("name", {"@value": "a", "id": "https://a.example/"}), KeywordRefused),
    "a value object as the subject": (put("credentialSubject", {"@value": 1, "name": "a"}), KeywordRefused),
    "a value of null": (put("name", {"@value": None}), ValueMalformed),
    "a value that is an object": (put("name", {"@value": {}}), ValueMalformed),
    "a language without text": (put("name", {"@value": 1, "@language": "en"}), ValueMalformed),
    "a language that is none": (put("name", {"@value": "a", "@language": "a b"}), ValueMalformed),
    "a language of null": (put("name", {"@value": "a", "@language": None}), ValueMalformed),
    "a language and a type": (
        put("name", {"@value": "a", "@language": "en", "@type": "https://a.example/"}),
        ValueMalformed,
    ),
    "a value of an undefined type": (put("name", {"@value": "a", "@type": "other"}), ValueMalformed),
    "a direction": (put("name", {"@value": "a", "@direction": "rtl"}), FeatureUnsupported),
    "a relative identifier": (put("id", "talk", *ACHIEVEMENT), IdRelative),
    "an empty identifier": (put("id", "", *ACHIEVEMENT), IdRelative),
    "a fragment": (put("id", "#talk", *ACHIEVEMENT), IdRelative),
    "a relative reference": (put("issuer", "alder.example"), IdRelative),
    "a word that is none": (
        put("proof", {"type": "DataIntegrityProof", "proofPurpose": "nothing"}),
        IdRelative,
    ),
    "a blank identifier": (put("id", "_:b0", *ACHIEVEMENT), IdBlank),
    "a blank reference": (put("issuer", "_:b0"), IdBlank),
    "an identifier of null": (put("id", None), IdMalformed),
    "an identifier that is a list": (put("id", ["https://a.example/"]), IdMalformed),
    "an identifier with a space": (put("id", "https://a.example/a b"), IdMalformed),
    "an identifier with a line feed": (put("id", "https://a.example/a\n"), IdMalformed),
    "an identifier with an angle": (put("id", "https://a.example/<a>"), IdMalformed),
    "an identifier with half a character": (put("id", "https://a.example/\ud800"), IdMalformed),
    "text with half a character": (put("name", "\udc00"), TextMalformed),
    "a number that is too large": (put("creditsAvailable", 2**53, *ACHIEVEMENT), JsonNumberRefused),
    "a number that is none": (put("creditsAvailable", float("nan"), *ACHIEVEMENT), JsonNumberRefused),
    "a value of a program": (put("name", object()), ValueMalformed),
    "two names for one identifier": (
        put("evidence", [{"id": "https://alder.example/m/talk", "type": ["Evidence"], "name": "Doctorate"}]),
        TwoBodies,
    ),
    "a true name beside 1": (
        put(
            "evidence", [{"id": "https://a.example/", "name": 1}, {"id": "https://a.example/", "name": True}]
        ),
        TwoBodies,
    ),
    "an end of validity that was moved": (moved_end, TwoBodies),
    "a status that was moved": (
        put(
            "evidence",
            [{"id": "https://alder.example/c/1", "type": ["VerifiableCredential"], "credentialStatus": {}}],
        ),
        TwoBodies,
    ),
    "a proof that says nothing": (put("proof", {"id": "https://a.example/"}), NothingSaid),
    "a proof that is a reference": (put("proof", "https://a.example/"), NothingSaid),
    "a context of its own": (put("@context", [CREDENTIALS, {"name": None}]), InlineContext),
    "a context that is null": (put("@context", [None, CREDENTIALS]), InlineContext),
    "a context inside": (put("@context", {"name": None}, *SUBJECT), InlineContext),
    "an unknown context": (put("@context", [CREDENTIALS, "https://extension.example/"]), ContextUnknown),
    "an unknown context inside": (put("@context", "https://extension.example/", *SUBJECT), ContextUnknown),
    "no context": (lambda document: document.pop("@context"), ContextMissing),
    "many contexts": (put("@context", [CREDENTIALS, *[OB] * 40]), TooManyContexts),
    "contexts that contradict each other": (
        put("@context", [CREDENTIALS, "https://purl.imsglobal.org/spec/ob/v3p0/context.json"]),
        ProtectedTerm,
    ),
}


@pytest.mark.parametrize(("change", "error"), REFUSED.values(), ids=REFUSED.keys())
def test_what_is_not_safe_is_refused(change: Change, error: type[CredentialError]) -> None:
    document = credential()
    change(document)
    with pytest.raises(CredentialError) as raised:
        to_quads(document, shipped())
    assert type(raised.value) is error, raised.value


def test_every_refusal_of_this_package_has_a_case_and_a_code_of_its_own() -> None:
    cases = {error for _, error in REFUSED.values()} | {ContextMisplaced, NumberAsText, TooManyQuads}
    ours = {kind for kind in _subclasses(CredentialError) if kind.__module__ == "microcred.vc.jsonld.errors"}
    assert ours <= cases
    assert len({error.code for error in ours}) == len(ours)


def _subclasses(kind: type[CredentialError]) -> list[type[CredentialError]]:
    return [one for each in kind.__subclasses__() for one in (each, *_subclasses(each))]


def test_a_double_in_text_must_be_canonical() -> None:
    place = {"type": ["Address"], "geo": {"type": "GeoCoordinates", "latitude": 1}}
    document = credential()
    document["issuer"]["address"] = place
    to_quads(document, shipped())
    published = b'{"@context":{"height":{"@id":"https://a.example/h","@type":"http://www.w3.org/2001/XMLSchema#double"}}}'
    contexts = Contexts([compile_table("https://a.example/context", published)])
    document["@context"].append("https://a.example/context")
    for sound in (5.5, 5, "5.5E0", {"@value": "a", "@type": "https://a.example/d"}):
        to_quads({**document, "height": sound}, contexts)
    for wrong in ("5.5", "5.50E0", "tall", "NaN", "1E0"):
        with pytest.raises(NumberAsText):
            to_quads({**document, "height": wrong}, contexts)


def test_a_compact_identifier_is_refused_where_the_prefix_is_known() -> None:
    context = ["https://www.w3.org/2018/credentials/v1", _PREFIXED]
    document = {"@context": context, "type": ["VerifiableCredential"], "issuer": "did:web:a.example"}
    to_quads(document, shipped())
    with pytest.raises(Respelled):
        to_quads({**document, "id": "xsd:string"}, shipped())


def test_a_context_inside_may_add_words_and_never_change_one() -> None:
    outside = ["https://www.w3.org/2018/credentials/v1", _PREFIXED]
    inside = {"@context": [OB], "type": "Profile", "id": "did:web:a.example"}
    document = {"@context": outside, "type": ["VerifiableCredential"], "issuer": inside}
    with pytest.raises(ContextMisplaced):
        to_quads(document, shipped())
    inside["@context"] = [_PREFIXED, "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"]
    assert to_quads(document, shipped())


def test_no_added_context_can_rename_a_field_of_the_standard() -> None:
    published = b'{"@context":{"ends":"https://www.w3.org/2018/credentials#validUntil"}}'
    contexts = Contexts([compile_table("https://a.example/context", published)])
    document = {**credential(), "@context": [CREDENTIALS, OB, "https://a.example/context"]}
    to_quads({**document, "validUntil": "2020-01-01T00:00:00Z"}, contexts)
    with pytest.raises(Respelled):
        to_quads({**document, "ends": "2020-01-01T00:00:00Z"}, contexts)


def test_limits_hold_for_documents_that_a_program_built() -> None:
    deep: dict[str, Any] = credential()
    for _ in range(70):
        deep = {"@context": deep["@context"], "type": "Profile", "parentOrg": deep}
    with pytest.raises(JsonTooDeep):
        to_quads(deep, shipped())
    with pytest.raises(JsonTooManyValues):
        to_quads({**credential(), "name": ["a"] * 100}, shipped(), Limits(nodes=100))
    with pytest.raises(TooManyQuads):
        to_quads({**credential(), "name": ["a"] * 100}, shipped(), Limits(quads=50))
    assert to_quads(credential(), shipped(), Limits(quads=50))


@pytest.mark.parametrize("document", [[], "text", None, 5])
def test_a_document_is_an_object(document: Any) -> None:
    with pytest.raises(ValueMalformed):
        to_quads(document, shipped())


def test_a_document_that_states_nothing_is_refused() -> None:
    with pytest.raises(NothingSaid):
        to_quads({"@context": [CREDENTIALS, OB, EXTENSIONS], "id": "https://a.example/"}, shipped())


def test_one_identifier_described_ten_thousand_times_takes_no_longer_than_ten_thousand() -> None:
    def many(names: list[str]) -> dict[str, Any]:
        return {**credential(), "evidence": [{"id": name, "type": "Evidence", "name": "a"} for name in names]}

    began = time.process_time()
    to_quads(many([f"https://a.example/{number}" for number in range(10_000)]), shipped())
    usual = time.process_time() - began
    began = time.process_time()
    to_quads(many(["https://a.example/"] * 10_000), shipped())
    assert time.process_time() - began < 3 * usual + 0.1


def test_a_credential_may_be_repeated_word_by_word() -> None:
    inside = credential()
    del inside["evidence"]
    document = {**credential(), "id": "https://alder.example/c/2", "endorsement": [inside, dict(inside)]}
    assert to_quads(document, shipped())
    document["endorsement"][1]["validUntil"] = "2020-01-01T00:00:00Z"
    with pytest.raises(TwoBodies):
        to_quads(document, shipped())
