"""Micro-credentials: listed, drafted, reviewed, published, retired, version by version."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from django.http import HttpRequest
from ninja import Path, Query, Router, Status
from pydantic import BaseModel, ConfigDict, Field

from microcred.platform.awards.addresses import achievement_address
from microcred.platform.catalogue import access, queries, services
from microcred.platform.catalogue.content import AchievementContent
from microcred.platform.catalogue.queries import AchievementRow, VersionDetail
from microcred.platform.gateways.access import Caller, own
from microcred.platform.gateways.api import paging
from microcred.platform.gateways.api.calling import Permission, caller_of, declared
from microcred.platform.gateways.api.paging import PAGE, Cursor, Most, Page
from microcred.platform.gateways.scopes import Scope
from microcred.platform.web.asking import now

router = Router(tags=["Micro-credentials"])
SEE = Permission(Scope.DESIGNS, access.ROLES["view"])
WRITE = Permission(Scope.DESIGNS_WRITE, access.ROLES["write"])
PUBLISH = Permission(Scope.DESIGNS_WRITE, access.ROLES["publish"])
REVIEW = Permission(Scope.DESIGNS_WRITE, access.ROLES["review"])

State = Literal["draft", "in_review", "published", "retired"]
Id = Annotated[str, Path(max_length=40, description="The id of the micro-credential.")]


class MicroCredentialLine(BaseModel):
    """A line of the list: the published version, else the latest."""

    id: str
    name: str
    kind: str
    eqf_level: int | None
    version: int
    state: State
    at_work: str = Field(description="The state of a newer version, or empty.")
    edited_at: datetime
    page: str


class MicroCredentials(Page):
    """One page of micro-credentials, by name."""

    items: list[MicroCredentialLine]


class Version(BaseModel):
    """One version with all that it says."""

    number: int
    state: State
    content: AchievementContent
    revision: int = Field(description="How often the draft was saved; send it back when you save it.")
    missing: list[str] = Field(description="What must be filled before it can be published.")
    remark: str = Field(description="What the reviewer said.")
    edited_at: datetime
    edited_by: str
    reviewed_at: datetime | None
    reviewed_by: str
    published_at: datetime | None


class MicroCredential(BaseModel):
    """A micro-credential: the version that is awarded, and the one at work."""

    id: str
    page: str
    published: Version | None
    at_work: Version | None = Field(description="A draft, or a version in review.")
    versions: list[int] = Field(description="The numbers of all versions, latest first.")


class Versions(BaseModel):
    """All versions of a micro-credential, latest first."""

    items: list[Version]


class Draft(BaseModel):
    """What a micro-credential is to say."""

    model_config = ConfigDict(extra="forbid")

    content: AchievementContent


class Edit(Draft):
    """A draft, changed."""

    revision: int | None = Field(
        None, ge=1, description="The revision you have read; if it has moved on, nothing is overwritten."
    )


class Remark(BaseModel):
    """What is said to the authors."""

    model_config = ConfigDict(extra="forbid")

    remark: str = Field("", max_length=1000)


@router.get(
    "/micro-credentials",
    **declared(SEE, response=MicroCredentials, operation_id="listMicroCredentials"),
)
def micro_credentials(
    request: HttpRequest,
    state: Annotated[State | None, Query()] = None,
    cursor: Cursor = "",
    limit: Most = PAGE,
) -> MicroCredentials:
    """The micro-credentials of the institution, by name."""
    caller, after = caller_of(request), paging.read(cursor, str, str)
    rows = [
        row
        for row in queries.of_institution(caller.account, caller.institution)
        if (state is None or state in (row.state, row.at_work)) and (after is None or _place(row) > after)
    ]
    shown, following = paging.cut(rows, limit, _place)
    return MicroCredentials(items=[_line(row) for row in shown], next=following)


@router.post(
    "/micro-credentials",
    **declared(WRITE, response={201: MicroCredential}, operation_id="draftMicroCredential"),
)
def draft(request: HttpRequest, body: Draft) -> Status[MicroCredential]:
    """Begins a micro-credential as a draft."""
    caller = caller_of(request)
    made = services.draft(
        actor=caller.account, institution=caller.institution, content=body.content, now=now()
    )
    return Status(201, _found(caller, made, to="write"))


@router.get(
    "/micro-credentials/{micro_credential}",
    **declared(SEE, response=MicroCredential, operation_id="getMicroCredential"),
)
def micro_credential(request: HttpRequest, micro_credential: Id) -> MicroCredential:
    """A micro-credential with its published version and the one at work."""
    return _found(caller_of(request), micro_credential)


@router.get(
    "/micro-credentials/{micro_credential}/versions",
    **declared(SEE, response=Versions, operation_id="listVersions"),
)
def versions(request: HttpRequest, micro_credential: Id) -> Versions:
    """All versions of a micro-credential, latest first."""
    caller = caller_of(request)
    _guard(caller, micro_credential, to="view")
    return Versions(items=[_version(one) for one in queries.achievement(caller.account, micro_credential)])


@router.post(
    "/micro-credentials/{micro_credential}/versions",
    **declared(WRITE, response={201: MicroCredential}, operation_id="beginVersion"),
)
def new_version(request: HttpRequest, micro_credential: Id) -> Status[MicroCredential]:
    """Begins the next version as a draft, a copy of the latest."""
    caller = caller_of(request)
    _guard(caller, micro_credential, to="write")
    services.new_version(actor=caller.account, public_id=micro_credential, now=now())
    return Status(201, _found(caller, micro_credential, to="write"))


@router.put(
    "/micro-credentials/{micro_credential}/draft",
    **declared(WRITE, response=MicroCredential, operation_id="editDraft"),
)
def edit(request: HttpRequest, micro_credential: Id, body: Edit) -> MicroCredential:
    """Saves the draft."""
    caller = caller_of(request)
    _guard(caller, micro_credential, to="write")
    services.edit(
        actor=caller.account,
        public_id=micro_credential,
        content=body.content,
        revision=body.revision,
        now=now(),
    )
    return _found(caller, micro_credential, to="write")


@router.delete(
    "/micro-credentials/{micro_credential}/draft",
    **declared(WRITE, response={204: None}, operation_id="discardDraft"),
)
def discard(request: HttpRequest, micro_credential: Id) -> Status[None]:
    """Deletes the draft; the micro-credential with it, if it never had another version."""
    caller = caller_of(request)
    _guard(caller, micro_credential, to="write")
    services.discard_draft(actor=caller.account, public_id=micro_credential, now=now())
    return Status(204, None)


@router.post(
    "/micro-credentials/{micro_credential}/submit",
    **declared(WRITE, response=MicroCredential, operation_id="submitForReview"),
)
def submit(request: HttpRequest, micro_credential: Id) -> MicroCredential:
    """Asks for a second pair of eyes."""
    caller = caller_of(request)
    _guard(caller, micro_credential, to="write")
    services.submit(actor=caller.account, public_id=micro_credential, now=now())
    return _found(caller, micro_credential, to="write")


@router.post(
    "/micro-credentials/{micro_credential}/approve",
    **declared(REVIEW, response=MicroCredential, operation_id="approveVersion"),
)
def approve(request: HttpRequest, micro_credential: Id, body: Remark) -> MicroCredential:
    """Approves the version in review: never by somebody who wrote at it."""
    caller = caller_of(request)
    _guard(caller, micro_credential, to="review")
    services.approve(actor=caller.account, public_id=micro_credential, remark=body.remark, now=now())
    return _found(caller, micro_credential, to="review")


@router.post(
    "/micro-credentials/{micro_credential}/send-back",
    **declared(REVIEW, response=MicroCredential, operation_id="sendBack"),
)
def send_back(request: HttpRequest, micro_credential: Id, body: Remark) -> MicroCredential:
    """Gives the version in review back to its authors."""
    caller = caller_of(request)
    _guard(caller, micro_credential, to="review")
    services.send_back(actor=caller.account, public_id=micro_credential, remark=body.remark, now=now())
    return _found(caller, micro_credential, to="review")


@router.post(
    "/micro-credentials/{micro_credential}/publish",
    **declared(PUBLISH, response=MicroCredential, operation_id="publishMicroCredential"),
)
def publish(request: HttpRequest, micro_credential: Id) -> MicroCredential:
    """Publishes the version at work; the one before is retired, and awards made from it stay."""
    caller = caller_of(request)
    _guard(caller, micro_credential, to="publish")
    services.publish(actor=caller.account, public_id=micro_credential, now=now())
    return _found(caller, micro_credential, to="publish")


@router.post(
    "/micro-credentials/{micro_credential}/retire",
    **declared(PUBLISH, response=MicroCredential, operation_id="retireMicroCredential"),
)
def retire(request: HttpRequest, micro_credential: Id) -> MicroCredential:
    """Ends awarding; awards that were made stay as they are."""
    caller = caller_of(request)
    _guard(caller, micro_credential, to="publish")
    services.retire(actor=caller.account, public_id=micro_credential, now=now())
    return _found(caller, micro_credential, to="publish")


def _guard(caller: Caller, public_id: str, *, to: str) -> None:
    found = access.achievement(caller.account, public_id, to=to)
    own(caller, found.institution_id, public_id)


def _found(caller: Caller, public_id: str, *, to: str = "view") -> MicroCredential:
    _guard(caller, public_id, to=to)
    rows = queries.achievement(caller.account, public_id)
    return MicroCredential(
        id=public_id,
        page=achievement_address(public_id),
        published=next((_version(one) for one in rows if one.state == "published"), None),
        at_work=next((_version(one) for one in rows if one.state in ("draft", "in_review")), None),
        versions=[one.number for one in rows],
    )


def _place(row: AchievementRow) -> tuple[str, str]:
    return row.name.casefold(), row.public_id


def _line(row: AchievementRow) -> MicroCredentialLine:
    return MicroCredentialLine.model_validate(
        {
            "id": row.public_id,
            "name": row.name,
            "kind": row.kind,
            "eqf_level": row.level,
            "version": row.number,
            "state": row.state,
            "at_work": row.at_work,
            "edited_at": row.edited_at,
            "page": achievement_address(row.public_id),
        }
    )


def _version(one: VersionDetail) -> Version:
    return Version.model_validate(
        {
            "number": one.number,
            "state": one.state,
            "content": one.content,
            "revision": one.revision,
            "missing": list(one.missing),
            "remark": one.remark,
            "edited_at": one.edited_at,
            "edited_by": one.edited_by,
            "reviewed_at": one.reviewed_at,
            "reviewed_by": one.reviewed_by,
            "published_at": one.published_at,
        }
    )
