from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from microcred.platform.accounts.models import Account
from microcred.platform.institutions import queries, services
from microcred.platform.institutions.errors import LogoRefused, NotFound, ProfileInvalid
from microcred.platform.institutions.models import Institution
from microcred.platform.institutions.profile import Profile

pytestmark = pytest.mark.django_db

WHOLE = Profile(
    name="  Alder   College ",
    kind="university",
    country="ie",
    website="https://alder.example/home",
    colour="#aabbcc",
    street="1 Main Street",
    postal_code="D02",
    locality="Dublin",
    email="hello@alder.example",
    description="We teach.",
    signatories=((" Ida  Storm ", "Rector"), ("عبد الرحمن", "")),
)


def png(size: tuple[int, int] = (8, 8)) -> bytes:
    out = BytesIO()
    Image.new("RGB", size).save(out, "PNG")
    return out.getvalue()


def test_the_profile_is_what_issuers_and_visitors_see(
    alder: Institution, owner: Account, now: datetime
) -> None:
    did = alder.did
    services.change_profile(actor=owner, institution=alder.public_id, profile=WHOLE, now=now)
    issuer = queries.issuer(alder.pk)
    assert (issuer.name, issuer.country, issuer.colour) == ("Alder College", "IE", "#AABBCC")
    assert issuer.website == "https://alder.example/home"
    assert issuer.did == did
    assert issuer.image == ""
    assert [(one.name, one.role) for one in issuer.signatories] == [
        ("Ida Storm", "Rector"),
        ("عبد الرحمن", ""),
    ]
    shown = queries.institution(alder.public_id)
    assert shown.address == "1 Main Street, D02 Dublin, Ireland"
    assert [one.name for one in queries.institutions()] == ["Alder College"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", "  "),
        ("name", "x" * 201),
        ("name", "a\x00b"),
        ("kind", "circus"),
        ("country", "IRL"),
        ("country", "1E"),
        ("website", "javascript:alert(1)"),
        ("website", "alder.example"),
        ("website", "https://[broken"),
        ("colour", "red"),
        ("colour", "#12345G"),
        ("email", "nobody"),
        ("signatories", (("", "Rector"),)),
        ("signatories", (("A", ""),) * 5),
    ],
)
def test_a_value_that_cannot_be_is_refused_with_its_field(
    alder: Institution, owner: Account, now: datetime, field: str, value: Any
) -> None:
    wrong = replace(WHOLE, **{field: value})
    with pytest.raises(ProfileInvalid) as caught:
        services.change_profile(actor=owner, institution=alder.public_id, profile=wrong, now=now)
    assert caught.value.detail == field
    assert queries.institution(alder.public_id).kind == "college"


def test_a_logo_is_kept_and_named_in_what_is_signed(
    alder: Institution, owner: Account, now: datetime
) -> None:
    data = png()
    services.set_logo(actor=owner, institution=alder.public_id, data=data, now=now)
    assert queries.issuer(alder.pk).image == f"http://127.0.0.1:8000/i/{alder.public_id}/logo"
    found = queries.logo(alder.public_id)
    assert found is not None
    assert found[0] == data
    services.remove_logo(actor=owner, institution=alder.public_id, now=now)
    assert queries.logo(alder.public_id) is None


@pytest.mark.parametrize(
    "data", [b"", b"GIF89a", png()[:40], png((2001, 1)), b"\x89PNG\r\n\x1a\n" + bytes(500_001)]
)
def test_what_is_no_small_png_is_refused(
    alder: Institution, owner: Account, now: datetime, data: bytes
) -> None:
    with pytest.raises(LogoRefused):
        services.set_logo(actor=owner, institution=alder.public_id, data=data, now=now)


@pytest.mark.parametrize(("first", "over"), [(True, 0), (False, 500), (False, None)])
def test_the_rules_of_review_are_kept(
    alder: Institution, owner: Account, now: datetime, first: bool, over: int | None
) -> None:
    services.change_review(
        actor=owner, institution=alder.public_id, before_publishing=first, batches_over=over, now=now
    )
    alder.refresh_from_db()
    assert (alder.review_before_publishing, alder.review_batches_over) == (first, over)


@pytest.mark.parametrize("over", [-1, 1_000_001])
def test_a_limit_that_cannot_be_is_refused(
    alder: Institution, owner: Account, now: datetime, over: int
) -> None:
    with pytest.raises(ProfileInvalid):
        services.change_review(
            actor=owner, institution=alder.public_id, before_publishing=True, batches_over=over, now=now
        )


def test_an_unknown_institution_is_not_found(db: None) -> None:
    with pytest.raises(NotFound):
        queries.institution("nothing")
    with pytest.raises(NotFound):
        queries.did_document("nothing")
