"""What this registry publishes as signed statements, and what others listed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from django.db.models import Max

from microcred.platform.credentials import services as credentials
from microcred.platform.institutions import queries as institutions
from microcred.platform.institutions.access import NotFound, by_public_id
from microcred.platform.institutions.queries import origin
from microcred.platform.network import signing
from microcred.platform.network.errors import RightUnknown
from microcred.platform.network.models import (
    Anchor,
    LogHead,
    OtherHead,
    OtherRegistry,
    Right,
)
from microcred.platform.network.queries.leaves import leaf_of
from microcred.platform.network.scope import tokens, trees
from microcred.vc.keys import PublicKey

HEADS, LEAVES = 1_000, 10_000
"""How many heads and hashes of the log are given at once."""
LASTS = timedelta(days=1)
"""For how long a statement may be used."""


def configuration(now: datetime) -> str:
    """The entity configuration of this installation (OpenID Federation 1.0, section 3)."""
    claims = {
        **_times(now),
        "iss": origin(),
        "sub": origin(),
        "jwks": {"keys": signing.keys(now)},
        "metadata": {
            "federation_entity": {
                "organization_name": "Microcred",
                "federation_fetch_endpoint": f"{origin()}/registry/fetch",
                "federation_list_endpoint": f"{origin()}/registry/list",
            }
        },
    }
    return signing.sign(claims, tokens.STATEMENT, now)


def entities() -> list[str]:
    """The entities that statements are published about: the institutions of this site by their pages."""
    return [institutions.institution_address(public_id) for public_id, *_ in institutions.listed()]


def statement(entity: str, now: datetime) -> str | None:
    """What this registry says of one institution (section 3, subordinate statement); None for a stranger."""
    public_id = entity.rpartition("/")[2]
    try:
        found = by_public_id(public_id)
    except NotFound:
        return None
    if institutions.institution_address(public_id) != entity:
        return None
    did, name = found.did, found.name
    claims = {
        **_times(now),
        "iss": origin(),
        "sub": entity,
        "jwks": {"keys": _keys_of(did)},
        "metadata": {"federation_entity": {"organization_name": name}},
        "constraints": {"max_path_length": 0},  # an institution has nobody below it
        "source_endpoint": f"{origin()}/registry/fetch",
        "did": did,
    }
    return signing.sign(claims, tokens.STATEMENT, now)


def did_list(now: datetime) -> str:
    """The DID list: institutions, accreditors, rights, withdrawals, and how far the log of awards goes."""
    rows = Right.objects.filter(registry="").order_by("pk").values_list("public_id", "withdrawal")
    last = LogHead.objects.order_by("-number").first()
    claims = {
        **_times(now),
        "iss": origin(),
        "sub": origin(),
        "log": {"number": last.number, "hash": last.hash} if last else None,
        "issuers": [{"did": did, "name": name} for _, did, name in institutions.listed()],
        "accreditors": [
            {"did": did, "name": name}
            for did, name in Anchor.objects.filter(registry="").order_by("pk").values_list("did", "name")
        ],
        "rights": [f"{origin()}/registry/rights/{public_id}" for public_id, _ in rows],
        "withdrawals": [
            f"{origin()}/registry/rights/{public_id}/withdrawal" for public_id, ended in rows if ended
        ],
    }
    return signing.sign(claims, tokens.STATEMENT, now)


def right_bytes(public_id: str) -> bytes:
    """The signed document of a right; raises `RightUnknown`."""
    row = _row(public_id)
    return bytes(row.body) if row.body else credentials.stored_form(public_id).body


def withdrawal_bytes(public_id: str) -> bytes:
    """The signed statement of its withdrawal; raises `RightUnknown`."""
    row = _row(public_id)
    if row.withdrawal_body:
        return bytes(row.withdrawal_body)
    if not row.withdrawal:
        raise RightUnknown(public_id[:40])
    return credentials.stored_form(row.withdrawal.rpartition("/")[2]).body


def log_heads(after: int = 0) -> list[str]:
    """The signed heads of the log after the one of that number, in their order, `HEADS` at most."""
    found = LogHead.objects.filter(number__gt=after).order_by("number")
    return list(found.values_list("token", flat=True)[:HEADS])


def log_leaves(number: int, start: int = 0) -> list[str] | None:
    """The hashes under a head from a place on, in their order, `LEAVES` at most; None for no such head."""
    head = LogHead.objects.filter(number=number).first()
    if head is None:
        return None
    found = head.leaves.filter(place__gte=start, place__lt=start + LEAVES).order_by("place")
    return list(found.values_list("sha256", flat=True))


def log_proof(digest: str) -> dict[str, Any] | None:
    """The way from the hash of a credential's bytes to a signed head, or None where it stands in none.

    The head is one of this installation, or else one of another that was read here.
    """
    leaf = leaf_of(digest)
    if leaf is None:
        return None
    leaves = list(leaf.head.leaves.order_by("place").values_list("sha256", flat=True))
    return {"sha256": digest, "path": trees.path(leaves, leaf.place), "head": leaf.head.token}


def log_keys(proofs: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The keys of the other installations whose heads some proofs lead to, as they were pinned here."""
    heads = OtherHead.objects.filter(token__in=[one["head"] for one in proofs])
    entities = heads.values_list("entity", flat=True).distinct()
    rows = OtherRegistry.objects.filter(entity__in=list(entities)).order_by("entity")
    return [key for row in rows for key in row.keys]


