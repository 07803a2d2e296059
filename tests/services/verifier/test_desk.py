"""Runs of the desk: what is given, what goes out, who is shown, and that nothing stays."""

from __future__ import annotations

import io
import threading
import time
import zipfile
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from tests.pages.verifier import site
from tests.unit.ports.servers import body
from tests.unit.vc.examine import institution as college

from microcred.platform.accounts import services as accounts
from microcred.platform.verifier import services
from microcred.platform.verifier.desk.errors import DeskEmpty, DeskFull, RunGone
from microcred.platform.verifier.desk.gathering import gather
from microcred.platform.verifier.desk.people import Person, Row, group
from microcred.platform.verifier.models import DeskItem, DeskRun
from microcred.platform.verifier.services import desk

pytestmark = pytest.mark.django_db


def started(files: Iterable[tuple[str, bytes]] = (), text: str = "", **more: Any) -> DeskRun:
    values = {"actor": None, "wanted": [], "policy": "", "consent": False, "now": datetime.now(UTC), **more}
    return services.start_run(gathered=gather(files, text), **values)


def finished(run: DeskRun, seconds: float = 5) -> list[Person]:
    assert services.advance(run, now=datetime.now(UTC), seconds=seconds) == 0
    return people(run)


def people(run: DeskRun) -> list[Person]:
    run.refresh_from_db()
    values = run.items.order_by("number").values_list("number", "name", "state", "person", "result")
    return group([Row(*one) for one in values], [(n, e) for n, e in run.people], run.wanted)


