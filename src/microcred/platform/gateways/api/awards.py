"""Awards: made, listed, corrected, renewed; withdrawn, suspended, reinstated; taken along in every form."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Annotated, Any, Literal

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from ninja import Header, Path, Query, Router, Status
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from microcred.platform.awards import access, queries, services
from microcred.platform.awards.identity import Identity
from microcred.platform.awards.queries import AwardRow
from microcred.platform.catalogue import access as catalogue
from microcred.platform.credentials import access as credentials
from microcred.platform.gateways.access import Caller, own
from microcred.platform.gateways.api import once, paging
from microcred.platform.gateways.api.calling import Permission, caller_of, declared
from microcred.platform.gateways.api.paging import PAGE, Cursor, Most, Page
from microcred.platform.gateways.scopes import Scope
from microcred.platform.web.asking import now

router = Router(tags=["Awards"])
SEE = Permission(Scope.AWARDS, access.ROLES["view"])
AWARD = Permission(Scope.AWARDS_WRITE, access.ROLES["award"])
CHANGE = Permission(Scope.AWARDS_STATUS, credentials.ROLES["change status"])
MANY = 1000
"""Awards whose status changes in one request."""

Id = Annotated[str, Path(max_length=40, description="The id of the award, which is that of its credential.")]
Key = Annotated[
    str,
    Header(
        alias="Idempotency-Key",
        description="A new UUID for each new request. The same request with the same key within 24 hours "
        "gets the same answer and does nothing again.",
    ),
]
State = Literal["active", "suspended", "revoked"]
Answer = Literal["pending", "accepted", "declined"]
Line = Annotated[str, Field(max_length=200)]


class IdentityIn(BaseModel):
    """How the person's identity was established. A document needs who saw it and when."""

    model_config = ConfigDict(extra="forbid")

    way: Literal["sign-in", "document", "email"] = "email"
    by: Line = ""
    at: AwareDatetime | None = None


class PersonIn(BaseModel):
    """One person with a result, as a row of a sheet would say it."""

    model_config = ConfigDict(extra="forbid")

    name: Line = Field("", description="As it is to stand on the credential.")
    email: str = Field("", max_length=254, description="Without one, a code is made to claim it with.")
    person_id: Line = Field("", description="The person's number with the institution.")
    grade: Line = ""
    issued: date | None = Field(None, description="The day of the award; without it, today.")
    expires: date | None = None
    narrative: str = Field("", max_length=10_000)
    evidence_url: str = Field("", max_length=2_000)
    evidence_name: Line = ""
    evidence_text: str = Field("", max_length=10_000)
    language: str = Field("", max_length=35)

    def values(self) -> dict[str, object]:
        """As a sheet's fields; what is empty is left out."""
        return {name: value for name, value in self.model_dump(mode="json").items() if value}


class AwardIn(PersonIn):
    """One award."""

    micro_credential: str = Field(max_length=40, description="The id of a published micro-credential.")
    identity: IdentityIn = IdentityIn()

    def values(self) -> dict[str, object]:
        """As a sheet's fields, without what is not the person's."""
        kept = super().values()
        return {name: value for name, value in kept.items() if name not in ("micro_credential", "identity")}


class Correction(BaseModel):
    """What is corrected; what is left out stays as it was signed."""

    model_config = ConfigDict(extra="forbid")

    name: Line | None = None
    email: str | None = Field(None, max_length=254)
    person_id: Line | None = None
    grade: Line | None = None
    issued: date | None = None
    expires: date | None = None
    narrative: str | None = Field(None, max_length=10_000)
    evidence_url: str | None = Field(None, max_length=2_000)
    evidence_name: Line | None = None
    evidence_text: str | None = Field(None, max_length=10_000)
    language: str | None = Field(None, max_length=35)


class Change(BaseModel):
    """Awards, and why their status changes. The holders can read it."""

    model_config = ConfigDict(extra="forbid")

    awards: list[Annotated[str, Field(max_length=40)]] = Field(min_length=1, max_length=MANY)
    reason: str = Field(min_length=1, max_length=500)


class Changed(BaseModel):
    """How many awards changed; those that stood so already are not counted."""

    changed: int


