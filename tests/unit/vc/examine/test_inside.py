"""Credentials inside others: each is judged by its own proof, and a presentation by what it presents."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from tests.unit.vc.examine import holder
from tests.unit.vc.examine import institution as college
from tests.unit.vc.sdjwt import tokens

from microcred import vc
from microcred.vc.checks import Step
from microcred.vc.examine.inside import MOST_INSIDE
from microcred.vc.issue import issue
from microcred.vc.outcomes import Outcome
from microcred.vc.proofs import Challenge
from microcred.vc.report import VerificationReport
from microcred.vc.verdicts import Verdict

TRUSTED = vc.IssuerIn({college.COLLEGE: "Alder College"})
ASKED = Challenge("n-0S6", "https://employer.example")
ANSWER = {"challenge": ASKED.challenge, "domain": ASKED.domain}


def examine(data: bytes | dict[str, Any], **asked: Any) -> VerificationReport:
    data = data if isinstance(data, bytes) else json.dumps(data).encode()
    defaults: dict[str, Any] = {"at": college.AT, "resolver": college.resolver(), "policy": TRUSTED}
    return vc.examine(data, **{**defaults, **asked})


def test_a_presentation_holds_with_what_it_presents() -> None:
    report = examine(holder.presented(holder.presentation(holder.badge(), college.signed(form="jwt"))))
    assert report.verdict is Verdict.HOLDS, report.as_json()
    assert report.presents
    assert [one.place for one in report.inside] == ["verifiableCredential[0]", "verifiableCredential[1]"]
    assert all(one.trusted_as == "Alder College" for one in report.inside)
    assert report.check(Step.KIND).code == "kind.presentation"
    assert report.check(Step.ISSUER).outcome is Outcome.NOT_ASKED


EXPIRED = holder.badge(2, valid_until=datetime(2026, 5, 20, tzinfo=UTC))
REVOKED = holder.badge(3, status=[college.entry()])
STRANGER = college.did_key_signer()
UNKNOWN = college.signed(
    college.badge(college.did_of(STRANGER), identifier="urn:uuid:7a3c2f4e-0000-4000-8000-000000000009"),
    signer=STRANGER,
)
CHANGED = college.signed().replace(b'"B"', b'"A"')
WORST: dict[str, tuple[list[bytes], Verdict]] = {
    "one expired": ([holder.badge(), EXPIRED], Verdict.EXPIRED),
    "one revoked, one expired": ([EXPIRED, REVOKED], Verdict.WITHDRAWN),
    "one of an issuer not known": ([holder.badge(), UNKNOWN], Verdict.ISSUER_UNKNOWN),
    "one changed": ([CHANGED, EXPIRED], Verdict.NOT_GENUINE),
}


@pytest.mark.parametrize(("inside", "verdict"), WORST.values(), ids=WORST.keys())
def test_a_presentation_is_as_good_as_the_worst_inside(inside: list[bytes], verdict: Verdict) -> None:
    document = holder.presentation(*inside)
    report = examine(holder.presented(document, "eddsa-jcs-2022"), statuses=college.statuses(7))
    assert report.verdict is verdict
    assert not report.verified


PROOFS: dict[str, tuple[dict[str, Any], Challenge | None, str]] = {
    "the challenge answered": (ANSWER, ASKED, "proof.unchanged"),
    "a challenge that nobody set": (ANSWER, None, "proof.unchanged"),
    "no answer": ({}, ASKED, "proof.challenge-wrong"),
    "an older answer": ({**ANSWER, "challenge": "older"}, ASKED, "proof.challenge-wrong"),
    "an answer to somebody else": ({**ANSWER, "domain": "other.example"}, ASKED, "proof.domain-wrong"),
    "another purpose": ({"proofPurpose": "assertionMethod"}, None, "proof.purpose-wrong"),
    "over": ({"expires": "2026-05-21T00:00:00Z"}, None, "proof.expired"),
}


@pytest.mark.parametrize(("options", "asked", "code"), PROOFS.values(), ids=PROOFS.keys())
def test_the_holders_proof_answers_the_verifier(
    options: dict[str, Any], asked: Challenge | None, code: str
) -> None:
    report = examine(holder.presented(holder.presentation(holder.badge()), **options), challenge=asked)
    assert report.check(Step.PROOF).code == code
    assert report.verified == (code == "proof.unchanged")


def test_a_presentation_by_another_key_than_the_holders_fails() -> None:
    document = holder.presentation(holder.badge(), holder=college.did_of(STRANGER))
    assert examine(holder.presented(document)).check(Step.ISSUER).code == "issuer.not-controller"
    changed = json.loads(holder.presented(holder.presentation(holder.badge())))
    changed["verifiableCredential"] = [json.loads(EXPIRED)]
    assert examine(changed).check(Step.PROOF).code == "signature.wrong"


def test_a_presentation_without_proof_fails() -> None:
    assert examine(holder.presentation(holder.badge())).check(Step.PROOF).code == "proof.missing"


TOKENS: dict[str, tuple[dict[str, Any], str, Challenge | None, bool]] = {
    "version 2": (holder.presentation(college.signed(form="jwt")), "vp+jwt", None, True),
    "version 2, answering": (
        {
            **holder.presentation(college.signed(form="jwt")),
            "nonce": ASKED.challenge,
            "aud": [ASKED.domain],
            "iss": holder.DID,
        },
        "vp+jwt",
        ASKED,
        True,
    ),
    "version 2, not answering": (holder.presentation(college.signed(form="jwt")), "vp+jwt", ASKED, False),
    "version 1.1": (
        {
            "iss": holder.DID,
            "vp": {
                "@context": ["https://www.w3.org/2018/credentials/v1"],
                "type": ["VerifiablePresentation"],
                "verifiableCredential": [college.signed(form="jwt").decode()],
            },
        },
        "JWT",
        None,
        True,
    ),
    "of somebody else": (
        {**holder.presentation(college.signed(form="jwt")), "iss": "did:web:evil.example"},
        "vp+jwt",
        None,
        False,
    ),
    "over": (
        {**holder.presentation(college.signed(form="jwt")), "exp": 1_600_000_000},
        "vp+jwt",
        None,
        False,
    ),
}


@pytest.mark.parametrize(("payload", "typ", "asked", "holds"), TOKENS.values(), ids=TOKENS.keys())
def test_a_presentation_may_be_a_token(
    payload: dict[str, Any], typ: str, asked: Challenge | None, holds: bool
) -> None:
    report = examine(holder.token(payload, typ).encode(), challenge=asked)
    assert report.verified is holds, report.as_json()


def test_a_presentation_may_be_in_an_envelope() -> None:
    token = holder.token(holder.presentation(college.signed(form="jwt")))
    envelope = holder.envelope(token, "vp+jwt", "EnvelopedVerifiablePresentation")
    assert examine(envelope).verdict is Verdict.HOLDS


def test_a_token_that_shows_a_part_is_examined_inside() -> None:
    inner = holder.envelope(tokens.issued(tokens.NAME), "dc+sd-jwt")
    policy = vc.AnyOf(TRUSTED, vc.IssuerIn({tokens.ISSUER}))
    report = examine(
        holder.token(holder.presentation(inner)).encode(), policy=policy, documents=tokens.metadata()
    )
    assert report.verdict is Verdict.HOLDS, report.as_json()
    assert report.inside[0].signed is not None
    assert report.inside[0].signed.form == "sd-jwt"


def endorsement(signer: vc.KeySigner, number: int) -> dict[str, Any]:
    content = {
        "@context": [
            "https://www.w3.org/ns/credentials/v2",
            "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
        ],
        "id": f"urn:uuid:7a3c2f4e-0000-4000-8000-00000000000{number}",
        "type": ["VerifiableCredential", "EndorsementCredential"],
        "name": "Endorsement",
        "issuer": {"id": college.did_of(signer), "type": ["Profile"]},
        "validFrom": "2026-05-01T00:00:00Z",
        "credentialSubject": {
            "id": f"https://alder.example/m/{number}",
            "type": ["EndorsementSubject"],
            "endorsementComment": "Good.",
        },
    }
    return json.loads(issue(content, signer, now=college.SIGNED_AT).body)


def test_endorsements_are_examined_and_do_not_sink_the_badge() -> None:
    sound, changed = endorsement(STRANGER, 1), endorsement(STRANGER, 2)
    changed["credentialSubject"]["endorsementComment"] = "Excellent."
    content = {**college.badge(), "endorsement": [sound, changed]}
    report = examine(college.signed(content))
    assert report.verdict is Verdict.HOLDS, report.as_json()
    assert [one.verdict for one in report.inside] == [Verdict.ISSUER_UNKNOWN, Verdict.NOT_GENUINE]
    assert [one.place for one in report.inside] == ["endorsement[0]", "endorsement[1]"]


def about(thing: str, signer: vc.KeySigner, comment: str, number: int = 1) -> dict[str, Any]:
    """An endorsement of just this thing, signed by its endorser."""
    content = {key: value for key, value in endorsement(signer, number).items() if key != "proof"}
    content["credentialSubject"] = {
        **content["credentialSubject"],
        "id": thing,
        "endorsementComment": comment,
    }
    return json.loads(issue(content, signer, now=college.SIGNED_AT).body)


BADGE, ACHIEVEMENT = "https://alder.example/c/1", "https://alder.example/m/talk"


def endorsed(*things: str) -> dict[str, Any]:
    """A badge with an endorsement of each of these things by another endorser, each in other words."""
    endorsements = [
        about(thing, college.did_key_signer(), f"Good, says number {number}.", number)
        for number, thing in enumerate(things, 1)
    ]
    return json.loads(college.signed({**college.badge(), "endorsement": endorsements}))


@pytest.mark.parametrize(
    "things",
    [
        (BADGE,),
        (BADGE, BADGE),
        (ACHIEVEMENT,),
        (ACHIEVEMENT, ACHIEVEMENT),
        (college.COLLEGE, college.COLLEGE),
    ],
    ids=["the badge", "the badge, twice", "what it is for", "what it is for, twice", "its issuer, twice"],
)
def test_an_endorsement_of_the_very_badge_it_stands_in_is_examined(things: tuple[str, ...]) -> None:
    report = examine(json.dumps(endorsed(*things)).encode())
    assert report.verdict is Verdict.HOLDS, report.as_json()
    assert [one.verdict for one in report.inside] == [Verdict.ISSUER_UNKNOWN] * len(things)
    assert [one.signed and one.signed.subject["id"] for one in report.inside] == list(things)


def moved_end(document: dict[str, Any]) -> None:
    document["endorsement"][0]["credentialSubject"]["validUntil"] = document.pop("validUntil")


def moved_end_with_type(document: dict[str, Any]) -> None:
    moved_end(document)
    subject = document["endorsement"][0]["credentialSubject"]
    subject["type"] = ["EndorsementSubject", "VerifiableCredential"]


def moved_content(document: dict[str, Any]) -> None:
    subject = document["endorsement"][0]["credentialSubject"]
    subject["type"] = ["EndorsementSubject", *document["type"]]
    for name in ("validUntil", "evidence", "credentialStatus"):
        if name in document:
            subject[name] = document.pop(name)


def unproven(document: dict[str, Any]) -> None:
    del document["endorsement"][0]["proof"]


def outside_an_endorsement(document: dict[str, Any]) -> None:
    subject = document["endorsement"][0]["credentialSubject"]
    document["evidence"] = [{**subject, "endorsementComment": "Excellent."}]


@pytest.mark.parametrize(
    "attack", [moved_end, moved_end_with_type, moved_content, unproven, outside_an_endorsement]
)
def test_nothing_of_a_badge_can_be_hidden_in_an_endorsement_of_it(
    attack: Callable[[dict[str, Any]], None],
) -> None:
    document = endorsed(BADGE)
    attack(document)
    report = examine(json.dumps(document).encode())
    assert report.verdict is not Verdict.HOLDS
    assert report.signed is None


@pytest.mark.parametrize("graph", ["moved", "swapped"])
def test_words_moved_between_endorsements_are_seen_though_the_badge_means_the_same(graph: str) -> None:
    document = endorsed(BADGE, BADGE)
    first, second = (one["credentialSubject"] for one in document["endorsement"])
    if graph == "swapped":
        words = first["endorsementComment"], second["endorsementComment"]
        second["endorsementComment"], first["endorsementComment"] = words
    else:
        first["endorsementComment"] = [first["endorsementComment"], second.pop("endorsementComment")]
    report = examine(json.dumps(document).encode())
    assert report.verdict is Verdict.HOLDS
    assert [one.verdict for one in report.inside] == [Verdict.NOT_GENUINE] * 2


def test_endorsements_of_whoever_made_it_and_of_whom_they_belong_to_are_examined() -> None:
    content = college.badge()
    achievement = content["credentialSubject"]["achievement"]
    creator = {"id": "https://makers.example/", "type": ["Profile"], "name": "Makers"}
    achievement["creator"] = {**creator, "endorsement": [endorsement(STRANGER, 1)]}
    parent = {"id": "https://parent.example/", "type": ["Profile"], "endorsement": [endorsement(STRANGER, 2)]}
    content["issuer"] = {**content["issuer"], "parentOrg": parent}
    report = examine(college.signed(content))
    assert report.verdict is Verdict.HOLDS, report.as_json()
    assert [(one.place, one.verdict) for one in report.inside] == [
        ("credentialSubject[0].achievement.creator.endorsement[0]", Verdict.ISSUER_UNKNOWN),
        ("issuer.parentOrg.endorsement[0]", Verdict.ISSUER_UNKNOWN),
    ]


def record(*inside: bytes) -> dict[str, Any]:
    return {
        "@context": [
            "https://www.w3.org/ns/credentials/v2",
            "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json",
            "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
        ],
        "id": "https://alder.example/records/1",
        "type": ["VerifiableCredential", "ClrCredential"],
        "name": "Record",
        "issuer": {"id": college.COLLEGE, "type": ["Profile"], "name": "Alder College"},
        "validFrom": "2026-05-14T09:00:00Z",
        "credentialSubject": {
            "id": holder.DID,
            "type": ["ClrSubject"],
            "verifiableCredential": [json.loads(one) for one in inside],
        },
    }


def test_each_credential_of_a_record_is_examined() -> None:
    body = issue(record(holder.badge(), EXPIRED), college.SIGNER, now=college.SIGNED_AT).body
    report = examine(body)
    assert report.verdict is Verdict.HOLDS, report.as_json()
    assert [one.verdict for one in report.inside] == [Verdict.HOLDS, Verdict.EXPIRED]
    assert report.inside[1].place == "credentialSubject[0].verifiableCredential[1]"


def test_a_record_in_a_presentation_is_examined_down_to_the_ground() -> None:
    body = issue(record(holder.badge()), college.SIGNER, now=college.SIGNED_AT).body
    report = examine(holder.presented({**holder.presentation(body), "@context": record()["@context"]}))
    assert report.verdict is Verdict.HOLDS, report.as_json()
    assert report.inside[0].inside[0].verdict is Verdict.HOLDS


def test_what_is_too_deep_or_too_much_is_undecided() -> None:
    token: Any = college.signed(form="jwt").decode()
    for _ in range(5):
        inner = holder.envelope(token, "vp+jwt", "EnvelopedVerifiablePresentation")
        token = holder.token(holder.presentation(inner))
    assert examine(token.encode()).verdict is Verdict.UNCHECKED
    many = holder.presentation(*[{"type": "x"}] * (MOST_INSIDE + 5))
    report = examine(holder.token(many).encode())
    assert len(report.inside) == MOST_INSIDE + 1
    assert report.inside[-1].check(Step.KIND).code == "kind.too-many-inside"


def test_the_report_tells_everything_in_plain_values() -> None:
    shown = json.loads(json.dumps(examine(holder.presented(holder.presentation(holder.badge()))).as_json()))
    assert shown["presents"] is True
    assert shown["inside"][0]["verdict"] == "holds"
    assert shown["inside"][0]["signed"]["title"] == "Presenting to an audience"


ENVELOPES = {
    "vc+jwt": True,
    "VC+JWT": True,
    "vc+jwt;charset=utf-8": True,
    "vc-ld+jwt": True,
    "vc+ld+json+jwt": True,
    "jwt": True,
    "vc+jwt;base64": False,
    "vc+cose": False,
}


@pytest.mark.parametrize(("kind", "known"), ENVELOPES.items(), ids=ENVELOPES.keys())
def test_an_envelope_is_opened_by_its_type(kind: str, known: bool) -> None:
    report = examine(holder.envelope(college.signed(form="jwt").decode(), kind))
    assert report.verdict is (Verdict.HOLDS if known else Verdict.UNCHECKED), report.as_json()


def test_more_proofs_than_are_looked_at_call_nothing_forged() -> None:
    document = json.loads(college.signed())
    document["proof"] = [document["proof"]] * 9
    report = examine(document)
    assert (report.check(Step.PROOF).code, report.verdict) == ("proof.too-many", Verdict.UNCHECKED)
