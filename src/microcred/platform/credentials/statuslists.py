"""The signed status lists: served from the store, signed anew when a bit changed or the time runs out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from django.db import transaction

from microcred import vc
from microcred.platform.credentials.addresses import status_address
from microcred.platform.credentials.errors import StatusListUnknown
from microcred.platform.credentials.models import LIST_ENTRIES, Credential, State, StatusList
from microcred.platform.institutions import services as institutions
from microcred.vc.status import StatusBits, status_list_credential

HOLDS = timedelta(hours=24)
"""How long a signed list says that it holds."""
RENEWED = timedelta(hours=12)
"""A list is signed anew when it holds no longer than this."""
MAX_AGE = 300
"""Seconds for which a copy may be used without asking again."""


@dataclass(frozen=True, slots=True)
class SignedList:
    """A status list as it is served."""

    body: bytes
    etag: str
    signed_at: datetime
    max_age: int = MAX_AGE
    media_type: str = "application/vc"

    @property
    def headers(self) -> dict[str, str]:
        """The headers of the answer."""
        return {
            "Content-Type": self.media_type,
            "ETag": self.etag,
            "Cache-Control": f"public, max-age={self.max_age}",
            "Access-Control-Allow-Origin": "*",
        }


def status_list(public_id: str, now: datetime) -> SignedList:
    """The list as of `now`; raises `StatusListUnknown`. Reads only, unless something changed."""
    row = StatusList.objects.filter(pk=public_id).first()
    if row is None:
        raise StatusListUnknown(public_id[:40])
    if not _current(row, now):
        row = _renewed(public_id, now)
    return SignedList(bytes(row.body or b""), f'"{row.sha256}"', row.signed_at or now)


def refresh_due(*, now: datetime) -> int:
    """Signs all lists whose time runs out or that changed; how many. For the hourly round."""
    due = [row.pk for row in StatusList.objects.defer("body").iterator() if not _current(row, now)]
    for public_id in due:
        _renewed(public_id, now)
    return len(due)


def _current(row: StatusList, now: datetime) -> bool:
    return (
        row.signed_version == row.version and row.valid_until is not None and now < row.valid_until - RENEWED
    )


def _renewed(public_id: str, now: datetime) -> StatusList:
    with transaction.atomic():
        row = StatusList.objects.select_for_update().select_related("shard__institution").get(pk=public_id)
        if _current(row, now):
            return row
        signer = institutions.signer(row.shard.institution, now)
        content = status_list_credential(
            url=status_address(public_id),
            issuer=signer.verification_method.partition("#")[0],
            purpose=row.purpose,
            bits=_bits(row),
            valid_from=now,
            valid_until=now + HOLDS,
        )
        row.body = vc.issue(content, signer, now=now).body
        row.sha256 = sha256(row.body).hexdigest()
        row.signed_version, row.signed_at, row.valid_until = row.version, now, now + HOLDS
        row.save(update_fields=["body", "sha256", "signed_version", "signed_at", "valid_until"])
        return row


def _bits(row: StatusList) -> StatusBits:
    """Made anew from the stored states, so that a list can never drift from them."""
    state = State.REVOKED if row.purpose == "revocation" else State.SUSPENDED
    bits = StatusBits(LIST_ENTRIES)
    bits.set_all(
        Credential.objects.filter(shard_id=row.shard_id, state=state).values_list("position", flat=True)
    )
    return bits
