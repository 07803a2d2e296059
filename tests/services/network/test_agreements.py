"""Agreements: proposed by one, accepted by the other, ended by either; nothing is shared for ever."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from tests import house

from microcred.platform.accounts.models import Account
from microcred.platform.institutions.access import NotFound, by_public_id
from microcred.platform.network import queries, services
from microcred.platform.network.errors import AgreementRefused, AgreementUnknown

NOW = datetime(2026, 5, 14, 9, 30, tzinfo=UTC)
DAY = timedelta(days=1)

pytestmark = pytest.mark.django_db


@pytest.fixture
def both() -> tuple[Account, str, Account, str]:
    ida, orla = house.person(), house.person("Orla Keane")
    return ida, house.institution(ida, "Alder"), orla, house.institution(orla, "Birch")


def proposed(ida: Account, alder: str, birch: str, **more: object) -> str:
    values = {"kind": "award", "starts": NOW, "ends": NOW + 300 * DAY, **more}
    return services.propose(actor=ida, institution=alder, partner=birch, now=NOW, **values)  # type: ignore[arg-type]


def test_an_agreement_counts_once_both_sides_said_yes_and_until_one_ends_it(
    both: tuple[Account, str, Account, str],
) -> None:
    ida, alder, orla, birch = both
    made = proposed(ida, alder, birch)
    pair = (by_public_id(alder).pk, by_public_id(birch).pk, "award")
    assert not queries.in_force(*pair, NOW)
    services.accept(actor=orla, institution=birch, public_id=made, now=NOW)
    assert queries.in_force(*pair, NOW)
    assert not queries.in_force(pair[1], pair[0], "award", NOW)
    services.end(actor=orla, institution=birch, public_id=made, now=NOW + DAY, ends=NOW + 5 * DAY)
    assert queries.in_force(*pair, NOW + 4 * DAY)
    assert not queries.in_force(*pair, NOW + 5 * DAY)
    assert queries.agreements(ida, alder, NOW + 5 * DAY)[0].state == "ended"


def test_a_declined_agreement_stays_declined(both: tuple[Account, str, Account, str]) -> None:
    ida, alder, orla, birch = both
    made = proposed(ida, alder, birch)
    services.decline(actor=orla, institution=birch, public_id=made, now=NOW)
    with pytest.raises(AgreementRefused):
        services.accept(actor=orla, institution=birch, public_id=made, now=NOW)


@pytest.mark.parametrize(
    "step",
    [
        lambda made, ida, alder, orla, birch: services.accept(
            actor=ida, institution=alder, public_id=made, now=NOW
        ),
        lambda made, ida, alder, orla, birch: services.end(
            actor=ida, institution=alder, public_id=made, now=NOW
        ),
        lambda made, ida, alder, orla, birch: services.accept(
            actor=orla, institution=birch, public_id=made, now=NOW + 301 * DAY
        ),
        lambda made, ida, alder, orla, birch: proposed(ida, alder, alder),
        lambda made, ida, alder, orla, birch: proposed(ida, alder, birch, kind="own"),
        lambda made, ida, alder, orla, birch: proposed(ida, alder, birch, ends=NOW),
    ],
    ids=["own proposal", "end before yes", "too late", "with itself", "unknown kind", "no time"],
)
def test_what_cannot_be_agreed_is_refused(
    both: tuple[Account, str, Account, str], step: Callable[..., object]
) -> None:
    made = proposed(both[0], both[1], both[3])
    with pytest.raises(AgreementRefused):
        step(made, *both)


def test_strangers_learn_nothing_of_an_agreement(both: tuple[Account, str, Account, str]) -> None:
    ida, alder, _orla, birch = both
    made = proposed(ida, alder, birch)
    vic = house.person("Vic Other")
    cedar = house.institution(vic, "Cedar")
    with pytest.raises(AgreementUnknown):
        services.accept(actor=vic, institution=cedar, public_id=made, now=NOW)
    with pytest.raises(NotFound):
        queries.agreements(vic, alder, NOW)
