"""What an institution signs, checked by the engine with the keys that the site serves."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import pytest

from microcred import vc
from microcred.platform.accounts.models import Account
from microcred.platform.institutions import queries, services
from microcred.platform.institutions.models import Institution
from microcred.platform.institutions.services.keys import LEAD
from microcred.vc.openbadges import Recipient, achievement, achievement_credential, issuer_profile
from microcred.vc.outcomes import Outcome
from microcred.vc.report import VerificationReport
from microcred.vc.verdicts import Verdict

pytestmark = pytest.mark.django_db
YEAR = timedelta(days=365)


def signed(alder: Institution, now: datetime) -> bytes:
    issuer = queries.issuer(alder.pk)
    content: Mapping[str, Any] = achievement_credential(
        identifier="urn:uuid:00000000-0000-4000-8000-000000000001",
        issuer=issuer_profile(issuer.did, issuer.name, country=issuer.country, url=issuer.website),
        achievement=achievement("https://alder.example/a", "Presenting", "Presents.", criteria="A talk."),
        recipient=Recipient(name="Ida Storm"),
        valid_from=now,
    ).document()
    return vc.issue(content, services.signer(alder, now), now=now).body


def examined(data: bytes, alder: Institution, at: datetime) -> VerificationReport:
    document = queries.controller_document(alder.did)
    assert document is not None
    return vc.examine(
        data,
        at=at,
        resolver=vc.StaticResolver({alder.did: document}),
        policy=vc.IssuerIn({alder.did: "Alder"}),
    )


def test_what_was_signed_before_a_rotation_holds_after_it(
    alder: Institution, owner: Account, now: datetime
) -> None:
    old = signed(alder, now)
    services.rotate_key(actor=owner, institution=alder.public_id, now=now + YEAR)
    services.rotate_key(actor=owner, institution=alder.public_id, now=now + 2 * YEAR)
    new = signed(alder, now + 2 * YEAR + LEAD)
    for data in (old, new):
        report = examined(data, alder, now + 3 * YEAR)
        assert report.verdict is Verdict.HOLDS, report


def test_what_was_signed_with_a_leaked_key_fails_from_its_date(
    alder: Institution, owner: Account, now: datetime
) -> None:
    before, after = signed(alder, now), signed(alder, now + YEAR)
    key = queries.keys(owner, alder.public_id, now)[0].public_id
    services.compromise_key(
        actor=owner, institution=alder.public_id, key=key, since=now + YEAR / 2, now=now + YEAR
    )
    assert examined(before, alder, now + 2 * YEAR).verdict is Verdict.HOLDS
    report = examined(after, alder, now + 2 * YEAR)
    assert report.verdict is Verdict.NOT_GENUINE
    assert "issuer.key-revoked" in {check.code for check in report.checks if check.outcome is Outcome.FAILED}


def test_a_rotation_is_seen_by_a_verifier_whose_copy_is_as_old_as_it_may_be(
    alder: Institution, owner: Account, now: datetime
) -> None:
    services.rotate_key(actor=owner, institution=alder.public_id, now=now)
    copy = queries.controller_document(alder.did)
    assert copy is not None
    data = signed(alder, now + LEAD)
    resolver, policy = vc.StaticResolver({alder.did: copy}), vc.IssuerIn({alder.did: "Alder"})
    report = vc.examine(data, at=now + LEAD, resolver=resolver, policy=policy)
    assert report.verdict is Verdict.HOLDS
