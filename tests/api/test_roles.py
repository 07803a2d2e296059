from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from tests import assessing, house
from tests.api.site import College
from tests.services.catalogue.test_offerings import NOW, offered

from microcred.platform.assessment import services as assessment
from microcred.platform.catalogue import services as catalogue
from microcred.platform.enrolments import queries
from microcred.platform.enrolments import services as enrolments
from microcred.platform.gateways.api.document import operations
from microcred.platform.institutions.roles import Role

CONTENT = house.content().as_json()
BODIES: dict[str, Callable[[dict[str, str]], Any]] = {
    "rotateKey": lambda at: {},
    "draftMicroCredential": lambda at: {"content": CONTENT},
    "editDraft": lambda at: {"content": CONTENT},
    "approveVersion": lambda at: {},
    "sendBack": lambda at: {},
    "award": lambda at: {"micro_credential": at["published"], "name": "Nobody", "email": "not an address"},
    "correctAward": lambda at: {"email": "not an address"},
    "revokeAwards": lambda at: {"awards": [at["award"]], "reason": " "},
    "suspendAwards": lambda at: {"awards": [at["award"]], "reason": " "},
    "reinstateAwards": lambda at: {"awards": [at["award"]], "reason": " "},
    "startBatch": lambda at: {"micro_credential": at["published"], "rows": [{"name": "Ada Lind"}]},
    "fixRow": lambda at: {"values": {"name": "Ada Lind"}},
    "leaveOut": lambda at: {},
    "releaseBatch": lambda at: {"at": "2020-01-01T00:00:00Z"},
    "verifyAddress": lambda at: {"address": "http://10.0.0.1/x"},
    "markInvoicePaid": lambda at: {},
    "startRun": lambda at: {"links": ["https://a.example/1"]},
    "verify": lambda at: b"{}",
    "checkResults": lambda at: {"rows": [{"name": "Ada Lind", "email": "not an address"}]},
    "checkOfferingResults": lambda at: {"rows": [{"name": "Ada Lind", "email": "not an address"}]},
    "sendOfferingResults": lambda at: {"rows": [{"name": "Ada Lind", "email": "not an address"}]},
    "sendResults": lambda at: {"rows": [{"name": "Ada Lind", "email": "not an address"}]},
}
"""A body for each operation that needs one, so wrong in content that those who may do it change little."""


def things(college: College) -> dict[str, str]:
    """One of everything in a college: a published one, a draft, an award, a batch."""
    program, published = college.program(), college.design()
    draft = catalogue.draft(
        actor=college.owner,
        institution=college.public_id,
        content=house.content("Listening"),
        now=house.FOUNDED,
    )
    person = {"micro_credential": published, "name": "Ada Lind", "email": "ada@people.example"}
    award = program.post("/awards", person).data["id"]
    rows = {"micro_credential": published, "rows": [{"name": "Bo Ek", "email": "bo@people.example"}]}
    return {
        "published": published,
        "draft": draft,
        "award": award,
        "batch": program.post("/batches", rows).data["id"],
        **enrolled(college, published),
        "cohort": cohort(college),
        "run": a_run(program),
    }


def a_run(program: Any) -> str:
    """A run of the desk that waits for consent."""
    return str(program.post("/desk/runs", {"links": ["https://a.example/1"]}).data["id"])


def cohort(college: College) -> str:
    """One that the college teaches, and another body certifies."""
    head = house.person("Cleo Certifies", f"cleo-{college.public_id.lower()}@people.example")
    certifier = house.institution(head, "Assay Office")
    house.agreed(head, certifier, college.owner, college.public_id)
    method = assessment.set_method(
        actor=head,
        institution=certifier,
        achievement=house.published(head, certifier),
        method=assessing.method(),
        now=house.FOUNDED,
        educator=college.public_id,
    )
    return assessment.begin_cohort(
        actor=college.owner, educator=college.public_id, method=method, name="Spring", now=NOW
    )


def enrolled(college: College, published: str) -> dict[str, str]:
    """An offering with somebody whose place is held until the invoice is paid."""
    offering = offered(college.owner, college.public_id, published, price="90")
    learner = house.person("Lena Lund", f"lena-{offering.lower()}@people.example")
    enrolments.enrol(actor=learner, offering=offering, now=NOW, invoice=True)
    [row] = queries.enrolments(college.owner, offering)
    return {"offering": offering, "invoice": row.invoice}