def listed_elsewhere(did: str) -> tuple[str, str, datetime] | None:
    """Name, registry and time of reading, where another registry that counts here lists an institution."""
    for row in OtherRegistry.objects.filter(counts=True).order_by("pk"):
        if did in row.issuers:
            return str(row.issuers[did]), row.entity, row.read_at
    return None


def stamp() -> str:
    """Changes whenever a right does, or what rights rest on, or which institutions other registries list.

    The log is looked at only where a right was withdrawn: it says what was awarded before that.
    """
    rights = Right.objects.order_by("pk").values_list("pk", "starts", "ends", "withdrawn_at")
    found: list[Any] = [list(rights), accreditors()]
    found.append(list(OtherRegistry.objects.order_by("pk").values_list("entity", "issued_at", "counts")))
    if any(withdrawn for *_, withdrawn in rights):
        found.append(LogHead.objects.aggregate(last=Max("number")))
        found.append(list(OtherHead.objects.order_by("pk").values_list("pk", "complete")))
    return sha256(repr(found).encode()).hexdigest()


def accreditors() -> list[tuple[str, str, str, datetime]]:
    """Where chains may end: DID, name, the registry that named it (empty: the operator), since when."""
    return list(Anchor.objects.order_by("name", "pk").values_list("did", "name", "registry", "since"))


def registries() -> list[tuple[str, datetime, int, bool]]:
    """Whose registries are read here: entity, when last, how many institutions, whether it counts."""
    rows = OtherRegistry.objects.order_by("entity")
    return [(row.entity, row.read_at, len(row.issuers), row.counts) for row in rows]


def digest_of(body: bytes) -> str:
    """The hash under which bytes stand in the log."""
    return sha256(body).hexdigest()


def _keys_of(did: str) -> list[dict[str, Any]]:
    document = institutions.controller_document(did) or {}
    return [
        tokens.jwk(PublicKey.from_multikey(method["publicKeyMultibase"]), method["id"])
        for method in document.get("verificationMethod", ())
        if "publicKeyMultibase" in method
    ]


def _row(public_id: str) -> Right:
    row = Right.objects.filter(public_id=public_id).first()
    if row is None:
        raise RightUnknown(public_id[:40])
    return row


def _times(now: datetime) -> dict[str, int]:
    return {"iat": int(now.timestamp()), "exp": int((now + LASTS).timestamp())}
