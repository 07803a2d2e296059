"""Giving rights, passing them on, withdrawing them, and the log that tells what was before."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256

import pytest
from tests import house

from microcred import vc
from microcred.platform.accounts.models import Account
from microcred.platform.awards import services as awards
from microcred.platform.awards.addresses import achievement_address
from microcred.platform.awards.identity import Identity
from microcred.platform.credentials.errors import ReasonMissing
from microcred.platform.credentials.services import stored_form
from microcred.platform.institutions.access import NotAllowed, NotFound, by_public_id
from microcred.platform.institutions.queries import controller_document
from microcred.platform.network import queries, services, signing
from microcred.platform.network.errors import (
    MoreThanHeld,
    NotAccreditor,
    OutsideScope,
    RightOver,
    RightRefused,
    RightUnknown,
)
from microcred.platform.network.models import LogHead
from microcred.platform.network.queries.registry import log_heads, log_proof, withdrawal_bytes
from microcred.platform.network.scope import Branch, Scope, Subject, tokens, trees
from microcred.platform.network.scope.branches import ISCED_F
from microcred.vc.jwt.compact import read_compact

NOW = datetime(2026, 5, 14, 9, 30, tzinfo=UTC)
DAY = timedelta(days=1)
SKILLS = Branch(f"{ISCED_F}00", "generic programmes")
WIDE = Scope("certify", NOW, NOW + 900 * DAY, (SKILLS,), 3, 6, passes_on=1)
NARROW = replace(WIDE, lowest=5, highest=5, passes_on=0)
SUBJECT = Subject(field=f"{ISCED_F}0031", level=5)

pytestmark = pytest.mark.django_db


@dataclass
class Net:
    """An accreditor, a body with the right to pass on, and a college."""

    ida: Account
    accreditor: str
    body: str
    college: str

    def did(self, public_id: str) -> str:
        return by_public_id(public_id).did


@pytest.fixture
def net() -> Net:
    ida = house.person()
    made = Net(ida, *(house.institution(ida, name) for name in ("Anchor", "Body", "College")))
    services.list_accreditor(actor=None, did=made.did(made.accreditor), name="Anchor", now=NOW)
    return made


def give(net: Net, giver: str, holder: str, scope: Scope, rests_on: str = "", at: datetime = NOW) -> str:
    return services.give(actor=net.ida, giver=giver, holder=holder, scope=scope, rests_on=rests_on, now=at)


def test_a_right_is_a_signed_credential_and_leads_to_the_accreditor(net: Net) -> None:
    first = give(net, net.accreditor, net.body, WIDE)
    give(net, net.body, net.college, NARROW, first)
    report = vc.examine(
        stored_form(first).body, at=NOW, resolver=vc.StaticResolver({net.did(net.accreditor): _document(net)})
    )
    assert report.signed is not None
    found = queries.standing(net.did(net.college), SUBJECT, NOW + DAY)
    assert (found.outcome, [link.giver for link in found.links]) == ("passed", ["Body", "Anchor"])


def _document(net: Net) -> dict[str, object]:
    return controller_document(net.did(net.accreditor)) or {}


@pytest.mark.parametrize(
    ("scope", "error"),
    [
        (replace(NARROW, lowest=1), MoreThanHeld),
        (replace(NARROW, branches=()), MoreThanHeld),
        (replace(NARROW, ends=None), MoreThanHeld),
        (replace(NARROW, passes_on=1), MoreThanHeld),
        (replace(NARROW, verb="teach"), MoreThanHeld),
        (replace(NARROW, starts=NOW - 9 * DAY, ends=NOW - DAY), RightRefused),
    ],
)
def test_nobody_passes_on_more_than_is_held(net: Net, scope: Scope, error: type[Exception]) -> None:
    first = give(net, net.accreditor, net.body, WIDE)
    with pytest.raises(error):
        give(net, net.body, net.college, scope, first)


def test_who_may_not_give_is_refused(net: Net) -> None:
    first = give(net, net.accreditor, net.body, WIDE)
    with pytest.raises(NotAccreditor):
        give(net, net.body, net.college, NARROW)
    with pytest.raises(RightUnknown):
        give(net, net.college, net.body, NARROW, first)
    with pytest.raises(RightRefused):
        give(net, net.accreditor, net.accreditor, WIDE)
    with pytest.raises(NotAllowed):
        services.give(
            actor=house.member(net.accreditor, "Vic Reader", "viewer"),
            giver=net.accreditor,
            holder=net.body,
            scope=WIDE,
            now=NOW,
        )
    with pytest.raises(NotFound):
        services.withdraw(actor=house.person("Un Known"), public_id=first, reason="no", now=NOW)


def test_a_withdrawn_right_is_passed_on_no_more_and_ends_those_that_rest_on_it(net: Net) -> None:
    first = give(net, net.accreditor, net.body, WIDE)
    give(net, net.body, net.college, NARROW, first)
    with pytest.raises(ReasonMissing):
        services.withdraw(actor=net.ida, public_id=first, reason=" ", now=NOW + DAY)
    assert queries.right(first, NOW + DAY).state == "active"
    services.withdraw(actor=net.ida, public_id=first, reason="The audit was failed.", now=NOW + DAY)
    assert vc.examine(withdrawal_bytes(first), at=NOW + DAY).check is not None
    assert queries.standing(net.did(net.college), SUBJECT, NOW + 2 * DAY).reason == "withdrawn"
    with pytest.raises(NotAccreditor):
        give(net, net.body, net.college, replace(NARROW, starts=NOW + 2 * DAY), first, NOW + 2 * DAY)
    with pytest.raises(RightOver):
        services.withdraw(actor=net.ida, public_id=first, reason="Again.", now=NOW + 2 * DAY)


def award(net: Net, achievement: str, at: datetime, email: str = "ida@learners.example") -> str:
    return awards.award_one(
        actor=net.ida,
        achievement=achievement,
        values={"name": "Ida Storm", "email": email},
        identity=Identity(),
        now=at,
    )


def test_an_award_outside_the_scope_is_refused_with_the_reason(net: Net) -> None:
    achievement = house.published(net.ida, net.college, requires_accreditation=True)
    with pytest.raises(OutsideScope):
        award(net, achievement, NOW)
    give(net, net.accreditor, net.college, replace(WIDE, lowest=6, highest=6))
    with pytest.raises(OutsideScope) as refused:
        award(net, achievement, NOW)
    assert "EQF level" in str(refused.value)
    give(net, net.accreditor, net.college, replace(WIDE, ends=NOW + 10 * DAY))
    assert award(net, achievement, NOW)
    with pytest.raises(OutsideScope):
        award(net, achievement, NOW + 10 * DAY, "late@learners.example")


def test_a_sheet_is_refused_as_one_award_is(net: Net) -> None:
    achievement = house.published(net.ida, net.college, requires_accreditation=True)
    batch = awards.award_many(
        actor=net.ida,
        achievement=achievement,
        file_name="results.csv",
        data=b"Name,Email\nIda Storm,ida@learners.example\n",
        now=NOW,
    )
    with pytest.raises(OutsideScope):
        awards.release(actor=net.ida, public_id=batch, now=NOW)
    right = give(net, net.accreditor, net.college, WIDE)
    awards.release(actor=net.ida, public_id=batch, now=NOW)
    services.withdraw(actor=net.ida, public_id=right, reason="The audit was failed.", now=NOW + DAY)
    with pytest.raises(OutsideScope):
        awards.release_now(batch, NOW + DAY)


def test_an_award_counts_as_earlier_only_if_its_hash_stood_in_a_signed_log(net: Net) -> None:
    achievement = house.published(net.ida, net.college, requires_accreditation=True)
    right = give(net, net.accreditor, net.college, WIDE)
    before = sha256(stored_form(award(net, achievement, NOW)).body).hexdigest()
    services.withdraw(actor=net.ida, public_id=right, reason="The audit was failed.", now=NOW + DAY)
    late = house.published(net.ida, net.college, name="Made up later")
    dated_back = sha256(stored_form(award(net, late, NOW, "back@learners.example")).body).hexdigest()
    services.sign_log(NOW + 2 * DAY)

    def stands(digest: str) -> tuple[str, str]:
        found = queries.standing(net.did(net.college), SUBJECT, NOW, logged_at=queries.logged(digest))
        return found.outcome, found.reason

    assert stands(before) == ("passed", "withdrawn later")
    assert stands(dated_back) == ("undecided", "before withdrawal unproven")
    assert stands("00" * 32) == ("undecided", "before withdrawal unproven")
    services_proof = log_proof(before)
    assert services_proof is not None
    head = read_compact(services_proof["head"]).payload
    assert trees.stands_in(before, services_proof["path"], head["root"])


def test_an_award_of_the_moment_before_a_withdrawal_is_in_the_log_that_the_statement_names(net: Net) -> None:
    achievement = house.published(net.ida, net.college, requires_accreditation=True)
    right = give(net, net.accreditor, net.college, WIDE)
    digest = sha256(stored_form(award(net, achievement, NOW)).body).hexdigest()
    services.sign_log(NOW + DAY)
    services.withdraw(actor=net.ida, public_id=right, reason="The audit was failed.", now=NOW + 2 * DAY)
    found = queries.standing(net.did(net.college), SUBJECT, NOW, logged_at=queries.logged(digest))
    assert (found.outcome, found.reason) == ("passed", "withdrawn later")
    assert found.withdrawn_at == NOW + 2 * DAY
    head = LogHead.objects.get()
    assert head.hash.encode() in withdrawal_bytes(right)


def test_heads_of_the_log_name_the_one_before_and_are_signed(net: Net) -> None:
    achievement = house.published(net.ida, net.college)
    for n in range(3):
        award(net, achievement, NOW, f"a{n}@learners.example")
        assert services.sign_log(NOW + n * DAY) == 1
        assert services.sign_log(NOW + n * DAY) == 0
    keys, last = signing.keys(NOW), ""
    for token in log_heads():
        claims = tokens.checked(token, keys, tokens.LOG_HEAD, now=0)
        assert claims["previous"] == last
        last = sha256(token.encode()).hexdigest()


def test_what_would_break_and_who_could_certify(net: Net) -> None:
    first = give(net, net.accreditor, net.body, WIDE)
    second = give(net, net.body, net.college, NARROW, first)
    found = queries.breaking(first, NOW)
    assert [one.public_id for one in found.rights] == [second]
    assert set(found.left_without) == {"Body", "College"}
    assert [one.holder for one in queries.who_could(SUBJECT, NOW)] == ["Body", "College"]
    assert [one.holder for one in queries.who_could(replace(SUBJECT, level=4), NOW)] == ["Body"]


def test_the_map_goes_outwards_from_one_institution(net: Net) -> None:
    first = give(net, net.accreditor, net.body, WIDE)
    give(net, net.body, net.college, NARROW, first)
    found = queries.network_map(net.body, NOW)
    assert [one.name for one in found.accreditors] == ["Anchor"]
    assert [one.name for one in found.accredited] == ["College"]
    assert found.fields == {"certify": 1}
    services.withdraw(actor=net.ida, public_id=first, reason="The audit was failed.", now=NOW + DAY)
    after = queries.network_map(net.body, NOW + DAY)
    assert (after.fields, after.withdrawn) == ({}, 1)
    assert queries.network_map(net.body, NOW, verb="teach").accreditors == ()


def test_the_educators_statement_is_carried_and_checked_inside_the_certifiers_credential(net: Net) -> None:
    achievement = house.published(net.ida, net.body, requires_accreditation=True)
    for part in ("teach", "assess"):
        services.educator_statement(
            actor=net.ida,
            institution=net.college,
            achievement=achievement_address(achievement),
            title="Presenting to an audience",
            now=NOW,
            part=part,
        )
    give(net, net.accreditor, net.body, WIDE)
    body = stored_form(award(net, achievement, NOW)).body
    resolver = vc.StaticResolver(
        {net.did(one): controller_document(net.did(one)) or {} for one in (net.body, net.college)}
    )
    report = vc.examine(body, at=NOW, resolver=resolver)
    assert report.signed is not None
    assert len(report.inside) == 2
    for inside in report.inside:
        assert inside.signed is not None
        assert inside.signed.issuer == net.did(net.college)
    found = queries.by_what_right(report.signed.document, body)
    assert found is not None
    assert found.outcome == "passed"