def path_of(path: str, operation: str, at: dict[str, str]) -> str:
    design = at["published" if operation in ("beginVersion", "retireMicroCredential") else "draft"]
    filled = path.removeprefix("/api/v1").replace("{micro_credential}", design)
    filled = filled.replace("{award}", at["award"]).replace("{batch}", at["batch"])
    filled = filled.replace("{cohort}", at["cohort"]).replace("{run}", at["run"])
    filled = filled.replace("{table}", "people")
    filled = filled.replace("{offering}", at["offering"]).replace("{invoice}", at["invoice"])
    return filled.replace("{form}", "json").replace("{number}", "2").replace("{credential}", at["award"])


def call(college: College, program: Any, method: str, path: str, operation: str, at: dict[str, str]) -> Any:
    if operation == "discardDraft":
        made = catalogue.draft(
            actor=college.owner,
            institution=college.public_id,
            content=house.content("Gone"),
            now=house.FOUNDED,
        )
        at = {**at, "draft": made}
    if operation == "uploadSheet":
        sheet = b"name,email\nCy Ost,cy@people.example\n"
        form = (
            b'--x\r\nContent-Disposition: form-data; name="micro_credential"\r\n\r\n%s\r\n--x\r\n'
            % at["published"].encode()
        )
        form += (
            b'Content-Disposition: form-data; name="sheet"; filename="a.csv"\r\n\r\n'
            + sheet
            + b"\r\n--x--\r\n"
        )
        return program.post(
            path.removeprefix("/api/v1"), form, content_type="multipart/form-data; boundary=x"
        )
    make = BODIES.get(operation)
    return program.send(method, path_of(path, operation, at), make(at) if make else None)


@pytest.mark.parametrize("role", [role.value for role in Role])
def test_each_role_may_do_what_is_declared_and_nothing_else(alder: College, role: str) -> None:
    at = things(alder)
    program = alder.program(alder.somebody(role))
    wrong = []
    for method, path, said in operations():
        name = said["operationId"]
        if "{run}" in path:  # a run is its person's alone
            at = {**at, "run": a_run(program)}
        answer = call(alder, program, method, path, name, at)
        refused = answer.status_code == 403 and answer.data["code"] == "access.not-allowed"
        lost = answer.status_code in (401, 404, 405) or answer.status_code >= 500
        if lost or refused == (not said["x-scope"] or role in said["x-roles"]):
            wrong.append(f"{name}: {answer.status_code} {answer.content[:200]!r}")
    assert wrong == []


def test_nothing_of_another_institution_is_found(alder: College, birch: College) -> None:
    theirs, program = things(birch), alder.program()
    published = alder.design()
    for method, path, said in operations():
        if "{" not in path or not said["x-scope"]:
            continue
        answer = call(birch, program, method, path, said["operationId"], theirs)
        assert (answer.status_code, answer.data["code"]) == (404, "access.not-found"), path
    for body in ({"micro_credential": theirs["published"], "name": "Ada"},):
        assert program.post("/awards", body).status_code == 404
    rows = {"micro_credential": theirs["published"], "rows": [{"name": "Ada"}]}
    assert program.post("/batches", rows).status_code == 404
    for verb in ("revoke", "suspend", "reinstate"):
        own = program.post("/awards", {"micro_credential": published, "name": verb}).data["id"]
        answer = program.post(f"/awards/{verb}", {"awards": [own, theirs["award"]], "reason": "A test."})
        assert answer.status_code == 404
        assert program.get(f"/awards/{own}").data["state"] == "active"


def test_a_person_of_two_institutions_reaches_only_that_of_the_key(alder: College, birch: College) -> None:
    from microcred.platform.institutions import services
    from microcred.platform.institutions.access import by_public_id

    theirs = things(birch)
    services.add_member(
        actor=None,
        institution=by_public_id(birch.public_id),
        account=alder.owner,
        roles=["owner"],
        now=house.FOUNDED,
    )
    program = alder.program()
    for method, path, said in operations():
        if "{" in path and said["x-scope"]:
            answer = call(birch, program, method, path, said["operationId"], theirs)
            assert answer.status_code == 404, path
    assert program.get("/awards").data["items"] == []


def test_every_operation_needs_a_key_with_its_scope_or_is_for_everybody(alder: College) -> None:
    at, keyless = things(alder), alder.program(scopes=("credentials:issue",))
    for method, path, said in operations():
        answer = call(alder, keyless, method, path, said["operationId"], at)
        assert (answer.status_code == 403) == bool(said["x-scope"]), path
        if said["x-scope"]:
            assert answer.data["detail"] == said["x-scope"]
