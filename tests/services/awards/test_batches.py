"""From a sheet to awards: checked, put right, released, undone; the same file twice; who may."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from tests import house

from microcred.errors import MicrocredError
from microcred.platform.accounts.models import Account
from microcred.platform.awards import errors, queries, services
from microcred.platform.awards.givenback import sheet_given_back
from microcred.platform.awards.models import Award
from microcred.platform.awards.sheets import PassRule
from microcred.platform.awards.sheets.errors import SheetError
from microcred.platform.catalogue import services as catalogue
from microcred.platform.credentials import services as credentials
from microcred.platform.institutions import services as institutions
from microcred.platform.institutions.errors import NotAllowed, NotFound
from microcred.platform.journal import worker
from microcred.platform.journal.models import Mail
from microcred.platform.verifier.services import examine_for
from microcred.platform.verifier.sources import outside
from microcred.vc.jsontext import parse
from microcred.vc.openbadges import annex_i
from microcred.vc.verdicts import Verdict

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 5, 14, 9, 30, tzinfo=UTC)
SHEET = b"""Name,Email,Points
Amina Diallo,amina@learners.example,81
Bjorn Hakonsen,bjorn@learners.example,44
No Result,none@learners.example,
Amina Diallo,amina@learners.example,70
Paper Person,,90
"""
PASS = PassRule(limit=Decimal(60))


@pytest.fixture
def owner() -> Account:
    return house.person()


@pytest.fixture
def at(owner: Account) -> str:
    return house.institution(owner)


@pytest.fixture
def badge(owner: Account, at: str) -> str:
    return house.published(owner, at)


def upload(owner: Account, badge: str, data: bytes = SHEET, rule: PassRule | None = PASS) -> str:
    return services.award_many(
        actor=owner, achievement=badge, file_name="results.csv", data=data, now=NOW, rule=rule
    )


def released(owner: Account, badge: str, data: bytes = SHEET) -> str:
    batch = upload(owner, badge, data)
    services.leave_out_open(actor=owner, public_id=batch, now=NOW)
    services.release(actor=owner, public_id=batch, now=NOW)
    services.release_now(batch, NOW)
    return batch


def test_each_row_is_told_what_becomes_of_it(owner: Account, badge: str) -> None:
    batch = upload(owner, badge)
    counts = queries.batch(owner, batch).counts
    assert (counts.to_award, counts.not_passed, counts.needs_you) == (2, 1, 2)
    problems = {row.number: row.problems[0].code for row in queries.rows(owner, batch, state="needs_you")}
    assert problems == {4: "row.grade-missing", 5: "row.twice"}
    assert counts.without_address == 1


def test_nothing_is_released_while_a_row_needs_somebody(owner: Account, badge: str) -> None:
    batch = upload(owner, badge)
    with pytest.raises(errors.RowsNeedYou):
        services.release(actor=owner, public_id=batch, now=NOW)
    assert not Award.objects.exists()


def test_a_row_put_right_is_awarded(owner: Account, badge: str) -> None:
    batch = upload(owner, badge)
    services.fix_row(actor=owner, public_id=batch, number=4, values={"grade": "66"}, now=NOW)
    services.leave_out(actor=owner, public_id=batch, numbers=[5], now=NOW)
    assert services.release(actor=owner, public_id=batch, now=NOW) == 3
    assert services.release_now(batch, NOW) == 3


def test_what_was_awarded_verifies_and_states_annex_i(owner: Account, badge: str) -> None:
    released(owner, badge)
    award = Award.objects.get(email="amina@learners.example")
    body = credentials.stored_form(award.pk).body
    report = examine_for(body, at=NOW, sources=outside().sources(now=NOW))
    assert report.verdict is Verdict.HOLDS, report.as_json()
    stated = annex_i.read(parse(body))
    assert stated.missing() == []
    assert (stated.learner, stated.grade, stated.course.ects) == ("Amina Diallo", "81", 2)
    assert "amina@learners.example" not in body.decode()


def test_the_jwt_is_signed_once_with_the_same_id_and_status(owner: Account, badge: str) -> None:
    released(owner, badge)
    award = Award.objects.get(email="amina@learners.example")
    signer = institutions.signer_of(award.institution_id, NOW)
    first = credentials.form(public_id=award.pk, format="jwt", signer=signer, now=NOW)
    later = NOW + timedelta(days=1)
    assert credentials.form(public_id=award.pk, format="jwt", signer=signer, now=later) == first
    report = examine_for(first.body, at=NOW, sources=outside().sources(now=NOW))
    assert report.verdict is Verdict.HOLDS
    di = parse(credentials.stored_form(award.pk).body)
    assert report.signed is not None
    assert report.signed.document["credentialStatus"] == di["credentialStatus"]


def test_the_same_file_again_awards_nothing_twice(owner: Account, badge: str) -> None:
    released(owner, badge)
    again = upload(owner, badge)
    detail = queries.batch(owner, again)
    assert detail.same_file_before
    assert detail.counts.already == 2
    services.leave_out_open(actor=owner, public_id=again, now=NOW)
    with pytest.raises(errors.NothingToAward):
        services.release(actor=owner, public_id=again, now=NOW)
    assert Award.objects.count() == 2


def test_until_its_time_a_release_can_be_undone(owner: Account, badge: str) -> None:
    batch = upload(owner, badge)
    services.leave_out_open(actor=owner, public_id=batch, now=NOW)
    services.release(actor=owner, public_id=batch, now=NOW, release_at=NOW + timedelta(hours=1))
    services.undo(actor=owner, public_id=batch, now=NOW)
    worker.run_due(NOW + timedelta(hours=2))
    assert not Award.objects.exists()
    assert not Mail.objects.exists()


def test_a_release_at_a_time_is_made_by_the_worker_then(owner: Account, badge: str) -> None:
    batch = upload(owner, badge)
    services.leave_out_open(actor=owner, public_id=batch, now=NOW)
    services.release(actor=owner, public_id=batch, now=NOW, release_at=NOW + timedelta(hours=1))
    worker.run_due(NOW + timedelta(minutes=59))
    assert not Award.objects.exists()
    worker.run_due(NOW + timedelta(minutes=61))
    assert Award.objects.count() == 2
    assert Mail.objects.count() == 1, "whoever has no address gets a slip, not a mail"
    with pytest.raises(errors.TooLateToUndo):
        services.undo(actor=owner, public_id=batch, now=NOW)


def test_a_large_batch_waits_for_a_second_person(owner: Account, at: str, badge: str) -> None:
    institutions.change_review(actor=owner, institution=at, before_publishing=False, batches_over=1, now=NOW)
    colleague = house.member(at, "Henrik Dal", "reviewer")
    batch = upload(owner, badge)
    services.leave_out_open(actor=owner, public_id=batch, now=NOW)
    with pytest.raises(errors.ApprovalMissing):
        services.release(actor=owner, public_id=batch, now=NOW)
    with pytest.raises(errors.OwnBatch):
        services.approve(actor=owner, public_id=batch, now=NOW)
    services.approve(actor=colleague, public_id=batch, now=NOW)
    services.fix_row(actor=owner, public_id=batch, number=2, values={"name": "Amina B."}, now=NOW)
    with pytest.raises(errors.ApprovalMissing):
        services.release(actor=owner, public_id=batch, now=NOW)
    services.approve(actor=colleague, public_id=batch, now=NOW)
    assert services.release(actor=owner, public_id=batch, now=NOW) == 2


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "sheet.empty"),
        (b"Name,Email\n", "sheet.empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "sheet.binary"),
        (b"Colour,Shape\nred,round\n", "sheet.headers"),
        (b"a" * 20_000_001, "sheet.too-large"),
    ],
    ids=["empty", "headers only", "binary", "names nobody", "over the limit"],
)
def test_a_sheet_that_cannot_be_read_awards_nothing(
    owner: Account, badge: str, data: bytes, code: str
) -> None:
    with pytest.raises(SheetError) as caught:
        upload(owner, badge, data)
    assert caught.value.code == code
    assert not Award.objects.exists()


def test_a_formula_stops_its_row_and_never_runs_in_the_sheet_given_back(owner: Account, badge: str) -> None:
    data = b"Name,Email,Points\n=cmd|' /C calc'!A0,x@learners.example,80\n"
    batch = upload(owner, badge, data)
    (row,) = queries.rows(owner, batch, state="needs_you")
    assert row.problems[0].code == "row.formula"
    _, back = sheet_given_back(owner, batch)
    assert b"\n=cmd" not in back


def test_the_sheet_comes_back_with_number_and_link_on_each_row(owner: Account, badge: str) -> None:
    batch = released(owner, badge)
    _, back = sheet_given_back(owner, batch)
    lines = back.decode().splitlines()
    award = Award.objects.get(email="amina@learners.example")
    assert award.pk in lines[1] and f"/c/{award.pk}" in lines[1]
    paper = Award.objects.get(name="Paper Person")
    assert paper.claim_code and paper.claim_code in lines[5]


def test_only_those_who_may_award_do(owner: Account, at: str, badge: str) -> None:
    author = house.member(at, "Ruth Amsel", "author")
    stranger = house.person("Nobody Here")
    with pytest.raises(NotAllowed):
        upload(author, badge)
    with pytest.raises(NotFound):
        upload(stranger, badge)
    batch = upload(owner, badge)
    for verb in (queries.batch, queries.rows):
        with pytest.raises(NotFound):
            verb(stranger, batch)


def test_a_draft_is_not_awarded(owner: Account, at: str) -> None:
    draft = catalogue.draft(actor=owner, institution=at, content=house.content(), now=NOW)
    with pytest.raises(errors.NotPublished):
        upload(owner, draft)


def test_whoever_was_withdrawn_can_be_awarded_again(owner: Account, at: str, badge: str) -> None:
    batch = released(owner, badge)
    assert services.revoke_batch(actor=owner, public_id=batch, reason="Wrong sheet.", now=NOW) == 2
    again = upload(owner, badge)
    assert queries.batch(owner, again).counts.to_award == 2


def values(**more: Any) -> dict[str, object]:
    return {"name": "Amina Diallo", "email": "amina@learners.example", "grade": "81", **more}


def award(owner: Account, badge: str, **more: Any) -> str:
    from microcred.platform.awards.identity import Identity

    identity = Identity("document", "Henrik Dal", NOW)
    return services.award_one(
        actor=owner, achievement=badge, values=values(**more), identity=identity, now=NOW
    )


def test_a_correction_replaces_and_keeps_what_was_not_corrected(owner: Account, badge: str) -> None:
    old = award(owner, badge, narrative="With distinction.")
    services.accept(actor=None, public_id=old, now=NOW, key=Award.objects.get(pk=old).token)
    new = services.correct(actor=owner, public_id=old, values={"name": "Amina B. Diallo"}, now=NOW)
    assert (
        examine_for(credentials.stored_form(old).body, at=NOW, sources=outside().sources(now=NOW)).verdict
        is Verdict.WITHDRAWN
    )
    document = parse(credentials.stored_form(new).body)
    assert annex_i.read(document).learner == "Amina B. Diallo"
    assert document["credentialSubject"]["narrative"] == "With distinction."
    assert Award.objects.get(pk=new).acceptance == "accepted"
    with pytest.raises(MicrocredError):
        services.correct(actor=owner, public_id=old, values={"name": "X"}, now=NOW)


def test_a_renewal_leaves_the_old_one_standing(owner: Account, badge: str) -> None:
    old = award(owner, badge)
    services.renew(actor=owner, public_id=old, now=NOW + timedelta(days=300))
    later = NOW + timedelta(days=301)
    report = examine_for(credentials.stored_form(old).body, at=later, sources=outside().sources(now=later))
    assert report.verdict is Verdict.HOLDS


def test_a_name_that_no_font_can_print_is_refused_before_anything_is_signed(
    owner: Account, badge: str
) -> None:
    with pytest.raises(errors.PersonRefused):
        award(owner, badge, name="\U00030000\U00030001")
    assert not Award.objects.exists()


def test_a_date_in_the_future_is_refused(owner: Account, badge: str) -> None:
    with pytest.raises(errors.PersonRefused):
        award(owner, badge, issued=date(2030, 1, 1).isoformat())