class Claim(BaseModel):
    """What the learner has answered, and how often they were asked."""

    answer: Answer
    visibility: Literal["public", "link", "private"]
    invited_at: datetime | None
    lapses_at: datetime | None = Field(description="When the link of the mail ends; null once answered.")
    reminders: int
    code: str = Field(description="The code of a printed slip, for a person without an address; else empty.")


class Award(BaseModel):
    """One award as it stands."""

    id: str
    micro_credential: str
    title: str
    version: int
    name: str
    email: str
    grade: str
    state: State
    reason: str
    claim: Claim
    identity: str = Field(description="How the person's identity was established.")
    awarded_at: datetime
    valid_until: datetime | None
    page: str = Field(description="The address of the credential, which stands in it.")


class Awards(Page):
    """One page of awards, latest first."""

    items: list[Award]


@router.get("/awards", **declared(SEE, response=Awards, operation_id="listAwards"))
def awards(
    request: HttpRequest,
    claim: Annotated[Answer | None, Query(description="What the learner answered.")] = None,
    state: Annotated[State | None, Query()] = None,
    micro_credential: Annotated[str, Query(max_length=40)] = "",
    batch: Annotated[str, Query(max_length=40)] = "",
    text: Annotated[str, Query(max_length=200, description="Part of a name or an address.")] = "",
    cursor: Cursor = "",
    limit: Most = PAGE,
) -> Awards:
    """The awards of the institution, latest first. `claim=pending` lists what nobody has answered."""
    caller = caller_of(request)
    rows = queries.awards_after(
        caller.account,
        caller.institution,
        after=paging.read_moment(cursor),
        most=limit + 1,
        acceptance=claim or "",
        state=state or "",
        achievement=micro_credential,
        batch=batch,
        text=text,
    )
    shown, following = paging.cut(rows, limit, lambda row: (row.awarded_at.isoformat(), row.public_id))
    return Awards(items=[_award(row) for row in shown], next=following)


@router.post("/awards", **declared(AWARD, response={201: Award}, operation_id="award"))
def award_one(request: HttpRequest, body: AwardIn, idempotency_key: Key = "") -> HttpResponse:
    """Awards a published micro-credential to one person. It is signed at once, and the mail is sent."""
    caller, at = caller_of(request), now()

    def work() -> Any:
        found = catalogue.achievement(caller.account, body.micro_credential, to="award")
        own(caller, found.institution_id, body.micro_credential)
        made = services.award_one(
            actor=caller.account,
            achievement=body.micro_credential,
            values=body.values(),
            identity=identity_of(body.identity),
            now=at,
        )
        return _found(caller, made, to="award")

    return once.created(caller, idempotency_key, "award", body, at, work)


@router.post("/awards/revoke", **declared(CHANGE, response=Changed, operation_id="revokeAwards"))
def revoke(request: HttpRequest, body: Change) -> Changed:
    """Withdraws awards for good, all or none."""
    return _change(request, body, services.revoke)


@router.post("/awards/suspend", **declared(CHANGE, response=Changed, operation_id="suspendAwards"))
def suspend(request: HttpRequest, body: Change) -> Changed:
    """Suspends awards until they are reinstated, all or none."""
    return _change(request, body, services.suspend)


@router.post("/awards/reinstate", **declared(CHANGE, response=Changed, operation_id="reinstateAwards"))
def reinstate(request: HttpRequest, body: Change) -> Changed:
    """Ends the suspension of awards, all or none."""
    return _change(request, body, services.reinstate)


@router.get("/awards/{award}", **declared(SEE, response=Award, operation_id="getAward"))
def award(request: HttpRequest, award: Id) -> Award:
    """One award as it stands, with what the learner answered."""
    return _found(caller_of(request), award)


