"""Only what the standard allows is signed, and only in the signer's own name."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

import pytest
from tests.unit.vc.examine import institution as college

from microcred import vc
from microcred.vc.errors import CredentialError
from microcred.vc.openbadges.models import AchievementCredential
from microcred.vc.status import StatusBits, status_list_credential


def test_a_model_and_its_document_are_signed_alike() -> None:
    content = college.badge()
    model = AchievementCredential.model_validate(content)
    first = vc.issue(model, college.SIGNER, now=college.SIGNED_AT)
    second = vc.issue(content, college.SIGNER, now=college.SIGNED_AT)
    assert first.body == second.body
    assert first.id == "https://alder.example/c/1"
    assert "proof" not in first.content


def test_both_formats_carry_the_same_content() -> None:
    di = json.loads(college.signed())
    jwt = vc.issue(college.badge(), college.SIGNER, now=college.SIGNED_AT, format="jwt")
    assert {name: value for name, value in di.items() if name != "proof"} == dict(jwt.content)
    assert (jwt.media_type, jwt.text.count(".")) == ("application/vc+jwt", 2)


REFUSED = {
    "a signed document": ({"proof": {}}, "proof.present"),
    "another issuer": (
        {"issuer": {"id": "did:web:b.example", "type": ["Profile"]}},
        "issue.issuer-not-signer",
    ),
    "no recipient": ({"credentialSubject": {}}, "document.subject"),
    "a null": ({"image": None}, "document.field-malformed"),
    "an empty list": ({"evidence": []}, "document.field-malformed"),
    "a date without a zone": ({"validFrom": "2026-05-14T09:00:00"}, "time.invalid"),
}


@pytest.mark.parametrize(("changes", "code"), REFUSED.values(), ids=REFUSED.keys())
@pytest.mark.parametrize("form", ["di", "jwt"])
def test_what_must_not_be_signed_is_refused(changes: dict[str, Any], code: str, form: Any) -> None:
    with pytest.raises(CredentialError) as refused:
        vc.issue({**college.badge(), **changes}, college.SIGNER, now=college.SIGNED_AT, format=form)
    assert refused.value.code == code


@pytest.mark.parametrize("form", ["di", "jwt"])
def test_content_that_json_ld_would_drop_is_never_signed(form: Any) -> None:
    with pytest.raises(CredentialError):
        vc.issue(
            {**college.badge(), "favouriteColour": "blue"}, college.SIGNER, now=college.SIGNED_AT, format=form
        )


def test_a_time_without_a_zone_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="zone"):
        vc.issue(college.badge(), college.SIGNER, now=datetime(2026, 5, 14))  # noqa: DTZ001


def test_many_are_signed_as_they_come() -> None:
    names = ["Máire Ní Bhriain", 'José "Pepe" Núñez', "李 \\ 小龍", "Máire Ní Bhriain"]
    contents = (
        college.badge(
            identifier=f"https://alder.example/c/{number}",
            recipient=vc.openbadges.Recipient(name=name, email=f"{number}@example.org", salt="s"),
        )
        for number, name in enumerate(names)
    )
    for number, issued in enumerate(vc.issue_many(contents, college.SIGNER, now=college.SIGNED_AT)):
        alone = vc.issue(issued.content, college.SIGNER, now=college.SIGNED_AT)
        assert issued.body == alone.body
        report = vc.examine(
            issued.body,
            at=college.AT,
            resolver=college.resolver(),
            policy=vc.IssuerIn({college.COLLEGE}),
        )
        assert report.verified
        assert report.signed is not None
        assert report.signed.recipient == names[number]


def test_a_status_list_is_signed_like_any_credential() -> None:
    content = status_list_credential(
        url=college.LIST,
        issuer=college.COLLEGE,
        purpose="revocation",
        bits=StatusBits(131_072),
        valid_from=college.SIGNED_AT,
    )
    assert json.loads(college.signed(content))["proof"]["cryptosuite"] == "eddsa-rdfc-2022"
