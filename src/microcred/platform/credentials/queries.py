"""What can be asked about signed documents: plain values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from microcred.platform.credentials.addresses import status_address
from microcred.platform.credentials.models import DOCUMENT, Credential, CredentialForm, StatusList
from microcred.platform.credentials.statuslists import SignedList, status_list

__all__ = [
    "CredentialRow",
    "SignedList",
    "Status",
    "by_ids",
    "credential",
    "document_at",
    "hashes",
    "signed_by",
    "status",
    "status_list",
]


@dataclass(frozen=True, slots=True)
class Status:
    """What an id alone resolves to: whether it stands, and nothing of whom or what it is about."""

    public_id: str
    state: str
    changed_at: datetime | None
    superseded: bool

    @property
    def etag(self) -> str:
        """Changes whenever the status does."""
        changed = self.changed_at.isoformat() if self.changed_at else ""
        return f'W/"{self.public_id}-{self.state}-{changed}-{int(self.superseded)}"'


@dataclass(frozen=True, slots=True)
class CredentialRow:
    """One credential by its columns; `successor` is the public id of what replaces it, or empty."""

    public_id: str
    kind: str
    institution_id: int
    state: str
    reason: str
    changed_at: datetime | None
    title: str
    subject_name: str
    achievement: str
    language: str
    level: int | None
    credits: str
    issued_at: datetime
    valid_from: datetime
    valid_until: datetime | None
    supersedes: str
    succession: str
    successor: str
    successor_how: str

    @property
    def etag(self) -> str:
        """For the credential's page: changes with status and succession."""
        return Status(self.public_id, self.state, self.changed_at, bool(self.successor)).etag


def status(public_id: str) -> Status | None:
    """The status of an id; None if there is none such."""
    row = Credential.objects.filter(pk=public_id).values_list("state", "changed_at").first()
    if row is None:
        return None
    superseded = Credential.objects.filter(supersedes_id=public_id).exists()
    return Status(public_id, row[0], row[1], superseded)


def credential(public_id: str) -> CredentialRow | None:
    """One credential by its columns, or None. Whether it may be shown is for the caller to decide."""
    return next(iter(by_ids([public_id])), None)


def by_ids(public_ids: Sequence[str]) -> list[CredentialRow]:
    """Credentials in the order of the ids; unknown ones are left out."""
    rows = Credential.objects.in_bulk(public_ids)
    later = Credential.objects.filter(supersedes_id__in=public_ids)
    successors = {old: (new, how) for old, new, how in later.values_list("supersedes_id", "pk", "succession")}
    return [
        _row(rows[public_id], *successors.get(public_id, ("", "")))
        for public_id in public_ids
        if public_id in rows
    ]


def signed_by(institution_id: int, verification_method: str, since: datetime) -> list[str]:
    """What an institution signed with a key from `since` on and still stands, oldest first.

    A credential that was superseded or withdrawn already is not among them.
    """
    forms = CredentialForm.objects.filter(
        credential__institution_id=institution_id,
        credential__state="active",
        verification_method=verification_method,
        signed_at__gte=since,
    )
    ids = dict.fromkeys(forms.order_by("credential__issued_at", "pk").values_list("credential_id", flat=True))
    later = set(Credential.objects.filter(supersedes_id__in=ids).values_list("supersedes_id", flat=True))
    return [one for one in ids if one not in later]


def hashes(kind: str, after: int) -> list[tuple[int, str]]:
    """Numbers and SHA-256 of the stored bytes (proof inside) of one kind, from a number on, in order."""
    forms = CredentialForm.objects.filter(pk__gt=after, format="di", credential__kind=kind)
    return list(forms.order_by("pk").values_list("pk", "sha256"))


def document_at(institution_id: int, url: str, purpose: str, index: int) -> str | None:
    """The public id of a document that is not kept, by its entry on one of the status lists; or None."""
    lists = StatusList.objects.filter(purpose=purpose, shard__institution_id=institution_id)
    of_list = lists.filter(pk=url.removeprefix(status_address(""))).values("shard")
    found = Credential.objects.filter(kind=DOCUMENT, shard__in=of_list, position=index)
    return found.values_list("pk", flat=True).first()


def _row(row: Credential, successor: str, how: str) -> CredentialRow:
    return CredentialRow(
        public_id=row.pk,
        kind=row.kind,
        institution_id=row.institution_id,
        state=row.state,
        reason=row.reason,
        changed_at=row.changed_at,
        title=row.title,
        subject_name=row.subject_name,
        achievement=row.achievement,
        language=row.language,
        level=row.level,
        credits=row.credits,
        issued_at=row.issued_at,
        valid_from=row.valid_from,
        valid_until=row.valid_until,
        supersedes=row.supersedes_id or "",
        succession=row.succession,
        successor=successor,
        successor_how=how,
    )
