from __future__ import annotations

import csv
import io
from datetime import UTC, datetime
from typing import Any

import pytest
from tests import house
from tests.api.site import College

from microcred.platform.awards import services as awards
from microcred.vc.verdicts import Verdict


def person(design: str, name: str = "Ada Lind", **more: Any) -> dict[str, Any]:
    return {
        "micro_credential": design,
        "name": name,
        "email": f"{name.split()[0].lower()}@people.example",
        **more,
    }


def test_the_whole_job_from_a_draft_to_a_checked_credential(alder: College) -> None:
    program = alder.program()
    draft = program.post("/micro-credentials", {"content": house.content().as_json()})
    assert (draft.status_code, draft.data["at_work"]["state"]) == (201, "draft")
    design = draft.data["id"]
    assert program.post(f"/micro-credentials/{design}/publish").data["published"]["number"] == 1
    made = program.post("/awards", person(design, grade="81", identity={"way": "sign-in"}))
    assert made.status_code == 201
    assert made.data["claim"]["answer"] == "pending"
    document = program.get(f"/awards/{made.data['id']}/copies/json")
    assert document["Content-Type"] == "application/vc"
    report = program.post("/verify", document.content)
    assert report.status_code == 200
    assert report.data["verdict"] == Verdict.HOLDS.value
    tampered = document.content.replace(b"Ada Lind", b"Eve Lind")
    assert program.post("/verify", tampered).data["outcome"] == "failed"


@pytest.mark.parametrize(
    ("form", "kind", "begins"),
    [
        ("json", "application/vc", b"{"),
        ("jwt", "application/vc+jwt", b"eyJ"),
        ("png", "image/png", b"\x89PNG"),
        ("svg", "image/svg+xml", b"<"),
        ("pdf", "application/pdf", b"%PDF"),
    ],
)
def test_a_credential_is_had_in_every_form(alder: College, form: str, kind: str, begins: bytes) -> None:
    program = alder.program()
    made = program.post("/awards", person(alder.design())).data["id"]
    answer = program.get(f"/awards/{made}/copies/{form}")
    assert (answer.status_code, answer["Content-Type"]) == (200, kind)
    assert answer.content.startswith(begins)
    assert program.post("/verify", answer.content).data["verdict"] == Verdict.HOLDS.value


def test_a_correction_supersedes_and_a_renewal_leaves(alder: College) -> None:
    program = alder.program()
    first = program.post("/awards", person(alder.design(), "Ada Lynd")).data["id"]
    second = program.post(f"/awards/{first}/correct", {"name": "Ada Lind"})
    assert (second.status_code, second.data["name"], second.data["email"]) == (
        201,
        "Ada Lind",
        "ada@people.example",
    )
    assert program.get(f"/awards/{first}").data["state"] == "revoked"
    assert program.get(f"/status/{first}").data == {
        **program.get(f"/status/{first}").data,
        "state": "revoked",
        "superseded": True,
    }
    again = program.post(f"/awards/{first}/correct", {"name": "Ada Lund"})
    assert again.status_code == 409
    third = program.post(f"/awards/{second.data['id']}/renew")
    assert third.status_code == 201
    assert program.get(f"/awards/{second.data['id']}").data["state"] == "active"


def test_status_changes_with_a_reason_one_or_many(alder: College) -> None:
    program, design = alder.program(), alder.design()
    ids = [program.post("/awards", person(design, name)).data["id"] for name in ("Ada Lind", "Bo Ek")]
    for verb, state in (("suspend", "suspended"), ("reinstate", "active"), ("revoke", "revoked")):
        answer = program.post(f"/awards/{verb}", {"awards": ids, "reason": "The exam was marked twice."})
        assert answer.data == {"changed": 2}
        assert {program.get(f"/awards/{one}").data["state"] for one in ids} == {state}
    final = program.post("/awards/reinstate", {"awards": ids, "reason": "A slip."})
    assert (final.status_code, final.data["code"]) == (409, "credential.state-final")
    assert program.post("/awards/revoke", {"awards": ids, "reason": "  "}).status_code == 422