def zipped(files: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return made.getvalue()


def test_rows_are_grouped_by_person(own: site.Own, elsewhere: site.Elsewhere) -> None:
    other = elsewhere.signed(recipient=college.Recipient(name="Li Wei"))
    archive = zipped({"a/1.json": own.body, "b/2.json": other, "__MACOSX/._1": b"x", "b/": b""})
    found = finished(started([("all.zip", archive), ("again.json", elsewhere.signed())]))
    assert [(one.name, len(one.rows)) for one in found] == [("Máire Ní Bhriain", 2), ("Li Wei", 1)]
    assert [row.result["verdict"] for row in found[0].rows if row.result] == ["holds", "issuer-unknown"]


def test_what_was_given_is_emptied_once_it_is_checked(own: site.Own) -> None:
    run = started([("a.json", own.body)])
    assert DeskItem.objects.filter(content__isnull=False).count() == 1
    finished(run)
    assert DeskItem.objects.filter(content__isnull=False).count() == 0


def test_a_run_is_gone_after_an_hour_and_is_nobody_elses(own: site.Own) -> None:
    now = datetime.now(UTC)
    run = started([("a.json", own.body)], actor=own.owner, now=now)
    stranger = accounts.create(email="s@example.org", name="S", now=now)
    for who, at in ((None, now), (stranger, now), (own.owner, now + timedelta(hours=1))):
        with pytest.raises(RunGone):
            services.run_of(who, run.pk, at)
    assert services.forget_runs(now=now + timedelta(hours=1)) == 1
    assert not DeskItem.objects.exists()


def test_what_was_checked_stays_when_the_process_dies(own: site.Own, monkeypatch: pytest.MonkeyPatch) -> None:
    run = started([(f"{number}.json", own.body) for number in range(6)])
    results = iter([desk.result_of] * 4)

    def dies(*values: Any) -> Any:
        return next(results)(*values)  # StopIteration ends the process's work at the fifth

    monkeypatch.setattr(desk, "result_of", dies)
    monkeypatch.setattr(desk, "LOT", 2)
    with pytest.raises(StopIteration):
        services.advance(run, now=datetime.now(UTC), seconds=60)
    assert run.items.filter(state="checked").count() == 4
    monkeypatch.undo()
    assert [len(one.rows) for one in finished(run)] == [6]


@pytest.mark.parametrize("bound", ["LOT", "LOT_BYTES"])
def test_nothing_is_passed_over_between_lots(
    own: site.Own, monkeypatch: pytest.MonkeyPatch, bound: str
) -> None:
    monkeypatch.setattr(desk, bound, 1)
    (person,) = finished(started([(f"{number}.json", own.body) for number in range(5)]))
    assert [row.number for row in person.rows] == [1, 2, 3, 4, 5]


def test_the_store_is_asked_once_for_all_credentials_of_an_institution(
    own: site.Own, django_assert_max_num_queries: Any
) -> None:
    run = started([(f"{number}.json", own.body) for number in range(40)])
    with django_assert_max_num_queries(40):
        finished(run)


def test_a_result_is_of_the_moment_of_its_check(own: site.Own) -> None:
    """A list that was signed since the run began is no list of another time."""
    begun = datetime.now(UTC) - timedelta(minutes=30)
    (person,) = finished(started([("a.json", own.body)], now=begun))
    assert [row.result["verdict"] for row in person.rows if row.result] == ["holds"]


def test_no_name_or_link_breaks_the_store(own: site.Own, elsewhere: site.Elsewhere) -> None:
    odd = elsewhere.signed(recipient=college.Recipient(name="A\0B \U0001f600"))
    found = finished(started([("a\0b.json", own.body), ("c.json", odd)], text="https://a.example/\0x"))
    assert sorted(one.name for one in found) == ["", "AB \U0001f600", "Máire Ní Bhriain"]


def test_links_wait_for_consent(own: site.Own, elsewhere: site.Elsewhere) -> None:
    elsewhere.answers["/badge"] = body(elsewhere.signed())
    run = started(text=f"{elsewhere.address('/badge')}\n{elsewhere.address('/badge')}")
    (person,) = finished(run)
    assert [(row.state, row.result["code"]) for row in person.rows if row.result] == [
        ("consent", "document.consent-missing")
    ]
    assert elsewhere.seen == []
    services.allow_requests(actor=None, public_id=run.pk, now=datetime.now(UTC))
    run.refresh_from_db()
    (person,) = finished(run)
    assert person.name == "Máire Ní Bhriain"
    assert [one.split()[1] for one in elsewhere.seen] == ["/badge", "/.well-known/did.json"]


def test_a_sheet_of_applicants_gives_one_line_each(elsewhere: site.Elsewhere) -> None:
    for number, name in enumerate(("Máire Ní Bhriain", "Somebody Else"), 1):
        recipient = college.Recipient(name=name)
        elsewhere.answers[f"/{number}"] = body(elsewhere.signed(recipient=recipient))
    sheet = (
        "E-Mail;Name;Links\n"
        f"m@example.org;Maire Ni Bhriain;{elsewhere.address('/1')}\n"
        f"j@example.org;Jo Byrne;{elsewhere.address('/2')} | {elsewhere.address('/missing')}\n"
        "n@example.org;Nobody;\n"
    )
    run = started([("applicants.csv", sheet.encode())], consent=True, wanted=["presenting to an audience"])
    first, second, third = finished(run)
    assert [row.result["person"] for row in first.rows if row.result] == ["same"]
    assert first.doubtful == ["presenting to an audience"]  # the issuer is not known here
    assert [row.result["person"] for row in second.rows if row.result] == ["other", ""]
    assert (second.needs_a_look, second.missing) == (True, ["presenting to an audience"])
    assert (third.name, third.rows) == ("Nobody", ())


def test_wanted_skills_are_found_doubtful_or_missing(own: site.Own) -> None:
    wanted = ["Structure a talk", "hostile questions", "Welding"]
    (person,) = finished(started([("a.json", own.body)], wanted=wanted))
    assert (person.found, person.doubtful, person.missing) == (
        ["Structure a talk"],
        ["hostile questions"],
        ["Welding"],
    )


def test_one_slow_host_does_not_hold_up_the_others(own: site.Own, elsewhere: site.Elsewhere) -> None:
    quick = elsewhere.signed()
    answers = threading.Event()

    def slow(handler: Any) -> None:
        assert answers.wait(60)
        body(b"", 404)(handler)

    with site.serving({"/.well-known/did.json": slow}) as (port, _seen):
        stuck = site.Elsewhere(port, [], {}).signed()
        with site.override_settings(FETCH_EXCEPTIONS=[f"127.0.0.1:{port}", f"127.0.0.1:{elsewhere.port}"]):
            site.sources.outside.cache_clear()
            run = started(
                [(f"{n}.json", stuck) for n in range(3)] + [("q.json", quick), ("o.json", own.body)]
            )
            assert services.advance(run, now=datetime.now(UTC), seconds=2) == 3
            assert {row.result["verdict"] for one in people(run) for row in one.rows if row.result} == {
                "holds",
                "issuer-unknown",
            }
            answers.set()
            finished(run)


def test_a_run_comes_to_its_end_though_no_slice_lasts_for_one_walk_over_it(elsewhere: site.Elsewhere) -> None:
    """As on a machine so slow that the time is over at the first thing, each time."""
    run = started([(f"{number}.json", elsewhere.signed()) for number in range(3)])
    waiting = 3
    for _ in range(400):
        waiting = services.advance(run, now=datetime.now(UTC), seconds=0)
        if not waiting:
            break
        time.sleep(0.02)
    assert waiting == 0
    assert [row.result["verdict"] for person in people(run) for row in person.rows if row.result] == [
        "issuer-unknown"
    ] * 3


def test_each_document_is_fetched_once_for_all_that_need_it(elsewhere: site.Elsewhere) -> None:
    data = elsewhere.with_status()
    found = finished(started([(f"{number}.json", data) for number in range(30)]))
    assert len(found[0].rows) == 30
    assert sorted(one.split()[1] for one in elsewhere.seen) == ["/.well-known/did.json", "/status/1"]


@pytest.mark.parametrize(
    ("files", "text", "error"),
    [
        ([], "  ", DeskEmpty),
        ([(f"{number}.json", b"{}") for number in range(501)], "", DeskFull),
        ([("a.csv", b"name,links\n" + b"x,https://e.example/1\n" * 501)], "", DeskFull),
    ],
    ids=["nothing", "too many files", "too many applicants"],
)
def test_too_little_and_too_much_are_refused(files: Any, text: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        gather(files, text)


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("bomb.zip", zipped({"a": bytes(30_000_000)}), "archive.too-large"),
        ("bad.zip", b"PK\x03\x04 nothing", "archive.unreadable"),
        ("sheet.csv", b"first,second\n1,2\n", "desk.sheet-unreadable"),
    ],
    ids=["bomb", "broken", "no links"],
)
def test_a_file_that_cannot_be_used_stops_nothing(name: str, data: bytes, code: str) -> None:
    found = gather([(name, data), ("a.json", b"{}")], "")
    assert [one.code for one in found.problems] == [code]
    assert [one.name for one in found.things] == ["a.json"]


def test_rubbish_gets_a_row_like_everything_else(own: site.Own) -> None:
    found = finished(started([("a.bin", b"\x00\xff" * 50), ("b.json", site.tampered(own.body))]))
    assert [one.rows[0].result["verdict"] for one in found if one.rows[0].result] == ["not-genuine"] * 2
    assert all(one.needs_a_look and not one.name for one in found)
