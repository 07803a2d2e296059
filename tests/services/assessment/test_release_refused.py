"""A cohort whose release is refused: nobody is awarded, nothing is lost, and the person reads why."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.test import Client
from tests import assessing, house
from tests.assessing import GOOD

from microcred.platform.assessment import services
from microcred.platform.assessment.models import Cohort, Decision, Submission
from microcred.platform.awards import services as awards
from microcred.platform.awards.models import Award
from microcred.platform.institutions.access import by_public_id
from microcred.platform.journal.models import Entry
from microcred.platform.journal.queries import verify_chain
from microcred.platform.network import services as network
from microcred.platform.network.errors import OutsideScope
from microcred.platform.network.scope import Scope

pytestmark = pytest.mark.django_db
ROWS = "".join(f"Person {n},p{n}@people.example,Fully,Fully\n" for n in range(6))
SHEET = f"Name,Email,One message,Voice\n{ROWS}Short,short@people.example,Not shown,Fully\n".encode()


def ready(made: assessing.Scene, now: datetime, sheet: bytes = SHEET) -> str:
    """A cohort that is drawn and marked again: only the decision is missing."""
    cohort = services.begin_cohort(
        actor=made.teacher, educator=made.educator, method=made.method, name="Spring", now=now
    )
    services.take_results(actor=made.teacher, cohort=cohort, data=sheet, now=now)
    services.hand_over(actor=made.teacher, cohort=cohort, now=now)
    for one in services.draw_sample(actor=made.certifiers[0], cohort=cohort, now=now):
        marks = Submission.objects.get(public_id=one).markings.get().marks
        services.mark(actor=made.assessors[0], submission=one, marks=marks, now=now)
    return cohort


def release(made: assessing.Scene, cohort: str, now: datetime) -> int:
    return services.decide_cohort(
        actor=made.certifiers[0], cohort=cohort, outcome="released", reason="They agree.", now=now
    )


def accredit(made: assessing.Scene, now: datetime) -> None:
    head = house.person("Ada Anchor")
    anchor = house.institution(head, "Anchor")
    network.list_accreditor(actor=None, did=by_public_id(anchor).did, name="Anchor", now=now)
    scope = Scope("certify", now, now + timedelta(days=900), (), 1, 8)
    network.give(actor=head, giver=anchor, holder=made.certifier, scope=scope, now=now)


def test_without_the_right_nobody_of_the_cohort_is_awarded_and_it_waits_as_it_was(now: datetime) -> None:
    made = assessing.scene(educated=True, accredited=True)
    cohort = ready(made, now)
    with pytest.raises(OutsideScope):
        release(made, cohort, now)
    kept = Cohort.objects.get()
    assert (kept.state, kept.decided_by, kept.reason) == ("drawn", None, "")
    assert set(Submission.objects.values_list("stage", "award")) == {("to_decide", "")}
    assert not Decision.objects.exists() and not Award.objects.exists()
    told = Entry.objects.get(kind="network.AwardRefused")
    assert (told.actor, made.achievement in told.body) == (made.certifiers[0].pk, True)
    assert verify_chain().problem == ""
    accredit(made, now)
    assert release(made, cohort, now) == Award.objects.count() == 6
    assert Decision.objects.count() == 7


def test_the_page_says_why_and_the_cohort_is_still_to_be_decided(client: Client, now: datetime) -> None:
    made = assessing.scene(educated=True, accredited=True)
    cohort = ready(made, now)
    client.force_login(made.certifiers[0])
    page = f"/o/{made.certifier}/cohorts/{cohort}"
    sent = {"what": "decide", "outcome": "released", "reason": "They agree."}
    shown = client.post(f"{page}/step", sent, follow=True).content.decode()
    assert "asks for a right to certify, and none of the institution covers it" in shown
    assert "Decide on the cohort" in shown


def test_who_holds_it_already_does_not_hold_up_the_others(client: Client, now: datetime) -> None:
    made = assessing.scene(educated=True)
    first = ready(made, now, SHEET.splitlines(keepends=True)[0] + SHEET.splitlines(keepends=True)[1])
    assert release(made, first, now) == 1
    [held] = Award.objects.values_list("pk", flat=True)
    cohort = ready(made, now)
    client.force_login(made.certifiers[0])
    sent = {"what": "decide", "outcome": "released", "reason": "They agree."}
    shown = client.post(f"/o/{made.certifier}/cohorts/{cohort}/step", sent, follow=True).content.decode()
    assert "5 awards were made. 1 person held it already." in shown
    assert Award.objects.count() == 6
    again = Submission.objects.get(cohort__public_id=cohort, email="p0@people.example")
    assert (again.stage, again.award) == ("passed", held)
    assert again.decisions.get().outcome == "passed"


def test_who_lost_it_since_is_awarded_again(now: datetime) -> None:
    made = assessing.scene(educated=True)
    one = b"".join(SHEET.splitlines(keepends=True)[:2])
    release(made, ready(made, now, one), now)
    award = Award.objects.get().pk
    awards.revoke(
        actor=made.owner, institution=made.certifier, public_ids=[award], reason="An error.", now=now
    )
    assert release(made, ready(made, now, one), now) == 1


def test_a_certifier_that_teaches_itself_certifies_its_cohort_by_sample(now: datetime) -> None:
    made = assessing.scene()
    teacher = house.member(made.certifier, "Tom Teach", "assessor", "certifier")
    cohort = services.begin_cohort(
        actor=teacher, educator=made.certifier, method=made.method, name="Own", now=now
    )
    services.take_results(actor=teacher, cohort=cohort, data=SHEET, now=now)
    services.hand_over(actor=teacher, cohort=cohort, now=now)
    for one in services.draw_sample(actor=made.certifiers[0], cohort=cohort, now=now):
        services.mark(actor=made.assessors[0], submission=one, marks=GOOD, now=now)
    assert release(made, cohort, now) >= 6