def test_what_the_learner_answers_is_seen(alder: College) -> None:
    program = alder.program()
    made = program.post("/awards", person(alder.design())).data["id"]
    assert [one["id"] for one in program.get("/awards?claim=pending").data["items"]] == [made]
    learner = house.person("Ada Lind", "ada@people.example")
    awards.accept(actor=learner, public_id=made, now=datetime.now(UTC), visibility="public")
    claim = program.get(f"/awards/{made}").data["claim"]
    assert (claim["answer"], claim["visibility"]) == ("accepted", "public")
    assert program.get("/awards?claim=pending").data["items"] == []
    (person_,) = program.get("/learners").data["items"]
    assert (person_["name"], person_["awards"], person_["accepted"], person_["waiting"]) == (
        "Ada Lind",
        1,
        1,
        0,
    )


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"email": "nowhere"}, 422, "award.person"),
        ({"name": "=cmd()"}, 422, "award.person"),
        ({"name": "", "email": ""}, 422, "award.person"),
        ({"identity": {"way": "document"}}, 422, "award.identity"),
        ({"identity": {"way": "guess"}}, 422, "api.invalid"),
        ({"issued": "yesterday"}, 422, "api.invalid"),
        ({"micro_credential": "nothing"}, 404, "access.not-found"),
        ({"name": "A\u0000B"}, 400, "api.unreadable"),
    ],
)
def test_an_award_that_cannot_be_is_refused(
    alder: College, body: dict[str, Any], status: int, code: str
) -> None:
    program = alder.program()
    answer = program.post("/awards", {**person(alder.design()), **body})
    assert (answer.status_code, answer.data["code"]) == (status, code)
    assert program.get("/awards").data["items"] == []


def test_somebody_is_awarded_the_same_only_once(alder: College) -> None:
    program, design = alder.program(), alder.design()
    assert program.post("/awards", person(design)).status_code == 201
    again = program.post("/awards", person(design))
    assert (again.status_code, again.data["code"]) == (409, "award.already")


def test_rows_become_a_batch_that_is_put_right_and_released(alder: College) -> None:
    program, design = alder.program(), alder.design()
    rows = [
        {
            "name": "Ada Lind",
            "email": "ada@people.example",
            "grade": "70",
            "evidence_url": "https://a.example/e",
        },
        {"name": "Bo Ek", "email": "bo@people", "grade": "90", "issued": "2026-03-01"},
        {
            "name": "Cy Ost",
            "email": "cy@people.example",
            "grade": "12",
            "person_id": "c3",
            "narrative": "a,b\nc",
        },
    ]
    body = {"micro_credential": design, "rows": rows, "rule": {"limit": "50"}, "name": "Spring"}
    batch = program.post("/batches", body)
    assert batch.status_code == 201, batch.data
    assert batch.data["counts"] == {
        "to_award": 1,
        "not_passed": 1,
        "needs_you": 1,
        "left_out": 0,
        "already": 0,
    }
    at = f"/batches/{batch.data['id']}"
    assert program.post(f"{at}/release", {}).data["code"] == "batch.rows-need-you"
    (open_row,) = program.get(f"{at}/rows?state=needs_you").data["items"]
    assert (open_row["number"], open_row["problems"][0]["column"]) == (3, "email")
    fixed = program.send("PUT", f"{at}/rows/3", {"values": {"email": "bo@people.example"}})
    assert fixed.data["counts"]["to_award"] == 2
    assert program.post(f"{at}/release", {}).data["state"] == "scheduled"
    assert program.post(f"{at}/undo").data["state"] == "checking"
    program.post(f"{at}/release", {})
    awards.release_now(batch.data["id"], datetime.now(UTC))
    done = program.get(at).data
    assert (done["state"], done["progress"]) == ("released", {"done": 2, "total": 2})
    made = program.get(f"/awards?batch={batch.data['id']}").data["items"]
    assert sorted(one["name"] for one in made) == ["Ada Lind", "Bo Ek"]
    assert [one["name"] for one in program.get("/batches").data["items"]] == ["Spring"]


def test_every_field_of_a_row_is_known_to_the_reader_of_sheets(alder: College) -> None:
    full = {
        "name": "Ada Lind",
        "email": "ada@people.example",
        "person_id": "a1",
        "grade": "70",
        "issued": "2026-03-01",
        "expires": "2030-03-01",
        "narrative": "Well done.",
        "evidence_url": "https://a.example/e",
        "evidence_name": "Talk",
        "evidence_text": "A talk.",
        "language": "fr",
    }
    program = alder.program()
    batch = program.post("/batches", {"micro_credential": alder.design(), "rows": [full]}).data
    (row,) = program.get(f"/batches/{batch['id']}/rows").data["items"]
    assert row["values"] == full
    assert row["problems"] == []


