"""The desk for programs: a run from what is given to what is taken away, and what it refuses."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from tests import house
from tests.api.site import College, Program
from tests.pages.verifier import site
from tests.unit.ports.servers import body
from tests.unit.vc.examine import institution as college

from microcred.platform.institutions import services as institutions
from microcred.platform.institutions.access import by_public_id
from microcred.platform.verifier import services
from microcred.platform.verifier.desk.gathering import gather
from microcred.platform.verifier.models import DeskItem, DeskRun
from microcred.platform.web.asking import now


@pytest.fixture
def elsewhere() -> Iterator[site.Elsewhere]:
    with site.elsewhere() as found:
        yield found


def sent(
    program: Program, files: dict[str, bytes], fields: dict[str, str] | None = None, **headers: str
) -> Any:
    """The answer to a form with files."""
    parts = [
        b'--x\r\nContent-Disposition: form-data; name="files"; filename="%s"\r\n\r\n%s\r\n'
        % (name.encode(), data)
        for name, data in files.items()
    ]
    for name, value in (fields or {}).items():
        parts.append(
            b'--x\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n'
            % (name.encode(), value.encode())
        )
    kind = "multipart/form-data; boundary=x"
    return program.send(
        "POST", "/desk/runs/files", b"".join(parts) + b"--x--\r\n", content_type=kind, **headers
    )


def done(program: Program, run: str) -> Any:
    """The run once nothing waits."""
    for _ in range(40):
        found = program.get(f"/desk/runs/{run}").data
        if found["state"] == "done":
            return found
    raise AssertionError(found)


def results(program: Program, run: str, query: str = "") -> Any:
    return program.get(f"/desk/runs/{run}/results{query}").data


def zipped(files: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return made.getvalue()


def test_files_a_zip_and_a_sheet_become_people_with_verdicts(
    alder: College, elsewhere: site.Elsewhere
) -> None:
    other = elsewhere.signed(recipient=college.Recipient(name="Li Wei"))
    elsewhere.answers["/badge"] = body(elsewhere.signed())
    sheet = f"name,e-mail,links\nMáire Ní Bhriain,m@example.org,{elsewhere.address('/badge')}\n".encode()
    archive = zipped({"a/other.json": other, "b/changed.json": site.tampered(other)})
    program = alder.program()
    answer = sent(
        program, {"all.zip": archive, "people.csv": sheet}, {"wanted": "Welding", "consent": "true"}
    )
    assert answer.status_code == 201
    run = answer.data["id"]
    assert (answer.data["total"], answer.data["waiting_for_consent"]) == (3, 0)
    assert done(program, run)["done"] == 3
    people = results(program, run)["people"]
    assert [(one["name"], [row["verdict"] for row in one["credentials"]]) for one in people] == [
        ("Máire Ní Bhriain", ["issuer-unknown"]),
        ("Li Wei", ["issuer-unknown"]),
        ("", ["not-genuine"]),
    ]
    assert people[0]["skills"] == {"Welding": "missing"}


def test_links_wait_until_the_reader_allows_the_requests(alder: College, elsewhere: site.Elsewhere) -> None:
    elsewhere.answers["/badge"] = body(elsewhere.signed())
    program = alder.program()
    run = program.post("/desk/runs", {"links": [elsewhere.address("/badge")]}).data["id"]
    assert done(program, run)["waiting_for_consent"] == 1
    assert elsewhere.seen == []
    assert program.post(f"/desk/runs/{run}/consent").data["state"] == "checking"
    assert done(program, run)["waiting_for_consent"] == 0
    assert results(program, run)["people"][0]["name"] == "Máire Ní Bhriain"


def test_names_can_be_left_out_of_all_that_is_taken_away(alder: College, elsewhere: site.Elsewhere) -> None:
    program = alder.program()
    run = sent(program, {"maire.json": elsewhere.signed()}).data["id"]
    done(program, run)
    for path, shown in (("", "Bhriain"), ("/people", "Bhriain"), ("/credentials", "maire.json")):
        at = f"/desk/runs/{run}/results{path}"
        assert shown in program.get(at).content.decode()
        hidden = program.get(f"{at}?names=hidden").content.decode()
        assert not [word for word in ("Bhriain", "maire.json") if word in hidden]
    rows = list(
        csv.reader(io.StringIO(program.get(f"/desk/runs/{run}/results/people").content.decode("utf-8-sig")))
    )
    assert [len(row) for row in rows] == [9, 9]


def test_what_was_made_once_is_not_made_again(alder: College, elsewhere: site.Elsewhere) -> None:
    program, data = alder.program(), elsewhere.signed()
    first = sent(program, {"a.json": data}, http_idempotency_key="one")
    again = sent(program, {"a.json": data}, http_idempotency_key="one")
    assert (again.status_code, again.data, again["Idempotent-Replayed"]) == (201, first.data, "true")
    other = sent(program, {"b.json": data}, http_idempotency_key="one")
    assert (other.status_code, other.data["code"]) == (422, "api.idempotency-reused")
    assert DeskRun.objects.count() == 1


def test_a_deleted_or_ended_run_is_not_there(alder: College, elsewhere: site.Elsewhere) -> None:
    program = alder.program()
    deleted, ended = (sent(program, {"a.json": elsewhere.signed()}).data["id"] for _ in range(2))
    assert program.send("DELETE", f"/desk/runs/{deleted}").status_code == 204
    assert DeskItem.objects.filter(run_id=deleted).count() == 0
    row = DeskRun.objects.get(pk=ended)
    DeskRun.objects.filter(pk=ended).update(ends_at=row.ends_at - timedelta(hours=2))
    for run in (deleted, ended):
        for path in ("", "/results", "/results/people"):
            answer = program.get(f"/desk/runs/{run}{path}")
            assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")


def test_the_run_of_somebody_else_is_not_there(alder: College) -> None:
    run = alder.program().post("/desk/runs", {"links": ["https://a.example/1"]}).data["id"]
    stranger = alder.program(alder.somebody("recruiter"))
    assert stranger.get(f"/desk/runs/{run}").status_code == 404
    assert stranger.send("DELETE", f"/desk/runs/{run}").status_code == 404
    assert DeskRun.objects.count() == 1


def test_a_run_opens_by_a_key_of_its_institution_only(alder: College, birch: College) -> None:
    """One person with keys of two institutions, and what they gave on the page themselves."""
    both = alder.owner
    institutions.add_member(
        actor=None,
        institution=by_public_id(birch.public_id),
        account=both,
        roles=["recruiter"],
        now=house.FOUNDED,
    )
    here, other = alder.program(), birch.program(both)
    run = here.post("/desk/runs", {"links": ["https://a.example/1"]}).data["id"]
    own = services.start_run(
        actor=both, gathered=gather([], "https://a.example/2"), wanted=[], policy="", consent=False, now=now()
    )
    for program, named in ((other, run), (here, own.pk), (other, own.pk)):
        at = f"/desk/runs/{named}"
        answers = [program.get(f"{at}{path}") for path in ("", "/results", "/results/people")]
        answers += [program.post(f"{at}/consent"), program.send("DELETE", at)]
        assert {(one.status_code, one.data["code"]) for one in answers} == {(404, "access.not-found")}
    assert DeskRun.objects.count() == 2
    assert here.get(f"/desk/runs/{run}").status_code == 200
    page = Client()
    page.force_login(both, backend="django.contrib.auth.backends.ModelBackend")
    assert [page.get(f"/desk/{one}").status_code for one in (run, own.pk)] == [200, 200]


@pytest.mark.parametrize(
    ("given", "status", "code"),
    [
        ({"links": []}, 422, "api.invalid"),
        ({"links": ["https://a.example/1"] * 501}, 422, "api.invalid"),
        ({"links": [" ".join(f"https://a.example/{n}" for n in range(501))]}, 422, "desk.too-many"),
        ({"links": ["not a link"]}, 422, "desk.empty"),
        ({"links": ["https://a.example/\u0000"]}, 400, "api.unreadable"),
        ({"links": ["https://a.example/1"], "policy": "nobodys"}, 404, "trust-list.not-found"),
        ({"links": ["https://a.example/1"], "owner": "me"}, 422, "api.invalid"),
    ],
    ids=[
        "none",
        "too many",
        "too many in one text",
        "no links",
        "a NUL",
        "another's policy",
        "unknown field",
    ],
)
def test_a_run_that_cannot_be_is_refused_with_a_code(
    alder: College, given: dict[str, Any], status: int, code: str
) -> None:
    answer = alder.program().post("/desk/runs", given)
    assert (answer.status_code, answer.data["code"]) == (status, code)
    assert answer["Content-Type"] == "application/problem+json"
    assert DeskRun.objects.count() == 0
