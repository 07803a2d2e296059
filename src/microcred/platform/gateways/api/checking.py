"""For everybody: whether a credential of this installation stands, and the full check of any credential."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja import Path, Query, Router
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from microcred.platform.accounts.models import Account
from microcred.platform.credentials import queries as credentials
from microcred.platform.gateways.access import Caller
from microcred.platform.gateways.api.calling import public
from microcred.platform.institutions.access import NotFound
from microcred.platform.verifier import intake, visitors
from microcred.platform.verifier.services.checking import checked_address, checked_bytes
from microcred.platform.web.asking import now
from microcred.vc.openbadges.identity import expected

router = Router(tags=["For everybody"])
At = Annotated[
    AwareDatetime | None,
    Query(description="The time to check for; a status list of another time leaves that step undecided."),
]
Recipient = Annotated[
    str, Query(max_length=300, description="Whom the credential should name: a name, an address or a DID.")
]

SavedPolicy = Annotated[
    str,
    Query(
        alias="policy",
        max_length=40,
        description="The id of a policy that the key's person saved; without it everybody on the lists here.",
    ),
]


class Status(BaseModel):
    """Whether a credential stands, and nothing of whom or what it is about."""

    id: str
    state: str
    changed_at: datetime | None
    superseded: bool


class Address(BaseModel):
    """Where a credential is."""

    model_config = ConfigDict(extra="forbid")

    address: str = Field(max_length=4000, pattern="^https?://[^\\s]+$")


REPORT: dict[str, Any] = {
    "responses": {
        200: {
            "description": "The report, whatever it comes to.",
            "content": {
                "application/json": {"schema": {"type": "object", "required": ["verdict", "checks"]}}
            },
        }
    }
}
_BODY = {
    "requestBody": {
        "required": True,
        "description": "The credential itself: JSON, JWT, PNG, SVG or PDF.",
        "content": {"application/octet-stream": {"schema": {"type": "string", "contentEncoding": "binary"}}},
    }
}


@router.get("/status/{credential}", **public(response=Status, operation_id="getStatus"))
def status(
    request: HttpRequest, credential: Annotated[str, Path(max_length=40, description="The id.")]
) -> Status:
    """Whether a credential of this installation stands."""
    found = credentials.status(credential)
    if found is None:
        raise NotFound(credential[:40])
    return Status(
        id=found.public_id, state=found.state, changed_at=found.changed_at, superseded=found.superseded
    )


@router.post(
    "/verify", **public(most_bytes=intake.REQUEST_BYTES, operation_id="verify", extra={**REPORT, **_BODY})
)
def verify(
    request: HttpRequest, at: At = None, recipient: Recipient = "", policy: SavedPolicy = ""
) -> HttpResponse:
    """Checks a credential. Nothing is stored, and nothing tells its issuer whom it is about."""
    visitors.count(request)
    report = checked_bytes(
        request.body,
        account=_account(request),
        at=at,
        expected=expected(recipient),
        policy=policy,
        now=now(),
    )
    return _reply(report)


@router.post("/verify/address", **public(operation_id="verifyAddress", extra=REPORT))
def verify_address(
    request: HttpRequest,
    body: Address,
    at: At = None,
    recipient: Recipient = "",
    policy: SavedPolicy = "",
) -> HttpResponse:
    """Fetches a credential from its address, which its host will see, and checks it."""
    visitors.count(request)
    report = checked_address(
        body.address,
        account=_account(request),
        at=at,
        expected=expected(recipient),
        policy=policy,
        now=now(),
    )
    return _reply(report)


def _account(request: HttpRequest) -> Account | None:
    caller = request.auth  # type: ignore[attr-defined]
    return caller.account if isinstance(caller, Caller) else None


def _reply(report: dict[str, Any]) -> HttpResponse:
    answer = JsonResponse(report, json_dumps_params={"ensure_ascii": False})
    answer["Access-Control-Allow-Origin"] = "*"
    answer["Cache-Control"] = "no-store"
    return answer
