"""Open Badges are built from simple inputs, meet the standard, and give Annex I back."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from microcred.vc.openbadges import (
    AnnexI,
    Course,
    ExpectedRecipient,
    IdentityCheck,
    Outcome,
    Recipient,
    StatusEntry,
    achievement,
    achievement_credential,
    annex_i,
    check_requirements,
    identity_hash,
    issuer_profile,
    read_identity_check,
)
from microcred.vc.openbadges import vocabularies as eu
from microcred.vc.openbadges.builders import hashed_email, plain_name
from microcred.vc.openbadges.errors import ContentRefused
from microcred.vc.openbadges.identity import matches

SKILL = "http://data.europa.eu/esco/skill/fd446407-b08e-49da-b8e3-7e7c79618c3f"
COURSE = Course(
    outcomes=(Outcome("Structure a talk around one message"), Outcome("public presentations", SKILL, "ESCO")),
    ects=2.5,
    hours=62.5,
    eqf_level=5,
    assessment=("oral", "observation"),
    participation="blended",
    quality_assurance=("institution", "internal"),
    supervision="onsite-id",
    isced_f="0031",
    isced_f_name="Personal skills and development",
    prerequisites=("A first talk in front of ten people",),
    stackability="stackable",
    stacks_into="https://college.example/qualifications/7",
    stacks_into_name="Certificate in Communication",
)
CHECK = IdentityCheck("document", "Registrar of Alder College", datetime(2026, 5, 2, 9, 30, tzinfo=UTC))


def build(course: Course = COURSE, **changes: Any) -> dict[str, Any]:
    values: dict[str, Any] = {
        "identifier": "urn:uuid:5f2f0c9e-0000-4000-8000-000000000001",
        "issuer": issuer_profile("did:web:alder.example", "Alder College", country="IE", region="Leinster"),
        "achievement": achievement(
            "https://alder.example/m/talk",
            "Presenting to an audience",
            "Talks that land.",
            criteria="Give a talk of fifteen minutes.",
            page="https://alder.example/m/talk/page",
            course=course,
            language="en",
            grade_scale="LetterGrade",
        ),
        "recipient": Recipient(name="Máire Ní Bhriain", email="Maire@Example.org ", salt="Kosher"),
        "valid_from": datetime(2026, 5, 14, 9, tzinfo=UTC),
        "grade": "B",
        "identity_check": CHECK,
        "status": [
            StatusEntry(
                id="https://alder.example/status/1#7",
                status_purpose="revocation",
                status_list_index="7",
                status_list_credential="https://alder.example/status/1",
            )
        ],
    }
    return achievement_credential(**{**values, **changes}).document()


def test_what_is_built_meets_the_standard_and_is_plain_json() -> None:
    document = build()
    check_requirements(document, strict=True)
    assert json.loads(json.dumps(document)) == document


def test_every_element_of_annex_i_is_read_back() -> None:
    read = annex_i.read(json.loads(json.dumps(build())))
    assert read == AnnexI(
        learner="Máire Ní Bhriain",
        title="Presenting to an audience",
        country="IE",
        region="Leinster",
        awarding_body="Alder College",
        issued="2026-05-14T09:00:00Z",
        language="en",
        grade="B",
        information="https://alder.example/m/talk/page",
        course=COURSE,
    )
    assert read.missing() == []


def test_no_element_of_annex_i_is_told_by_narrative_text() -> None:
    document = build()
    document["credentialSubject"]["achievement"]["description"] = "."
    document["credentialSubject"]["achievement"]["criteria"].pop("narrative")
    assert annex_i.read(document).course == COURSE


def test_what_is_missing_of_annex_i_is_named() -> None:
    assert annex_i.read(build(Course())).missing() == [
        "Learning outcomes",
        "Notional workload",
        "Type of assessment",
        "Form of participation",
        "Type of quality assurance",
    ]


codes = {
    "assessment": st.lists(st.sampled_from(sorted(eu.ASSESSMENT.terms)), unique=True, max_size=4).map(tuple),
    "quality_assurance": st.lists(st.sampled_from(sorted(eu.QUALITY.terms)), unique=True, max_size=3).map(
        tuple
    ),
    "participation": st.sampled_from(["", *eu.PARTICIPATION.terms]),
    "supervision": st.sampled_from(["", *eu.SUPERVISION.terms]),
    "stackability": st.sampled_from(["", *annex_i.STACKABILITY]),
    "eqf_level": st.none() | st.integers(1, 8),
    "ects": st.none() | st.integers(1, 600).map(lambda halves: halves / 2),
    "hours": st.none() | st.integers(1, 6000).map(lambda halves: halves / 2),
    "isced_f": st.sampled_from(["", "0031", "0613"]),
    "outcomes": st.lists(st.text(min_size=1, max_size=20).map(Outcome), max_size=3).map(tuple),
}


@given(st.builds(Course, **codes))
def test_any_course_survives_the_document(course: Course) -> None:
    found = annex_i.read(build(course)).course
    assert replace(found, isced_f_name="") == course


@pytest.mark.parametrize(
    "course",
    [
        Course(assessment=("exam",)),
        Course(participation="elsewhere"),
        Course(eqf_level=9),
        Course(supervision="x"),
        Course(quality_assurance=("x",)),
        Course(stackability="x"),
        Course(ects=0),
        Course(ects=float("nan")),
        Course(outcomes=(Outcome(""),)),
        Course(outcomes=(Outcome("a", "not an address"),)),
    ],
)
def test_a_course_with_an_unknown_code_or_value_is_refused(course: Course) -> None:
    with pytest.raises(ContentRefused):
        build(course)


@pytest.mark.parametrize(
    "changes",
    [
        {"identifier": "relative"},
        {"recipient": Recipient()},
        {"recipient": Recipient(did="nobody")},
        {"valid_until": datetime(2026, 5, 13, tzinfo=UTC)},
        {"identity_check": IdentityCheck("guess")},
        {"identity_check": IdentityCheck("document", by="Registrar")},
    ],
)
def test_values_that_no_valid_document_can_carry_are_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(ContentRefused):
        build(**changes)


def test_how_the_identity_was_established_is_read_back() -> None:
    assert read_identity_check(build()) == CHECK
    assert read_identity_check(build(identity_check=IdentityCheck("email"))) == IdentityCheck("email")
    assert read_identity_check(build(identity_check=None)) is None


def test_the_identity_hash_is_the_standards_own_vector() -> None:
    expected = "sha256$b5809d8a92f8858436d7e6b87c12ebc0ae1eac4baecc2c0b913aee2c922ef399"
    assert identity_hash("a@example.com", "Kosher") == expected


def test_an_address_goes_in_only_as_a_salted_hash() -> None:
    document = build()
    name, address = document["credentialSubject"]["identifier"]
    assert "example.org" not in json.dumps(document).lower().replace("alder.example", "")
    assert name["identityHash"] == "Máire Ní Bhriain"
    assert matches(address, "maire@example.org")
    assert matches(address, "MAIRE@example.org ")
    assert not matches(address, "mairead@example.org")
    assert ExpectedRecipient() == ExpectedRecipient(id="", email="", name="")


def test_salts_differ_where_none_is_given() -> None:
    first, second = (build(recipient=Recipient(email="a@b.example")) for _ in range(2))
    assert first["credentialSubject"]["identifier"] != second["credentialSubject"]["identifier"]


@pytest.mark.parametrize(
    ("identity", "value", "same"),
    [
        (plain_name("Máire  Ní Bhriain").document(), "máire ní bhriain", True),
        (plain_name("Máire").document(), "Maire", False),
        (hashed_email("a@b.example", salt="s").document(), "a@b.example", True),
        ({"hashed": True, "identityHash": "md5$" + "0" * 32, "salt": "s"}, "a", False),
        ({"hashed": True, "identityHash": "md5$0cc175b9c0f1b6a831c399e269772661"}, "a", True),
        ({"hashed": True, "identityHash": "sha1$00"}, "a", False),
        ({"hashed": True, "identityHash": 7}, "7", False),
        ({"hashed": "yes", "identityHash": "a"}, "a", True),
    ],
)
def test_an_identity_stands_for_one_person(identity: dict[str, Any], value: str, same: bool) -> None:
    assert matches(identity, value) is same
