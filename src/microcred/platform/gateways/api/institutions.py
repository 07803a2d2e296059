"""The institution of the key, and its signing keys."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from django.http import HttpRequest
from ninja import Router, Status
from pydantic import BaseModel, ConfigDict, Field

from microcred.platform.gateways.api.calling import Permission, caller_of, declared
from microcred.platform.gateways.scopes import Scope
from microcred.platform.institutions import access, queries, services
from microcred.platform.institutions.queries import KeyRow
from microcred.platform.web.asking import now

router = Router(tags=["Institution"])
SEE = Permission(Scope.INSTITUTION, access.ROLES["see"])
SEE_KEYS = Permission(Scope.INSTITUTION, access.ROLES["see keys"])
ROTATE = Permission(Scope.KEYS, access.ROLES["keys"])


class InstitutionOut(BaseModel):
    """An institution as everybody may see it."""

    id: str
    did: str
    name: str
    kind: str
    country: str = Field(description="ISO 3166-1, two letters, or empty.")
    website: str
    description: str
    email: str
    address: str
    logo: str = Field(description="The address of the logo, or empty.")
    page: str
    created_at: datetime


class SigningKey(BaseModel):
    """A signing key with its history. The secret half is shown to nobody."""

    id: str
    kind: str
    use: Literal["proofs", "tokens"]
    public_key: str = Field(description="As Multikey.")
    verification_method: str
    state: Literal["coming", "active", "retired", "compromised"]
    created_at: datetime
    valid_from: datetime
    retired_at: datetime | None
    compromised_from: datetime | None


class SigningKeys(BaseModel):
    """All signing keys of the institution, latest first."""

    items: list[SigningKey]


class NextKey(BaseModel):
    """What the next key is to be."""

    model_config = ConfigDict(extra="forbid")

    kind: Literal["Ed25519", "P-256", "P-384", "RSA"] = "Ed25519"
    at_once: bool = Field(
        False, description="Sign with it at once, not in fifteen minutes when everybody can know it."
    )


@router.get("/institution", **declared(SEE, response=InstitutionOut, operation_id="getInstitution"))
def institution(request: HttpRequest) -> InstitutionOut:
    """The institution that the key acts for."""
    caller = caller_of(request)
    access.institution(caller.account, caller.institution, to="see")
    found = queries.institution(caller.institution)
    return InstitutionOut(
        id=found.public_id,
        did=found.did,
        name=found.name,
        kind=found.kind,
        country=found.country,
        website=found.website,
        description=found.description,
        email=found.email,
        address=found.address,
        logo=found.image,
        page=queries.institution_address(found.public_id),
        created_at=found.created_at,
    )


@router.get("/keys", **declared(SEE_KEYS, response=SigningKeys, operation_id="listKeys"))
def keys(request: HttpRequest) -> SigningKeys:
    """The keys that the institution signs with, past ones too."""
    caller = caller_of(request)
    found = queries.keys(caller.account, caller.institution, now())
    return SigningKeys(items=[_key(row) for row in found])


@router.post("/keys", **declared(ROTATE, response={201: SigningKey}, operation_id="rotateKey"))
def rotate(request: HttpRequest, body: NextKey) -> Status[SigningKey]:
    """Makes the next key. The one before signs until the new one does, and stays listed."""
    caller, at = caller_of(request), now()
    made = services.rotate_key(
        actor=caller.account, institution=caller.institution, now=at, kind=body.kind, at_once=body.at_once
    )
    found = queries.keys(caller.account, caller.institution, at)
    return Status(201, next(_key(row) for row in found if row.public_id == made))


def _key(row: KeyRow) -> SigningKey:
    return SigningKey.model_validate(
        {
            "id": row.public_id,
            "kind": row.kind,
            "use": row.use,
            "public_key": row.public_key,
            "verification_method": row.verification_method,
            "state": row.state,
            "created_at": row.created_at,
            "valid_from": row.valid_from,
            "retired_at": row.retired_at,
            "compromised_from": row.compromised_from,
        }
    )