def test_a_sheet_is_uploaded_as_it_is(alder: College) -> None:
    program = alder.program()
    text = io.StringIO()
    csv.writer(text, delimiter=";").writerows([["Name", "E-Mail"], ["Zoë Ångström", "zoe@people.example"]])
    parts = [
        ("micro_credential", "", alder.design().encode()),
        ("sheet", '; filename="sheet.csv"', text.getvalue().encode("cp1252")),
    ]
    form = b"".join(
        f'--x\r\nContent-Disposition: form-data; name="{name}"{more}\r\n\r\n'.encode() + data + b"\r\n"
        for name, more, data in parts
    )
    answer = program.post(
        "/batches/sheet", form + b"--x--\r\n", content_type="multipart/form-data; boundary=x"
    )
    assert answer.status_code == 201, answer.data
    assert (answer.data["counts"]["to_award"], answer.data["name"]) == (1, "sheet.csv")


def test_a_large_batch_waits_for_a_second_person(alder: College) -> None:
    from microcred.platform.institutions import services as institutions

    institutions.change_review(
        actor=alder.owner,
        institution=alder.public_id,
        before_publishing=False,
        batches_over=0,
        now=house.FOUNDED,
    )
    program = alder.program()
    rows = {"micro_credential": alder.design(), "rows": [{"name": "Ada Lind"}]}
    at = f"/batches/{program.post('/batches', rows).data['id']}"
    assert program.get(at).data["needs_approval"] is True
    assert program.post(f"{at}/release", {}).data["code"] == "batch.approval-missing"
    assert program.post(f"{at}/approve").data["code"] == "batch.own"
    assert alder.program(alder.somebody("reviewer")).post(f"{at}/approve").status_code == 200
    assert program.post(f"{at}/release", {}).data["state"] == "scheduled"


def test_pages_hold_still_while_more_is_awarded(alder: College) -> None:
    program, design = alder.program(), alder.design()
    for number in range(5):
        program.post("/awards", person(design, f"P{number} Lind"))
    first = program.get("/awards?limit=2").data
    program.post("/awards", person(design, "Late Lind"))
    second = program.get(f"/awards?limit=2&cursor={first['next']}").data
    third = program.get(f"/awards?limit=2&cursor={second['next']}").data
    names = [one["name"] for page in (first, second, third) for one in page["items"]]
    assert names == [f"P{number} Lind" for number in (4, 3, 2, 1, 0)]
    assert third["next"] is None
    assert program.get(f"/micro-credentials?cursor={first['next'][:-4]}").status_code == 422
    assert program.get("/awards?cursor=nonsense").data["code"] == "api.cursor"


def test_a_version_after_another_and_a_second_pair_of_eyes(alder: College) -> None:
    program, design = alder.program(), alder.design()
    at = f"/micro-credentials/{design}"
    assert program.post(f"{at}/versions").data["at_work"]["number"] == 2
    revision = program.get(at).data["at_work"]["revision"]
    changed = {**house.content("Presenting well").as_json()}
    assert program.send("PUT", f"{at}/draft", {"content": changed, "revision": revision}).status_code == 200
    stale = program.send("PUT", f"{at}/draft", {"content": changed, "revision": revision})
    assert (stale.status_code, stale.data["code"]) == (409, "achievement.edited-meanwhile")
    program.post(f"{at}/submit")
    assert program.post(f"{at}/approve", {}).data["code"] == "achievement.second-pair-of-eyes"
    reviewer = alder.program(alder.somebody("reviewer"))
    assert reviewer.post(f"{at}/approve", {"remark": "Good."}).data["at_work"]["remark"] == "Good."
    assert (
        program.post(f"{at}/publish").data["published"]["content"]["texts"]["en"]["name"] == "Presenting well"
    )
    assert [one["number"] for one in program.get(f"{at}/versions").data["items"]] == [2, 1]
    assert program.post(f"{at}/retire").data["published"] is None
    assert program.post("/awards", person(design)).data["code"] == "award.not-published"
