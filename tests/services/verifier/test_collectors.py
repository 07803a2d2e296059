"""Whose evidence bundles a reader believes: recorded with a reason and an end, and ended."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from microcred.platform.accounts import services as accounts
from microcred.platform.accounts.events import AccountErased
from microcred.platform.accounts.models import Account
from microcred.platform.verifier import queries, services
from microcred.platform.verifier.models import TrustedCollector
from microcred.platform.verifier.trust.errors import IssuerNamedWrongly, TrustIncomplete, TrustListUnknown
from microcred.platform.verifier.trust.stored import policy_for, trusted_collector

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 1, 9, tzinfo=UTC)
ENDS = NOW + timedelta(days=300)
ARCHIVE = "did:web:archive.example"


@pytest.fixture
def reader() -> Account:
    return accounts.create(email="r@employer.example", name="R", now=NOW)


def believed(reader: Account, **changes: Any) -> TrustedCollector:
    values = {"collector": ARCHIVE, "name": "Archive", "reason": "By contract.", "ends": ENDS, "now": NOW}
    return services.believe_collector(actor=reader, **{**values, **changes})


def test_a_collector_counts_until_its_end_and_for_its_reader_alone(reader: Account) -> None:
    other = accounts.create(email="o@employer.example", name="O", now=NOW)
    believed(reader)
    assert trusted_collector(reader, ARCHIVE, ENDS - timedelta(seconds=1))
    assert not trusted_collector(reader, ARCHIVE, ENDS)
    assert not trusted_collector(other, ARCHIVE, NOW)
    assert not trusted_collector(None, ARCHIVE, NOW)


def test_a_collector_is_no_trusted_issuer(reader: Account) -> None:
    believed(reader)
    assert policy_for(reader).how_known(ARCHIVE, NOW) is None


def test_who_is_ended_counts_for_no_time_at_all_and_stays_to_be_seen(reader: Account) -> None:
    row = believed(reader)
    services.trust_issuer(
        actor=reader, issuer=ARCHIVE, name="A", reason="r", ends=ENDS, now=NOW, collector=True
    )
    services.end_collector(actor=reader, public_id=row.public_id, now=NOW + timedelta(days=1))
    assert not trusted_collector(reader, ARCHIVE, NOW)
    assert policy_for(reader).how_known(ARCHIVE, NOW) is not None
    [shown] = queries.collectors(reader, NOW + timedelta(days=2))
    assert (shown.holds, shown.ends, shown.reason) == (False, NOW + timedelta(days=1), "By contract.")


def test_deciding_again_replaces_the_decision(reader: Account) -> None:
    row = believed(reader)
    services.end_collector(actor=reader, public_id=row.public_id, now=NOW)
    believed(reader, reason="A new contract.")
    assert trusted_collector(reader, ARCHIVE, NOW)
    assert [one.reason for one in queries.collectors(reader, NOW)] == ["A new contract."]


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"name": " "}, TrustIncomplete),
        ({"reason": ""}, TrustIncomplete),
        ({"ends": None}, TrustIncomplete),
        ({"ends": NOW}, TrustIncomplete),
        ({"collector": "the archive"}, IssuerNamedWrongly),
    ],
    ids=["no name", "no reason", "no end", "an end that is over", "no identifier"],
)
def test_a_decision_that_nobody_could_follow_later_is_refused(
    reader: Account, changes: dict[str, Any], error: type[Exception]
) -> None:
    with pytest.raises(error):
        believed(reader, **changes)
    assert not TrustedCollector.objects.exists()


def test_nobody_ends_what_another_decided(reader: Account) -> None:
    other = accounts.create(email="o@employer.example", name="O", now=NOW)
    row = believed(reader)
    with pytest.raises(TrustListUnknown):
        services.end_collector(actor=other, public_id=row.public_id, now=NOW)
    assert trusted_collector(reader, ARCHIVE, NOW)


def test_an_erased_account_leaves_no_decision(reader: Account) -> None:
    believed(reader)
    for _ in range(2):
        services.hear_account_erased(AccountErased(account=reader.pk, at=NOW, actor=None), now=NOW)
    assert not TrustedCollector.objects.exists()
