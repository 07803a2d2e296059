"""What can be asked about institutions: plain values."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.translation import gettext

from microcred.platform.institutions import access, didweb
from microcred.platform.institutions.models import Institution, Invitation, Logo, Membership, SigningKey
from microcred.platform.institutions.roles import Role, ordered
from microcred.platform.web.countries import country_name

if TYPE_CHECKING:
    from microcred.platform.accounts.models import Account

LASTS = timedelta(days=14)
"""How long an invitation is open."""


@dataclass(frozen=True, slots=True)
class Signatory:
    """Who stands on a certificate."""

    name: str
    role: str


@dataclass(frozen=True, slots=True)
class IssuerDetail:
    """An institution as what it signs names it. `image` is the address of its logo, or empty."""

    id: int
    public_id: str
    did: str
    name: str
    country: str
    website: str
    image: str
    colour: str
    signatories: tuple[Signatory, ...]


@dataclass(frozen=True, slots=True)
class InstitutionDetail:
    """An institution as everybody may see it."""

    id: int
    public_id: str
    did: str
    name: str
    kind: str
    country: str
    website: str
    colour: str
    email: str
    description: str
    address: str
    image: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class MembershipRow:
    """One institution of a person, with the roles they have there, the widest first."""

    id: int
    public_id: str
    name: str
    colour: str
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MemberRow:
    """One member of an institution."""

    account: int
    name: str
    email: str
    roles: tuple[str, ...]
    since: datetime


@dataclass(frozen=True, slots=True)
class InvitationRow:
    """An invitation that nobody has taken up yet."""

    public_id: str
    email: str
    roles: tuple[str, ...]
    invited_at: datetime
    lapses_at: datetime


@dataclass(frozen=True, slots=True)
class InvitationDetail:
    """An invitation as the invited person sees it."""

    token: str
    institution: str
    public_id: str
    colour: str
    email: str
    roles: tuple[str, ...]
    lapses_at: datetime


@dataclass(frozen=True, slots=True)
class KeyRow:
    """A key with its history. `state` is coming, active, retired or compromised."""

    public_id: str
    kind: str
    use: str
    public_key: str
    verification_method: str
    state: str
    created_at: datetime
    valid_from: datetime
    retired_at: datetime | None
    compromised_from: datetime | None


def stamps() -> dict[int, str]:
    """For each institution what changes whenever its identifier or one of its signing keys does: what it
    signed and somebody verified hangs on that."""
    institutions = Institution.objects.order_by("pk").values_list("pk", "did")
    found: dict[int, list[object]] = {number: [did] for number, did in institutions}
    keys = SigningKey.objects.order_by("pk").values_list(
        "institution_id", "pk", "valid_from", "retired_at", "compromised_from", "compromised_at"
    )
    for number, *key in keys:
        found[number].append(key)
    return {one: sha256(repr(rows).encode()).hexdigest() for one, rows in found.items()}


def origin() -> str:
    """The address of this site as it stands in what is signed: scheme, host and port."""
    found: str = settings.ORIGIN
    return found


def institution_address(public_id: str) -> str:
    """The public page of an institution."""
    return f"{origin()}/{didweb.PATH}/{public_id}"


def issuer(institution_id: int) -> IssuerDetail:
    """An institution as issuer, by its number."""
    return _issuer(Institution.objects.select_related("logo").get(pk=institution_id))


def issuers(institution_ids: Collection[int]) -> dict[int, IssuerDetail]:
    """Institutions as issuers by their numbers, in one question."""
    rows = Institution.objects.select_related("logo").filter(pk__in=set(institution_ids))
    return {row.pk: _issuer(row) for row in rows}


def _issuer(row: Institution) -> IssuerDetail:
    return IssuerDetail(
        id=row.pk,
        public_id=row.public_id,
        did=row.did,
        name=row.name,
        country=row.country,
        website=row.website,
        image=_image(row),
        colour=row.colour,
        signatories=tuple(Signatory(one["name"], one["role"]) for one in row.signatories),
    )


def colours(institution_ids: Collection[int]) -> dict[int, str]:
    """The colours of institutions by number, in one question."""
    return dict(Institution.objects.filter(pk__in=institution_ids).values_list("pk", "colour"))


def institution(public_id: str) -> InstitutionDetail:
    """An institution as everybody may see it; raises `NotFound`."""
    row = Institution.objects.select_related("logo").filter(public_id=public_id).first()
    if row is None:
        raise access.NotFound(public_id[:40])
    return _detail(row)


def institutions() -> list[InstitutionDetail]:
    """All institutions by name."""
    return [_detail(row) for row in Institution.objects.select_related("logo").order_by("name", "pk")]


def logo(public_id: str) -> tuple[bytes, str] | None:
    """The PNG of an institution and its hash, or None."""
    row = Logo.objects.filter(institution__public_id=public_id).first()
    return (bytes(row.body), row.sha256) if row else None


def memberships(account: Account | None) -> list[MembershipRow]:
    """The institutions of a person by name, with all roles they have there."""
    if account is None or not account.is_active:
        return []
    rows = Membership.objects.filter(account_id=account.pk).select_related("institution")
    found: dict[int, tuple[Institution, list[str]]] = {}
    for row in rows.order_by("institution__name", "institution_id"):
        found.setdefault(row.institution_id, (row.institution, []))[1].append(row.role)
    return [
        MembershipRow(one.pk, one.public_id, one.name, one.colour, ordered(roles))
        for one, roles in found.values()
    ]


def members(actor: Account | None, public_id: str) -> list[MemberRow]:
    """The members of an institution by name, for those who may change them; raises `NotAllowed`."""
    found = access.institution(actor, public_id, to="members")
    people: dict[int, list[Membership]] = {}
    for row in Membership.objects.filter(institution=found).select_related("account"):
        people.setdefault(row.account_id, []).append(row)
    made = [
        MemberRow(
            account=account_id,
            name=rows[0].account.name,
            email=rows[0].account.email,
            roles=ordered(row.role for row in rows),
            since=min(row.since for row in rows),
        )
        for account_id, rows in people.items()
    ]
    return sorted(made, key=lambda row: ((row.name or row.email).casefold(), row.account))


def people_of(institution_id: int) -> set[int]:
    """The numbers of all accounts that work at an institution, for rules of independence."""
    return set(Membership.objects.filter(institution_id=institution_id).values_list("account_id", flat=True))


def invitations(actor: Account | None, public_id: str, now: datetime) -> list[InvitationRow]:
    """The open invitations of an institution, latest first; raises as `members`."""
    found = access.institution(actor, public_id, to="members")
    rows = Invitation.objects.filter(institution=found, accepted_at=None, invited_at__gt=now - LASTS)
    return [
        InvitationRow(row.public_id, row.email, ordered(row.roles), row.invited_at, row.invited_at + LASTS)
        for row in rows.order_by("-invited_at", "-pk")
    ]


def invitation(token: str, now: datetime) -> InvitationDetail | None:
    """The open invitation with this token, or None."""
    rows = Invitation.objects.select_related("institution").filter(token=token, accepted_at=None)
    row = rows.filter(invited_at__gt=now - LASTS).first()
    if row is None:
        return None
    return InvitationDetail(
        token=row.token,
        institution=row.institution.name,
        public_id=row.institution.public_id,
        colour=row.institution.colour,
        email=row.email,
        roles=ordered(row.roles),
        lapses_at=row.invited_at + LASTS,
    )


def keys(actor: Account | None, public_id: str, now: datetime) -> list[KeyRow]:
    """The keys of an institution, latest first; raises as `members`."""
    found = access.institution(actor, public_id, to="see keys")
    return [_key(row, now) for row in found.keys.order_by("-valid_from", "-pk")]


def leaked_keys(institution_id: int) -> list[tuple[str, datetime]]:
    """The keys whose secret was in other hands: verification method, and since when."""
    leaked = SigningKey.objects.filter(institution_id=institution_id, compromised_from__isnull=False)
    return [(row.verification_method, row.compromised_from) for row in leaked if row.compromised_from]


def controller_document(did: str) -> dict[str, Any] | None:
    """The document of an institution of this site, straight from the store; None for any other DID."""
    found = Institution.objects.filter(did=did).first()
    return didweb.document(did, found.keys.order_by("valid_from", "pk")) if found else None


def listed() -> list[tuple[str, str, str]]:
    """Public id, DID and name of every institution of this site, by number."""
    return list(Institution.objects.order_by("pk").values_list("public_id", "did", "name"))


def name_of(did: str) -> str | None:
    """The name of the institution of this site with that DID; None for any other DID."""
    return Institution.objects.filter(did=did).values_list("name", flat=True).first()


def did_document(public_id: str) -> tuple[bytes, str]:
    """The bytes of the document that is served, and their ETag; raises `NotFound`."""
    found = access.by_public_id(public_id)
    made = didweb.document(found.did, found.keys.order_by("valid_from", "pk"))
    body = json.dumps(made, ensure_ascii=False, separators=(",", ":")).encode()
    return body, f'"{sha256(body).hexdigest()[:32]}"'


def account_data(account: Account) -> dict[str, Any]:
    """What is kept here about a person, for the export of their data."""
    found = [{"institution": row.name, "roles": list(row.roles)} for row in memberships(account)]
    return {"memberships": found}


def account_holds(account: Account) -> list[str]:
    """Sentences that say of which institutions somebody is the only owner."""
    owned = [row for row in memberships(account) if Role.OWNER in row.roles]
    return [
        gettext("%(institution)s has no other owner.") % {"institution": row.name}
        for row in owned
        if not Membership.objects.filter(institution_id=row.id, role=Role.OWNER)
        .exclude(account_id=account.pk)
        .exists()
    ]


def _detail(row: Institution) -> InstitutionDetail:
    town = " ".join(part for part in (row.postal_code, row.locality) if part)
    return InstitutionDetail(
        id=row.pk,
        public_id=row.public_id,
        did=row.did,
        name=row.name,
        kind=row.kind,
        country=row.country,
        website=row.website,
        colour=row.colour,
        email=row.email,
        description=row.description,
        address=", ".join(part for part in (row.street, town, country_name(row.country)) if part),
        image=_image(row),
        created_at=row.created_at,
    )


def _image(row: Institution) -> str:
    return f"{institution_address(row.public_id)}/logo" if hasattr(row, "logo") else ""


def _key(row: SigningKey, now: datetime) -> KeyRow:
    return KeyRow(
        public_id=row.public_id,
        kind=row.kind,
        use=row.use,
        public_key=row.public_key,
        verification_method=row.verification_method,
        state=_key_state(row, now),
        created_at=row.created_at,
        valid_from=row.valid_from,
        retired_at=row.retired_at,
        compromised_from=row.compromised_from,
    )


def _key_state(row: SigningKey, now: datetime) -> str:
    if row.compromised_from is not None:
        return "compromised"
    if row.retired_at is not None and row.retired_at <= now:
        return "retired"
    return "active" if row.valid_from <= now else "coming"