@router.get(
    "/awards/{award}/copies/{form}",
    **declared(
        SEE,
        operation_id="getCopy",
        extra={
            "responses": {
                200: {
                    "description": "The copy.",
                    "content": {
                        kind: {"schema": {"type": "string", "contentEncoding": "binary"}}
                        for kind in (
                            "application/vc",
                            "application/vc+jwt",
                            "image/png",
                            "image/svg+xml",
                            "application/pdf",
                        )
                    },
                }
            }
        },
    ),
)
def copy(
    request: HttpRequest,
    award: Id,
    form: Annotated[Literal["json", "jwt", "png", "svg", "pdf"], Path()],
    paper: Annotated[Literal["a4", "letter"], Query(description="For the certificate.")] = "a4",
) -> HttpResponse:
    """The credential as signed JSON, JWT, badge with the credential inside, or certificate."""
    caller = caller_of(request)
    _guard(caller, award, to="view")
    made = services.copy_of(actor=caller.account, public_id=award, form=form, now=now(), paper=paper)
    answer = HttpResponse(made.body, content_type=made.media_type)
    answer["Content-Disposition"] = content_disposition_header(True, made.name) or "attachment"
    answer["Cache-Control"] = "private, no-store"
    return answer


@router.post("/awards/{award}/correct", **declared(AWARD, response={201: Award}, operation_id="correctAward"))
def correct(request: HttpRequest, award: Id, body: Correction, idempotency_key: Key = "") -> HttpResponse:
    """Replaces an award by a corrected one; the old credential is revoked as superseded."""
    caller, at = caller_of(request), now()
    values = {name: value or "" for name, value in body.model_dump(mode="json", exclude_unset=True).items()}

    def work() -> Any:
        _guard(caller, award, to="award")
        made = services.correct(actor=caller.account, public_id=award, values=values, now=at)
        return _found(caller, made, to="award")

    return once.created(caller, idempotency_key, f"correct {award}", body, at, work)


@router.post("/awards/{award}/renew", **declared(AWARD, response={201: Award}, operation_id="renewAward"))
def renew(request: HttpRequest, award: Id, idempotency_key: Key = "") -> HttpResponse:
    """Awards anew from the version that is published now; the old credential stays as it is."""
    caller, at = caller_of(request), now()

    def work() -> Any:
        _guard(caller, award, to="award")
        made = services.renew(actor=caller.account, public_id=award, now=at)
        return _found(caller, made, to="award")

    return once.created(caller, idempotency_key, f"renew {award}", None, at, work)


@router.post("/awards/{award}/mail", **declared(AWARD, response={202: None}, operation_id="sendMailAgain"))
def mail(request: HttpRequest, award: Id) -> Status[None]:
    """Sends the mail again with a new link, which ends the one before."""
    caller = caller_of(request)
    _guard(caller, award, to="award")
    services.resend(actor=caller.account, public_ids=[award], now=now())
    return Status(202, None)


def identity_of(given: IdentityIn) -> Identity:
    """The identity check that was sent; raises `IdentityIncomplete`."""
    return Identity(given.way, given.by, given.at)


def _change(request: HttpRequest, body: Change, change: Callable[..., int]) -> Changed:
    """The services find no award of another institution than the one that is named."""
    caller = caller_of(request)
    count = change(
        actor=caller.account,
        institution=caller.institution,
        public_ids=list(dict.fromkeys(body.awards)),
        reason=body.reason,
        now=now(),
    )
    return Changed(changed=count)


def _guard(caller: Caller, public_id: str, *, to: str) -> None:
    with transaction.atomic():
        found = access.award(caller.account, public_id, to=to)
    own(caller, found.institution_id, public_id)


def _found(caller: Caller, public_id: str, *, to: str = "view") -> Award:
    _guard(caller, public_id, to=to)
    row = queries.award(public_id)
    assert row is not None
    return _award(row)


def _award(row: AwardRow) -> Award:
    return Award.model_validate(
        {
            "id": row.public_id,
            "micro_credential": row.achievement,
            "title": row.title,
            "version": row.version,
            "name": row.name,
            "email": row.email,
            "grade": row.grade,
            "state": row.state,
            "reason": row.reason,
            "claim": {
                "answer": row.acceptance,
                "visibility": row.visibility,
                "invited_at": row.invited_at,
                "lapses_at": row.lapses_at,
                "reminders": row.reminders,
                "code": row.claim_code,
            },
            "identity": row.identity_way,
            "awarded_at": row.awarded_at,
            "valid_until": row.valid_until,
            "page": row.address,
        }
    )
