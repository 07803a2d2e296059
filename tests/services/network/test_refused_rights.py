"""Rights that cannot be given and awards under rights that do not hold: refused with a code, and logged."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from tests import house
from tests.api.site import College, college
from tests.services.network.test_refused_awards import PERSON

from microcred.errors import MicrocredError
from microcred.platform.accounts.models import Account
from microcred.platform.awards import services as awards
from microcred.platform.awards.identity import Identity
from microcred.platform.awards.models import Award
from microcred.platform.institutions.access import by_public_id
from microcred.platform.journal import services as journal
from microcred.platform.journal.models import Entry
from microcred.platform.journal.queries import history, verify_chain
from microcred.platform.network import services
from microcred.platform.network.errors import MoreThanHeld, NotAccreditor, OutsideScope, RightUnknown
from microcred.platform.network.models import Anchor, Right
from microcred.platform.network.scope import Branch, Scope
from microcred.platform.network.scope.branches import ISCED_F

pytestmark = pytest.mark.django_db
NOW = datetime.now(UTC).replace(microsecond=0)
DAY = timedelta(days=1)
WIDE = Scope("certify", NOW - DAY, NOW + 900 * DAY, (Branch(f"{ISCED_F}00", "generic"),), 3, 6, passes_on=1)
NARROW = replace(WIDE, starts=NOW, lowest=5, highest=5, passes_on=0)


class Network:
    """An accreditor, a body whose right may be passed on, and a college with something to award under one."""

    def __init__(self) -> None:
        self.ida: Account = house.person()
        self.anchor, self.body = (house.institution(self.ida, name) for name in ("Anchor", "Body"))
        self.college: College = college("Alder College")
        did = by_public_id(self.anchor).did
        services.list_accreditor(actor=None, did=did, name="Anchor", now=NOW - DAY)
        self.first = self.give(self.anchor, self.body, WIDE)
        self.design = self.college.design(requires_accreditation=True)

    def give(self, giver: str, holder: str, scope: Scope, rests_on: str = "") -> str:
        return services.give(
            actor=self.ida, giver=giver, holder=holder, scope=scope, rests_on=rests_on, now=NOW
        )

    def passed_on(self) -> Right:
        """The right of the college, which rests on that of the body."""
        made = self.give(self.body, self.college.public_id, NARROW, self.first)
        return Right.objects.get(public_id=made)


@pytest.fixture
def net() -> Network:
    return Network()


@pytest.mark.parametrize(
    ("scope", "limits"),
    [
        (replace(NARROW, lowest=1), ["level"]),
        (replace(NARROW, branches=()), ["field"]),
        (replace(NARROW, branches=(Branch(f"{ISCED_F}04", "business"),)), ["field"]),
        (replace(NARROW, ends=None), ["period"]),
        (replace(NARROW, passes_on=1), ["passing on"]),
        (replace(NARROW, verb="teach"), ["verb"]),
    ],
    ids=["level", "every field", "another field", "end", "passing on", "kind"],
)
def test_a_right_that_passes_on_more_than_is_held_is_refused_and_logged(
    net: Network, scope: Scope, limits: list[str]
) -> None:
    with pytest.raises(MoreThanHeld):
        net.give(net.body, net.college.public_id, scope, net.first)
    _refused_once(net, MoreThanHeld.code, limits)


@pytest.mark.parametrize(
    ("rests_on", "error"),
    [("", NotAccreditor), ("AAAAAAAAAAAAAAAAAAAAAA", RightUnknown)],
    ids=["its own word", "a right that is not its own"],
)
def test_who_holds_nothing_gives_nothing_and_the_attempt_is_logged(
    net: Network, rests_on: str, error: type[MicrocredError]
) -> None:
    with pytest.raises(error):
        net.give(net.body, net.college.public_id, NARROW, rests_on)
    _refused_once(net, error.code, [])


def _refused_once(net: Network, code: str, limits: list[str]) -> None:
    assert Right.objects.count() == 1
    [entry] = Entry.objects.filter(kind="network.RightNotGiven")
    told = json.loads(entry.body)
    assert (entry.actor, entry.institution) == (net.ida.pk, by_public_id(net.body).pk)
    assert (told["holder"], told["reason"], told["limits"]) == (net.college.public_id, code, limits)
    journal.seal()
    assert verify_chain().problem == ""
    assert history(by_public_id(net.body).pk)[0].kind == "network.RightNotGiven"


def expired(net: Network, own: Right) -> None:
    Right.objects.filter(pk=own.pk).update(ends=NOW - timedelta(hours=1), starts=NOW - DAY)


def to_come(net: Network, own: Right) -> None:
    Right.objects.filter(pk=own.pk).update(starts=NOW + DAY)


def in_a_circle(net: Network, own: Right) -> None:
    """Each rests on the other: as a registry could publish them, since no form makes such."""
    Right.objects.filter(public_id=net.first).update(
        rests_on=own.address, giver_did=own.holder_did, passes_on=5
    )
    Right.objects.filter(pk=own.pk).update(passes_on=4)
    Right.objects.filter(public_id=net.first).update(starts=NOW - DAY, ends=NOW + 900 * DAY)
    Right.objects.filter(pk=own.pk).update(
        starts=NOW - DAY, lowest=3, highest=6, passes_on=4, branches=[[f"{ISCED_F}00", "generic"]]
    )


def widened(net: Network, own: Right) -> None:
    """More than was held above it: as a registry could publish it."""
    Right.objects.filter(pk=own.pk).update(lowest=1)


def anothers(net: Network, own: Right) -> None:
    """It rests on a right that its giver does not hold."""
    Right.objects.filter(pk=own.pk).update(giver_did=by_public_id(net.college.public_id).did)


def without_accreditor(net: Network, own: Right) -> None:
    Anchor.objects.all().delete()


def withdrawn(net: Network, own: Right) -> None:
    services.withdraw(actor=net.ida, public_id=net.first, reason="The audit was not passed.", now=NOW)


REASONS: dict[str, Callable[[Network, Right], None]] = {
    "expired": expired,
    "not yet valid": to_come,
    "more than held": widened,
    "not the giver's": anothers,
    "no anchor": without_accreditor,
    "withdrawn": withdrawn,
    "cycle": in_a_circle,
}


def by_form(net: Network) -> None:
    with pytest.raises(OutsideScope):
        awards.award_one(
            actor=net.college.owner,
            achievement=net.design,
            values=PERSON,
            identity=Identity(),
            now=datetime.now(UTC),
        )


def by_sheet(net: Network) -> None:
    batch = awards.award_many(
        actor=net.college.owner,
        achievement=net.design,
        file_name="results.csv",
        data=b"name,email\nAda Lind,ada@people.example\n",
        now=datetime.now(UTC),
    )
    with pytest.raises(OutsideScope):
        awards.release(actor=net.college.owner, public_id=batch, now=datetime.now(UTC))


def by_program(net: Network) -> None:
    answer = net.college.program().post("/awards", {"micro_credential": net.design, **PERSON})
    assert (answer.status_code, answer.data["code"]) == (422, OutsideScope.code)


@pytest.mark.parametrize("way", [by_form, by_sheet, by_program])
@pytest.mark.parametrize("reason", REASONS)
def test_an_award_under_a_right_that_does_not_hold_is_refused_and_logged_with_the_reason(
    net: Network, reason: str, way: Callable[[Network], None]
) -> None:
    REASONS[reason](net, net.passed_on())
    way(net)
    assert not Award.objects.exists()
    told = json.loads(Entry.objects.get(kind="network.AwardRefused").body)
    assert (told["reason"], told["achievement"]) == (reason, net.design)
