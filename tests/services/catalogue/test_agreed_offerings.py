"""Who teaches leads to what another certifies only while an agreement of both covers it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from tests import house
from tests.services.catalogue.test_offerings import terms

from microcred.platform.accounts.models import Account
from microcred.platform.catalogue import finding, queries, services
from microcred.platform.catalogue.errors import NotAgreed
from microcred.platform.config import subscriptions
from microcred.platform.enrolments import queries as enrolled
from microcred.platform.enrolments import services as enrolments
from microcred.platform.enrolments.errors import AgreementEnded
from microcred.platform.institutions.access import by_public_id
from microcred.platform.journal import queries as journal
from microcred.platform.network import services as network
from microcred.platform.network.events import AgreementStep
from microcred.platform.network.scope import Branch
from microcred.platform.network.scope.branches import ISCED_F

NOW = datetime(2026, 2, 2, 8, tzinfo=UTC)
DAY = timedelta(days=1)
pytestmark = pytest.mark.django_db


@dataclass
class Pair:
    """A school that teaches, and an office that certifies."""

    teacher: Account
    school: str
    certifier: Account
    office: str
    achievement: str

    @classmethod
    def made(cls) -> Pair:
        teacher, certifier = house.person("Ida Storm"), house.person("Ove Lind")
        school = house.institution(teacher, "Reed School")
        office = house.institution(certifier, "Assay Office")
        return cls(teacher, school, certifier, office, house.published(certifier, office))

    def agree(self, **more: Any) -> str:
        return house.agreed(self.certifier, self.office, self.teacher, self.school, **more)

    def draft(self, **changes: Any) -> str:
        return services.draft_offering(
            actor=self.teacher,
            institution=self.school,
            achievement=self.achievement,
            terms=terms(**changes),
            now=NOW,
        )

    def publish(self, **changes: Any) -> str:
        made = self.draft(**changes)
        services.publish_offering(actor=self.teacher, public_id=made, now=NOW)
        return made

    def end(self, agreement: str, now: datetime) -> None:
        network.end(actor=self.certifier, institution=self.office, public_id=agreement, now=now)

    def heard(self, at: datetime) -> None:
        """What the journal tells after a step of their agreement."""
        pair = by_public_id(self.office).pk, by_public_id(self.school).pk
        services.hear_agreement_step(AgreementStep("x", "ended", *pair, at, None), now=at)


@pytest.fixture
def pair() -> Pair:
    return Pair.made()


def _proposed(pair: Pair) -> None:
    network.propose(
        actor=pair.certifier,
        institution=pair.office,
        partner=pair.school,
        kind="award",
        starts=house.FOUNDED,
        now=house.FOUNDED,
    )


def _declined(pair: Pair) -> None:
    made = network.propose(
        actor=pair.certifier,
        institution=pair.office,
        partner=pair.school,
        kind="award",
        starts=house.FOUNDED,
        now=house.FOUNDED,
    )
    network.decline(actor=pair.teacher, institution=pair.school, public_id=made, now=house.FOUNDED)


def _ended(pair: Pair) -> None:
    made = pair.agree()
    network.end(actor=pair.teacher, institution=pair.school, public_id=made, now=NOW - DAY)


NONE = "Assay Office has no agreement with Reed School to certify what it teaches."
CASES: dict[str, tuple[Callable[[Pair], object], str]] = {
    "there is none": (lambda pair: None, NONE),
    "it was only proposed": (_proposed, NONE),
    "it was declined": (_declined, NONE),
    "it is about recognising": (lambda pair: pair.agree(kind="recognise"), NONE),
    "it goes the other way": (
        lambda pair: house.agreed(pair.teacher, pair.school, pair.certifier, pair.office),
        NONE,
    ),
    "it ended": (_ended, "ended on 1 February 2026"),
    "it has not begun": (lambda pair: pair.agree(starts=NOW + DAY), "only from 3 February 2026 on"),
    "its levels are others": (
        lambda pair: pair.agree(lowest=6, highest=8),
        "does not cover this: the EQF level",
    ),
    "its fields are others": (
        lambda pair: pair.agree(branches=[Branch(f"{ISCED_F}0411", "accounting")]),
        "does not cover this: the field or skills",
    ),
}


@pytest.mark.parametrize(("agree", "said"), CASES.values(), ids=CASES)
def test_without_an_agreement_that_covers_it_nothing_is_offered(
    pair: Pair, agree: Callable[[Pair], object], said: str
) -> None:
    agree(pair)
    with pytest.raises(NotAgreed, match=said):
        pair.draft()
    assert queries.offerings_of(pair.teacher, pair.school) == []
    told = [one.kind for one in journal.history(by_public_id(pair.school).pk)]
    assert told.count("catalogue.OfferingRefused") == 1


COVERING: dict[str, dict[str, Any]] = {
    "everything": {},
    "its level": {"lowest": 4, "highest": 5},
    "its field of education": {"branches": [Branch(f"{ISCED_F}003", "personal skills")]},
    "until it ends": {"ends": NOW + DAY},
}


def test_a_draft_is_kept_and_corrected_but_not_published_once_the_agreement_ended(pair: Pair) -> None:
    agreement = pair.agree()
    made = pair.draft()
    pair.end(agreement, NOW + DAY)
    later = NOW + 2 * DAY
    with pytest.raises(NotAgreed, match="ended on 3 February 2026"):
        services.publish_offering(actor=pair.teacher, public_id=made, now=later)
    told = [one.kind for one in journal.history(by_public_id(pair.school).pk)]
    assert told.count("catalogue.OfferingRefused") == 1
    services.edit_offering(actor=pair.teacher, public_id=made, terms=terms(place="Room 5"), now=later)
    [kept] = queries.offerings_of(pair.teacher, pair.school)
    assert (kept.state, kept.place) == ("draft", "Room 5")
    pair.agree(starts=later)
    services.publish_offering(actor=pair.teacher, public_id=made, now=later)


@pytest.mark.parametrize("agreement", COVERING.values(), ids=COVERING)
def test_an_agreement_that_covers_it_lets_it_be_offered(pair: Pair, agreement: dict[str, Any]) -> None:
    pair.agree(**agreement)
    made = pair.publish()
    assert [one.public_id for one in queries.offerings(open_at=NOW)] == [made]


def test_the_form_says_what_is_missing_and_where_to_get_it(client: Client, pair: Pair) -> None:
    client.force_login(pair.teacher)
    day = timezone.localdate()
    given = {
        "achievement": "elsewhere",
        "elsewhere": f"/m/{pair.achievement}",
        "kind": "assessed",
        "language": "en",
        "mode": "online",
        "currency": "EUR",
        "starts_on": day,
        "ends_on": day + DAY,
    }
    page = client.post(f"/o/{pair.school}/offerings/new", given).content.decode()
    assert NONE in page and "Ask it to propose an agreement" in page


def test_once_it_ended_nobody_finds_it_and_nobody_new_enrols_and_who_is_enrolled_goes_on(
    client: Client, pair: Pair
) -> None:
    agreement = pair.agree(ends=NOW + 3 * DAY)
    made = pair.publish(price="0")
    ann, ben = house.person("Ann"), house.person("Ben")
    running = enrolments.enrol(actor=ann, offering=made, now=NOW)
    assert _found(NOW) == [made] and _found(NOW + 4 * DAY) == []
    assert queries.offerings(open_at=NOW + 4 * DAY) == []
    with pytest.raises(AgreementEnded, match="ended on 5 February 2026"):
        enrolments.enrol(actor=ben, offering=made, now=NOW + 3 * DAY)
    network.end(actor=pair.certifier, institution=pair.office, public_id=agreement, now=NOW + DAY)
    pair.heard(NOW + DAY)
    assert _found(NOW + DAY) == []
    page = client.get(f"/find/{made}").content.decode()
    assert "/enrolments/in/" not in page
    later = NOW + 2 * DAY
    services.edit_offering(actor=pair.teacher, public_id=made, terms=terms(place="Room 5"), now=later)
    shown = client.get(f"/find/{made}").content.decode()
    assert "Room 5" in shown, "who is enrolled is told of a change"
    assert _found(later) == []
    assert [one.state for one in enrolled.enrolments(pair.teacher, made)] == ["enrolled"]
    enrolments.withdraw(actor=ann, public_id=running, now=later)
    services.close_offering(actor=pair.teacher, public_id=made, now=later)


def test_the_page_says_why_nobody_can_enrol(client: Client, pair: Pair) -> None:
    day = timezone.localdate()
    agreement = pair.agree()
    made = pair.publish(starts_on=day, ends_on=day + 9 * DAY, apply_by=None)
    assert "/enrolments/in/" in client.get(f"/find/{made}").content.decode()
    network.end(actor=pair.certifier, institution=pair.office, public_id=agreement, now=timezone.now())
    page = client.get(f"/find/{made}").content.decode()
    assert "The agreement by which Assay Office certified what Reed School teaches ended on" in page
    assert "/enrolments/in/" not in page
    client.force_login(pair.teacher)
    assert "nobody new can enrol" in client.get(f"/o/{pair.school}/offerings/{made}").content.decode()


def test_a_renewed_agreement_opens_it_again(pair: Pair) -> None:
    pair.agree(ends=NOW + DAY)
    made = pair.publish()
    assert _found(NOW + 2 * DAY) == []
    pair.agree(starts=NOW + 2 * DAY)
    pair.heard(NOW + DAY)
    assert [_found(NOW + n * DAY) for n in range(3)] == [[made], [], [made]]


def test_steps_of_agreements_are_heard() -> None:
    heard = "microcred.platform.catalogue.services.hear_agreement_step"
    assert heard in subscriptions.EVENTS["network.AgreementStep"]


def test_what_one_certifies_itself_needs_no_agreement(pair: Pair) -> None:
    made = services.draft_offering(
        actor=pair.certifier, institution=pair.office, achievement=pair.achievement, terms=terms(), now=NOW
    )
    assert (queries.offerings_of(pair.certifier, pair.office)[0]).public_id == made


def _found(at: datetime) -> list[str]:
    items = [one for one in finding.find(now=at).items if one > 0]
    return [one.public_id for one in queries.offerings_by_id(items).values()]


def test_the_last_day_to_apply_is_open_to_its_end() -> None:
    owner = house.person("Eva Last")
    at = house.institution(owner)
    made = services.draft_offering(
        actor=owner, institution=at, achievement=house.published(owner, at), terms=terms(), now=NOW
    )
    services.publish_offering(actor=owner, public_id=made, now=NOW)
    assert terms().apply_by == date(2026, 2, 20)
    moments = (datetime(2026, 2, 20, 20, tzinfo=UTC), datetime(2026, 2, 21, 2, tzinfo=UTC))
    assert [_found(one) for one in moments] == [[made], []]
