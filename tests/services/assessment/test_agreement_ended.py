"""Who teaches for another's micro-credential: named and begun under an agreement, finished without one."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone
from tests import assessing, house
from tests.assessing import GOOD

from microcred.platform.assessment import services
from microcred.platform.assessment.errors import NotAgreed, NotTaughtHere, ResultsRefused
from microcred.platform.assessment.models import Cohort, MethodRecord, Submission
from microcred.platform.awards.models import Award
from microcred.platform.catalogue import services as catalogue
from microcred.platform.catalogue.offered import OfferingTerms
from microcred.platform.enrolments import services as enrolments
from microcred.platform.journal.models import Entry
from microcred.platform.network import queries as network
from microcred.platform.network import services as rights

pytestmark = pytest.mark.django_db
HEAD = "Name,Email,One message,Voice\n"


def sheet(*names: str) -> bytes:
    rows = (f"{name},{name.lower()}@people.example,Fully,Fully\n" for name in names)
    return (HEAD + "".join(rows)).encode()


def end(made: assessing.Scene, now: datetime) -> None:
    [agreement] = network.agreements(made.owner, made.certifier, now)
    rights.end(actor=made.owner, institution=made.certifier, public_id=agreement.public_id, now=now)


def begin(made: assessing.Scene, now: datetime) -> str:
    return services.begin_cohort(
        actor=made.teacher, educator=made.educator, method=made.method, name="Spring", now=now
    )


def enrolled(made: assessing.Scene, now: datetime, *names: str) -> None:
    """These have a place in an offering of the educator."""
    day = timezone.localdate(now)
    author = house.member(made.educator, "Aud Author", "author")
    offering = catalogue.draft_offering(
        actor=author,
        institution=made.educator,
        achievement=made.achievement,
        terms=OfferingTerms.read({"starts_on": day, "ends_on": day + timedelta(60)}),
        now=now,
    )
    catalogue.publish_offering(actor=author, public_id=offering, now=now)
    for name in names:
        enrolments.enrol(actor=house.person(name), offering=offering, now=now)


def refusals() -> list[str]:
    return [
        str(one.body)
        for one in Entry.objects.filter(kind="assessment.StepRefused")
        if "not-agreed" in one.body
    ]


def set_method(made: assessing.Scene, now: datetime, educator: str, **changes: Any) -> str:
    return services.set_method(
        actor=made.owner,
        institution=made.certifier,
        achievement=made.achievement,
        method=assessing.method(**changes),
        now=now,
        educator=educator,
    )


def test_only_who_has_an_agreement_is_named_as_who_teaches(now: datetime) -> None:
    made = assessing.scene()
    with pytest.raises(NotAgreed, match="has no agreement with Alder College"):
        set_method(made, now, made.educator)
    assert MethodRecord.objects.get().educator is None
    [told] = refusals()
    assert made.achievement in told and "set-method" in told


def test_who_was_named_stays_named_after_the_end_and_nobody_else_is(now: datetime) -> None:
    made = assessing.scene(educated=True)
    end(made, now)
    later = now + timedelta(days=1)
    set_method(made, later, made.educator, pass_points=12)
    assert MethodRecord.objects.get().content["pass_points"] == 12
    set_method(made, later, "")
    with pytest.raises(NotAgreed, match="ended on 14 May 2026"):
        set_method(made, later, made.educator)


def test_nobody_begins_a_cohort_after_the_end_and_the_log_says_who_tried(now: datetime) -> None:
    made = assessing.scene(educated=True)
    end(made, now)
    with pytest.raises(NotAgreed, match="ended on 14 May 2026"):
        begin(made, now + timedelta(days=1))
    assert not Cohort.objects.exists()
    [told] = refusals()
    assert made.method in told and "begin-cohort" in told
    assert Entry.objects.get(kind="assessment.StepRefused").actor == made.teacher.pk


def test_a_cohort_that_had_begun_is_marked_and_certified_after_the_end(now: datetime) -> None:
    made = assessing.scene(educated=True)
    cohort = begin(made, now)
    end(made, now + timedelta(days=1))
    later = now + timedelta(days=2)
    services.take_results(actor=made.teacher, cohort=cohort, data=sheet("Ann", "Ben"), now=later)
    assert certified(made, cohort, later) == 2


def test_after_the_end_a_cohort_begins_for_who_is_enrolled_and_for_nobody_else(now: datetime) -> None:
    made = assessing.scene(educated=True)
    enrolled(made, now, "Ann", "Ben")
    end(made, now + timedelta(days=1))
    later = now + timedelta(days=2)
    cohort = begin(made, later)
    asked = services.check_results(
        actor=made.teacher, cohort=cohort, data=sheet("Ann", "Stranger"), now=later
    )
    assert [[one.code for one in line.problems] for line in asked] == [[], [NotTaughtHere.code]]
    with pytest.raises(ResultsRefused, match="stranger"):
        services.take_results(actor=made.teacher, cohort=cohort, data=sheet("Ann", "Stranger"), now=later)
    assert not Submission.objects.exists()
    services.take_results(actor=made.teacher, cohort=cohort, data=sheet("Ann", "Ben"), now=later)
    assert certified(made, cohort, later) == Award.objects.count() == 2


def certified(made: assessing.Scene, cohort: str, now: datetime) -> int:
    services.hand_over(actor=made.teacher, cohort=cohort, now=now)
    for one in services.draw_sample(actor=made.certifiers[0], cohort=cohort, now=now):
        services.mark(actor=made.assessors[0], submission=one, marks=GOOD, now=now)
    return services.decide_cohort(
        actor=made.certifiers[0], cohort=cohort, outcome="released", reason="They agree.", now=now
    )
