"""The desk for programs: up to 500 credentials given at once, checked while they are asked after."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256
from typing import Annotated, Any, Literal

from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja import File, Form, Path, Query, Router, UploadedFile
from pydantic import BaseModel, ConfigDict, Field

from microcred.platform.gateways.access import Caller
from microcred.platform.gateways.api import once
from microcred.platform.gateways.api.awards import Key
from microcred.platform.gateways.api.calling import Permission, caller_of, declared
from microcred.platform.gateways.scopes import Scope
from microcred.platform.institutions.access import NotFound
from microcred.platform.institutions.roles import Role
from microcred.platform.verifier import services, visitors
from microcred.platform.verifier.desk import state
from microcred.platform.verifier.desk.errors import RunGone
from microcred.platform.verifier.desk.gathering import MOST, REQUEST_BYTES, gather
from microcred.platform.verifier.models import DeskRun
from microcred.platform.verifier.services.watching import moved_on
from microcred.platform.web.asking import now

router = Router(tags=["Many checks"])
CHECK = Permission(Scope.DESK, [role.value for role in Role])
Id = Annotated[str, Path(max_length=40, description="The id of the run.")]
Names = Annotated[
    Literal["shown", "hidden"], Query(description="`hidden` numbers the people and files instead.")
]
Skill = Annotated[str, Field(max_length=200)]
_RUN = "/desk/runs/{run}"


class Links(BaseModel):
    """Addresses of credentials, and compact tokens."""

    model_config = ConfigDict(extra="forbid")

    links: list[Annotated[str, Field(min_length=1, max_length=20_000)]] = Field(min_length=1, max_length=MOST)
    wanted: list[Skill] = Field([], max_length=services.desk.MOST_SKILLS, description="Skills looked for.")
    policy: str = Field("", max_length=40, description="A saved policy of the key's person.")
    consent: bool = Field(
        False, description="Whether requests may go out that tell an issuer or a host what is checked."
    )


class Unused(BaseModel):
    """What was given and could not be used."""

    name: str
    code: str


class Run(BaseModel):
    """A run as far as it has come."""

    id: str
    state: Literal["checking", "done"]
    done: int
    total: int
    waiting_for_consent: int = Field(description="Not checked: this would tell the issuer.")
    problems: list[Unused]
    created_at: datetime
    deleted_at: datetime = Field(description="When it is deleted with its results.")


@router.post("/desk/runs", **declared(CHECK, response={201: Run}, operation_id="startRun"))
def start(request: HttpRequest, body: Links, idempotency_key: Key = "") -> HttpResponse:
    """Starts a run of links. Nothing is fetched from others without `consent`."""
    caller, at = caller_of(request), now()

    def work() -> Run:
        return _started(
            request, caller, [], "\n".join(body.links), body.wanted, body.policy, body.consent, at
        )

    return once.created(caller, idempotency_key, "desk", body, at, work)


@router.post(
    "/desk/runs/files",
    **declared(CHECK, most_bytes=REQUEST_BYTES, response={201: Run}, operation_id="startRunOfFiles"),
)
def start_files(
    request: HttpRequest,
    files: Annotated[list[UploadedFile], File(description="Credentials, ZIPs of them, a CSV of applicants.")],
    wanted: Annotated[str, Form(max_length=10_000, description="Skills looked for, one on each line.")] = "",
    policy: Annotated[str, Form(max_length=40)] = "",
    consent: Annotated[bool, Form()] = False,
    idempotency_key: Key = "",
) -> HttpResponse:
    """Starts a run of files, up to 500 credentials in 60 MB; they are deleted as soon as they are checked."""
    caller, at = caller_of(request), now()
    given = [(str(one.name), one.read()) for one in files]
    skills = [line.strip() for line in wanted.replace("\0", "").splitlines() if line.strip()]

    def work() -> Run:
        return _started(request, caller, given, "", skills, policy, consent, at)

    digest = sha256()
    for name, data in given:
        digest.update(sha256(name.encode("utf-8", "replace")).digest() + sha256(data).digest())
    what = f"desk files {skills} {policy} {consent}"
    return once.created(caller, idempotency_key, what, digest.digest(), at, work)


@router.get(_RUN, **declared(CHECK, response=Run, operation_id="getRun"))
def run(request: HttpRequest, run: Id) -> Run:
    """How far a run is. Asking moves it on: ask every second or two until it is done."""
    found = _run(request, run)
    moved_on(found)
    return _shown(found)


@router.post(f"{_RUN}/consent", **declared(CHECK, response=Run, operation_id="consentToRequests"))
def consent(request: HttpRequest, run: Id) -> Run:
    """Allows the requests that waited, since they tell an issuer or a host which credential is checked."""
    found = _run(request, run)
    services.allow_requests(actor=caller_of(request).account, public_id=found.pk, now=now())
    found.refresh_from_db()
    return _shown(found)


@router.get(
    f"{_RUN}/results",
    **declared(
        CHECK,
        operation_id="getResults",
        extra={
            "responses": {
                200: {
                    "description": "People with their credentials.",
                    "content": {"application/json": {"schema": {"type": "object", "required": ["people"]}}},
                }
            }
        },
    ),
)
def results(request: HttpRequest, run: Id, names: Names = "shown") -> HttpResponse:
    """What the run has come to so far: the people, their credentials, and which wanted skills these show."""
    body = state.results_of(_run(request, run), named=names == "shown")
    answer = JsonResponse(body, json_dumps_params={"ensure_ascii": False})
    answer["Cache-Control"] = "no-store"
    return answer


@router.get(
    f"{_RUN}/results/{{table}}",
    **declared(
        CHECK,
        operation_id="getTable",
        extra={
            "responses": {
                200: {"description": "CSV.", "content": {"text/csv": {"schema": {"type": "string"}}}}
            }
        },
    ),
)
def table(
    request: HttpRequest, run: Id, table: Literal["people", "credentials"], names: Names = "shown"
) -> HttpResponse:
    """The same as a sheet: one line for each person, or for each credential."""
    text = state.table_of(_run(request, run), table, named=names == "shown")
    answer = HttpResponse(text, content_type="text/csv; charset=utf-8")
    answer["Cache-Control"] = "no-store"
    return answer


@router.delete(_RUN, **declared(CHECK, response={204: None}, operation_id="deleteRun"))
def delete(request: HttpRequest, run: Id) -> HttpResponse:
    """Deletes a run with its results now, not after an hour."""
    found = _run(request, run)
    services.forget_run(actor=caller_of(request).account, public_id=found.pk, now=now())
    return HttpResponse(status=204)


def _started(
    request: HttpRequest,
    caller: Caller,
    files: list[tuple[str, bytes]],
    text: str,
    wanted: list[str],
    policy: str,
    consent: bool,
    at: datetime,
) -> Run:
    visitors.count(request, checks=10)
    services.forget_runs(now=at)
    made: Any = services.start_run(
        actor=caller.account,
        gathered=gather(files, text),
        wanted=wanted,
        policy=policy,
        consent=consent,
        now=at,
        institution_id=caller.institution_id,
    )
    return _shown(made)


def _run(request: HttpRequest, public_id: str) -> DeskRun:
    """A run that a key of this person started for this institution; raises `NotFound` for any other.

    What the person gave on the page, or through a key of another institution, is none of this one's.
    """
    caller = caller_of(request)
    try:
        found = services.run_of(caller.account, public_id, now())
    except RunGone:
        raise NotFound(public_id[:40]) from None
    if found.institution_id != caller.institution_id:
        raise NotFound(public_id[:40])
    return found


def _shown(found: DeskRun) -> Run:
    far = state.state_of(found)
    return Run(
        id=found.pk,
        state="done" if far.finished else "checking",
        done=far.done,
        total=far.total,
        waiting_for_consent=far.consents,
        problems=[Unused(name=name, code=code) for name, code, _ in found.problems],
        created_at=found.created_at,
        deleted_at=found.ends_at,
    )
