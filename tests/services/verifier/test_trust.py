"""Whom this verifier trusts: lists with their age, decisions with a reason and an end, policies by name."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from tests.pages.verifier import site
from tests.unit.ports.servers import body
from tests.unit.vc.openbadges2 import academy
from tests.unit.vc.sdjwt import tokens

from microcred.platform.accounts import services as accounts
from microcred.platform.accounts.events import AccountErased
from microcred.platform.accounts.models import Account
from microcred.platform.verifier import queries, services
from microcred.platform.verifier.models import ListKind, SavedPolicy, TrustList
from microcred.platform.verifier.sources import outside
from microcred.platform.verifier.trust.errors import (
    IssuerNamedWrongly,
    TrustIncomplete,
    TrustListRolledBack,
    TrustListUnknown,
    TrustListUnreadable,
    TrustRefused,
)
from microcred.platform.verifier.trust.reading import read_list
from microcred.platform.verifier.trust.stored import policy_for
from microcred.vc.examine import examine
from microcred.vc.report import VerificationReport

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 6, 1, tzinfo=UTC)
STRANGER = "did:web:strangers.example"


@pytest.fixture
def reader() -> Account:
    return accounts.create(email="hr@employer.example", name="Hanna Roe", now=NOW)


def registry(*issuers: str, updated: str = "2026-05-01T00:00:00Z") -> bytes:
    names = {issuer: {"name": f"Name of {issuer}", "location": "Nowhere", "url": ""} for issuer in issuers}
    return json.dumps({"meta": {"updated": updated}, "registry": names}).encode()


def examined(
    elsewhere: site.Elsewhere, account: Account | None, saved: str = "", **more: Any
) -> VerificationReport:
    policy = policy_for(account, saved).policy
    at = more.pop("at", datetime.now(UTC))
    return services.examine_for(elsewhere.signed(**more), at=at, policy=policy, sources=outside().sources())


def test_a_list_of_the_operators_counts_for_everybody(elsewhere: site.Elsewhere, reader: Account) -> None:
    assert examined(elsewhere, None).verdict.value == "issuer-unknown"
    operator = Account.objects.create_superuser("op@example.org")
    services.add_list(actor=operator, name="DCC", data=registry(elsewhere.did), for_everybody=True, now=NOW)
    for account in (None, reader):
        found = examined(elsewhere, account)
        assert (found.verdict.value, found.trusted_as) == ("holds", f"Name of {elsewhere.did}")
        assert found.checks[2].detail.endswith("· DCC")


def test_a_readers_own_list_counts_for_them_alone(elsewhere: site.Elsewhere, reader: Account) -> None:
    services.add_list(actor=reader, name="Partners", data=elsewhere.did.encode(), now=NOW)
    assert examined(elsewhere, reader).verdict.value == "holds"
    assert examined(elsewhere, None).verdict.value == "issuer-unknown"


def test_only_an_operator_adds_a_list_for_everybody(reader: Account) -> None:
    with pytest.raises(TrustRefused):
        services.add_list(actor=reader, name="x", data=STRANGER.encode(), for_everybody=True, now=NOW)


def test_a_decision_counts_until_its_day(elsewhere: site.Elsewhere, reader: Account) -> None:
    ends = datetime.now(UTC) + timedelta(days=30)
    services.trust_issuer(
        actor=reader, issuer=elsewhere.did, name="Alder", reason="Known since 2019.", ends=ends, now=NOW
    )
    assert examined(elsewhere, reader).verdict.value == "holds"
    later = examined(elsewhere, reader, at=ends + timedelta(days=1))
    assert later.verdict.value == "issuer-unknown"
    (row,) = queries.lists(reader)
    (entry,) = queries.entries(TrustList.objects.get())
    assert (row.kind, entry.reason, entry.added_by) == ("own", "Known since 2019.", "Hanna Roe")
    services.untrust_issuer(actor=reader, issuer=elsewhere.did, now=NOW)
    assert examined(elsewhere, reader).verdict.value == "issuer-unknown"


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"reason": " "}, TrustIncomplete),
        ({"name": ""}, TrustIncomplete),
        ({"ends": NOW}, TrustIncomplete),
        ({"issuer": "Alder College"}, IssuerNamedWrongly),
    ],
)
def test_a_decision_without_its_parts_is_refused(
    reader: Account, changes: dict[str, Any], error: type[Exception]
) -> None:
    values = {"issuer": STRANGER, "name": "S", "reason": "r", "ends": NOW + timedelta(days=1), **changes}
    with pytest.raises(error):
        services.trust_issuer(actor=reader, now=NOW, **values)


def test_lists_are_refreshed_when_their_time_has_come(elsewhere: site.Elsewhere, reader: Account) -> None:
    elsewhere.answers["/list"] = body(registry(STRANGER))
    services.add_list(actor=reader, name="R", source=elsewhere.address("/list"), now=NOW)
    elsewhere.answers["/list"] = body(registry(STRANGER, elsewhere.did, updated="2026-06-02T00:00:00Z"))
    assert services.refresh_trust_lists(now=NOW + timedelta(hours=1)) == 0
    assert services.refresh_trust_lists(now=NOW + timedelta(hours=25)) == 1
    (row,) = queries.lists(reader)
    assert (row.count, row.as_of, row.failure) == (2, NOW + timedelta(hours=25), "")


@pytest.mark.parametrize(
    ("answer", "failure"),
    [
        (registry("did:web:other.example", updated="2026-04-01T00:00:00Z"), TrustListRolledBack.code),
        (b"<html>", IssuerNamedWrongly.code),
        (b"", TrustListUnreadable.code),
        (b'{"registry": {}}', TrustListUnreadable.code),
    ],
    ids=["rolled back", "a page", "empty", "no issuers"],
)
def test_a_refresh_that_fails_keeps_the_list_and_says_so(
    elsewhere: site.Elsewhere, reader: Account, answer: bytes, failure: str
) -> None:
    elsewhere.answers["/list"] = body(registry(elsewhere.did))
    services.add_list(actor=reader, name="R", source=elsewhere.address("/list"), now=NOW)
    elsewhere.answers["/list"] = body(answer)
    services.refresh_trust_lists(now=NOW + timedelta(days=2))
    (row,) = queries.lists(reader)
    assert (row.failure, row.as_of, row.count) == (failure, NOW, 1)
    assert examined(elsewhere, reader).verdict.value == "holds"


@pytest.mark.parametrize(
    ("later", "failure"),
    [
        ("2021-12-15T18:41:35+0000", TrustListRolledBack.code),
        ("2021-12-15T19:41:36+0100", ""),
        ("2021-12-16", ""),
        ("2021-12-14", TrustListRolledBack.code),
        ("lately", TrustListRolledBack.code),
    ],
    ids=["a second earlier", "the same moment", "a day later", "a day earlier", "undated"],
)
def test_a_registry_that_writes_its_times_as_the_dcc_does_is_not_rolled_back(
    elsewhere: site.Elsewhere, reader: Account, later: str, failure: str
) -> None:
    first = registry(elsewhere.did, STRANGER, updated="2021-12-15T18:41:36+0000")
    elsewhere.answers["/list"] = body(first)
    services.add_list(actor=reader, name="R", source=elsewhere.address("/list"), now=NOW)
    elsewhere.answers["/list"] = body(registry(STRANGER, updated=later))
    services.refresh_trust_lists(now=NOW + timedelta(days=2))
    (row,) = queries.lists(reader)
    assert (row.failure, row.count) == (failure, 2 if failure else 1)


def test_a_policy_asks_how_long_ago_in_every_form(reader: Account) -> None:
    """An SD-JWT VC says when it was issued in seconds, and a badge of 2.0 in a field of its own."""
    lists = [
        services.add_list(actor=reader, name="L", data=one.encode(), now=NOW)
        for one in (tokens.ISSUER, academy.PROFILE)
    ]
    names = [one.public_id for one in lists]
    lately = services.save_policy(actor=reader, name="Lately", lists=names, most_years=2)
    policy = policy_for(reader, lately.public_id).policy
    for data, documents in (
        (tokens.issued().encode(), tokens.metadata()),
        (tokens.issued(nbf=None).encode(), tokens.metadata()),
        (academy.signed(), academy.hosted()),
        (academy.signed(issuedOn=1_740_823_200), academy.hosted()),
    ):
        found = [
            examine(data, at=NOW + timedelta(days=days), policy=policy, documents=documents).checks[2].code
            for days in (0, 900)
        ]
        assert found == ["issuer.trusted", "issuer.too-long-ago"]


def test_a_policy_asks_for_every_list_and_an_age(elsewhere: site.Elsewhere, reader: Account) -> None:
    one = services.add_list(actor=reader, name="One", data=elsewhere.did.encode(), now=NOW)
    two = services.add_list(actor=reader, name="Two", data=STRANGER.encode(), now=NOW)
    both = services.save_policy(
        actor=reader, name="Both", lists=[one.public_id, two.public_id], every_list=True
    )
    lately = services.save_policy(actor=reader, name="Lately", lists=[one.public_id], most_years=1)
    assert examined(elsewhere, reader, both.public_id).verdict.value == "issuer-unknown"
    assert examined(elsewhere, reader, lately.public_id).verdict.value == "holds"
    old = examined(elsewhere, reader, lately.public_id, at=datetime(2028, 6, 1, tzinfo=UTC))
    assert old.checks[2].code == "issuer.too-long-ago"
    assert old.words.word == "Genuine, issued too long ago for your policy"


def test_a_saved_policy_trusts_no_more_than_it_says(own: site.Own, reader: Account) -> None:
    some = services.add_list(actor=reader, name="One", data=STRANGER.encode(), now=NOW)
    saved = services.save_policy(actor=reader, name="P", lists=[some.public_id])
    now = datetime.now(UTC)
    policy = policy_for(reader, saved.public_id).policy
    assert (
        services.examine_for(
            own.body, at=now, policy=policy, sources=outside().sources(now=now)
        ).verdict.value
        == "issuer-unknown"
    )
    services.save_policy(actor=reader, name="P", lists=[], own_network=True)
    policy = policy_for(reader, saved.public_id).policy
    assert (
        services.examine_for(
            own.body, at=now, policy=policy, sources=outside().sources(now=now)
        ).verdict.value
        == "holds"
    )


def test_lists_and_policies_of_others_are_not_there(reader: Account) -> None:
    other = accounts.create(email="o@example.org", name="O", now=NOW)
    theirs = services.add_list(actor=other, name="T", data=STRANGER.encode(), now=NOW)
    policy = services.save_policy(actor=other, name="P", lists=[theirs.public_id])
    with pytest.raises(TrustListUnknown):
        services.save_policy(actor=reader, name="P", lists=[theirs.public_id])
    with pytest.raises(TrustListUnknown):
        services.remove_list(actor=reader, public_id=theirs.public_id)
    with pytest.raises(TrustListUnknown):
        policy_for(reader, policy.public_id)


def test_an_erased_account_leaves_nothing(reader: Account) -> None:
    some = services.add_list(actor=reader, name="One", data=STRANGER.encode(), now=NOW)
    services.save_policy(actor=reader, name="P", lists=[some.public_id])
    for _ in range(2):
        services.hear_account_erased(AccountErased(reader.pk, NOW, reader.pk), now=NOW)
    assert (TrustList.objects.count(), SavedPolicy.objects.count()) == (0, 0)


def certificate() -> bytes:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Test anchor")])
    builder = x509.CertificateBuilder(name, name, key.public_key(), 1, NOW, NOW + timedelta(days=900))
    return builder.sign(key, SHA256()).public_bytes(Encoding.PEM)


@pytest.mark.parametrize(
    ("data", "kind", "issuers"),
    [
        (registry(STRANGER), ListKind.REGISTRY, [STRANGER]),
        (b"# ours\ndid:web:a.example Alder\n\nhttps://b.example/issuer\n", ListKind.DIDS, None),
        (b'["did:key:z6Mk"]', ListKind.DIDS, ["did:key:z6Mk"]),
        (b'{"did:web:a.example": "Alder"}', ListKind.DIDS, ["did:web:a.example"]),
        (certificate() + certificate(), ListKind.ANCHORS, None),
    ],
    ids=["registry", "lines", "list", "object", "certificates"],
)
def test_lists_are_read_in_every_form(data: bytes, kind: ListKind, issuers: list[str] | None) -> None:
    found = read_list(data)
    assert found.kind == kind
    assert [row.issuer for row in found.rows] == issuers or (issuers is None and len(found.rows) == 2)


def test_anchors_are_given_to_whoever_trusts_them(reader: Account) -> None:
    services.add_list(actor=reader, name="A", data=certificate(), now=NOW)
    assert len(queries.anchors(reader)) == 1
    assert queries.anchors(None) == []
