"""The educator's sheet on the page: checked row by row, taken afterwards; what is refused is logged."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests import assessing
from tests.assessing import GOOD, WORK

from microcred.errors import MicrocredError
from microcred.platform.assessment import services
from microcred.platform.assessment.models import Marking, Submission
from microcred.platform.assessment.services import Handed
from microcred.platform.journal.models import Entry

pytestmark = pytest.mark.django_db
HEADERS = "Name,Email,One message,Voice\n"


def begun(now: datetime) -> tuple[assessing.Scene, str]:
    made = assessing.scene(educated=True)
    cohort = services.begin_cohort(
        actor=made.teacher, educator=made.educator, method=made.method, name="Spring", now=now
    )
    return made, cohort


def test_a_sheet_is_checked_row_by_row_before_anything_is_written(now: datetime) -> None:
    made, cohort = begun(now)
    client = Client()
    client.force_login(made.teacher, backend="django.contrib.auth.backends.ModelBackend")
    at = f"/o/{made.educator}/cohorts/{cohort}/step"

    def send(text: str) -> Any:
        file = SimpleUploadedFile("marks.csv", (HEADERS + text).encode())
        return client.post(at, {"what": "check", "sheet": file})

    wrong = send("Ada Lind,ada@x.example,Fully,Splendid\nBo Ek,bo@x.example,Fully,4\n=run(),cy,Fully,4\n")
    page = wrong.content.decode()
    assert wrong.status_code == 422
    assert "2 rows need a look" in page
    assert "This is none of the levels of the criterion." in page
    assert "This cell is a formula, not text." in page
    assert 'value="sheet"' not in page
    right = send("Ada Lind,ada@x.example,Fully,Partly\nBo Ek,bo@x.example,Not shown,4\n")
    page = right.content.decode()
    assert "2 rows can be taken" in page
    assert not Submission.objects.exists()
    checked = page.partition('name="checked" value="')[2].partition('"')[0]
    assert client.post(at, {"what": "sheet", "checked": checked}).status_code == 302
    assert sorted(Submission.objects.values_list("name", flat=True)) == ["Ada Lind", "Bo Ek"]
    assert client.post(at, {"what": "sheet", "checked": "%%"}).status_code == 302
    assert Marking.objects.count() == 2


def own_row(made: assessing.Scene, now: datetime) -> tuple[Any, Callable[[], object]]:
    cohort = services.begin_cohort(
        actor=made.teacher, educator=made.educator, method=made.method, name="Spring", now=now
    )
    sheet = f"{HEADERS}Ruth Amsel,{made.teacher.email},Fully,Fully\n".encode()
    return made.teacher, lambda: services.take_results(actor=made.teacher, cohort=cohort, data=sheet, now=now)


def own_work(made: assessing.Scene, now: datetime) -> tuple[Any, Callable[[], object]]:
    who = made.assessors[0]
    work = services.hand_in(actor=who, method=made.method, work=WORK, now=now)
    return who, lambda: services.mark(actor=who, submission=work, marks=GOOD, now=now)


def conflict(made: assessing.Scene, now: datetime) -> tuple[Any, Callable[[], object]]:
    who = made.assessors[0]
    work = services.hand_in(actor=made.learner, method=made.method, work=WORK, now=now)
    services.declare_conflict(actor=who, submission=work, reason="We are related.", now=now)
    return who, lambda: services.mark(actor=who, submission=work, marks=GOOD, now=now)


def too_late(made: assessing.Scene, now: datetime) -> tuple[Any, Callable[[], object]]:
    work = services.hand_in(actor=made.learner, method=made.method, work=WORK, now=now, at_work=True)
    services.mark(actor=made.assessors[0], submission=work, marks=GOOD, now=now)
    services.decide(actor=made.certifiers[0], submission=work, outcome="failed", reason="No.", now=now)
    who = made.certifiers[1]
    return who, lambda: services.decide(actor=who, submission=work, outcome="failed", reason="No.", now=now)


def script(made: assessing.Scene, now: datetime) -> tuple[Any, Callable[[], object]]:
    work = Handed(text="See the file.", files=(("talk.html", b"<script>alert(1)</script>"),))
    return made.learner, lambda: services.hand_in(actor=made.learner, method=made.method, work=work, now=now)


def zip_bomb(made: assessing.Scene, now: datetime) -> tuple[Any, Callable[[], object]]:
    """Ten million zeros in ten thousand bytes, named as a picture."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("zeros", b"\0" * 10_000_000)
    work = Handed(text="See the file.", files=(("talk.png", packed.getvalue()),))
    return made.learner, lambda: services.hand_in(actor=made.learner, method=made.method, work=work, now=now)


def wrong_type(made: assessing.Scene, now: datetime) -> tuple[Any, Callable[[], object]]:
    """A program that says it is a paper."""
    work = Handed(text="See the file.", files=(("talk.pdf", b"MZ\x90\0" + b"\0" * 400),))
    return made.learner, lambda: services.hand_in(actor=made.learner, method=made.method, work=work, now=now)


@pytest.mark.parametrize(
    ("attempt", "step", "code"),
    [
        (own_row, "results", "assessment.own-work.not-allowed"),
        (own_work, "mark", "assessment.own-work.not-allowed"),
        (conflict, "mark", "assessment.conflict-declared.not-allowed"),
        (too_late, "decide", "assessment.decided.conflict"),
        (script, "hand-in", "assessment.evidence"),
        (zip_bomb, "hand-in", "assessment.evidence"),
        (wrong_type, "hand-in", "assessment.evidence"),
    ],
)
def test_what_nobody_may_is_refused_and_stands_in_the_log(
    now: datetime, attempt: Callable[..., Any], step: str, code: str
) -> None:
    who, work = attempt(assessing.scene(educated=True), now)
    with pytest.raises(MicrocredError) as refused:
        work()
    assert refused.value.code == code
    told = Entry.objects.get(kind="assessment.StepRefused")
    assert (told.actor, told.at) == (who.pk, now)
    assert f'"step":"{step}"' in told.body
    assert f'"code":"{code}"' in told.body
    assert told.institution
