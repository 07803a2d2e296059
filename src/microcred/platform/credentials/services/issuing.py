"""What can be done with signed documents: issue one or many, give a format, change a status."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.db import transaction

from microcred import vc
from microcred.platform.credentials.addresses import credential_address
from microcred.platform.credentials.errors import AlreadySuperseded, ContentGone, FormUnknown
from microcred.platform.credentials.index import Columns, columns
from microcred.platform.credentials.models import Credential, CredentialForm
from microcred.platform.credentials.shards import places
from microcred.platform.journal.bulk import insert_rows, stored_time
from microcred.ports.identifiers import new_public_id
from microcred.vc.issue import Format
from microcred.vc.jsontext import parse
from microcred.vc.signer import Signer

COLUMNS = (
    "public_id",
    "kind",
    "institution_id",
    "state",
    "reason",
    "shard_id",
    "position",
    "supersedes_id",
    "succession",
    "issued_at",
    "title",
    "subject_name",
    "achievement",
    "language",
    "level",
    "credits",
    "valid_from",
    "valid_until",
)
FORM_COLUMNS = ("credential_id", "format", "body", "sha256", "verification_method", "signed_at")
FORMATS: tuple[Format, ...] = ("di", "jwt")


@dataclass(frozen=True, slots=True)
class Form:
    """The bytes of a credential in one format."""

    credential: str
    format: str
    body: bytes
    sha256: str
    media_type: str


@dataclass(frozen=True, slots=True)
class Succession:
    """The credential that is replaced, and how: "correction" or "renewal"."""

    old: str
    how: str


def issue(
    *,
    institution_id: int,
    kind: str,
    content: Mapping[str, Any],
    signer: Signer,
    now: datetime,
    succession: Succession | None = None,
) -> str:
    """Signs and stores one document; its public id. `content` as for `issue_many`.

    Raises `AlreadySuperseded`, or what `vc.issue` raises.
    """
    with transaction.atomic():
        if succession and Credential.objects.select_for_update().filter(supersedes=succession.old).exists():
            raise AlreadySuperseded(succession.old)
        (public_id,) = issue_many(
            institution_id=institution_id,
            kind=kind,
            contents=[content],
            signer=signer,
            now=now,
            succession=succession,
        )
        return public_id


def issue_many(
    *,
    institution_id: int,
    kind: str,
    contents: Sequence[Mapping[str, Any]],
    signer: Signer,
    now: datetime,
    succession: Succession | None = None,
) -> list[str]:
    """Signs and stores documents in one transaction, all or none; their public ids in order.

    A content is a whole unsigned document; its `id` and `credentialStatus` are set here. Contents of one
    shape are quickest. Raises what `vc.issue` raises.
    """
    with transaction.atomic():
        ids = [new_public_id() for _ in contents]
        found = places(institution_id, len(ids))
        documents = [
            {**content, "id": credential_address(public_id), "credentialStatus": place.entries}
            for content, public_id, place in zip(contents, ids, found, strict=True)
        ]
        issued = vc.issue_many(documents, signer, now=now)
        stamp, rows, forms = stored_time(now), [], []
        old, how = (succession.old, succession.how) if succession else (None, "")
        for public_id, place, one in zip(ids, found, issued, strict=True):
            own = columns(one.content)
            head = (public_id, kind, institution_id, "active", "", place.shard_id, place.position)
            rows.append((*head, old, how, stamp, *_index(own)))
            digest = sha256(one.body).hexdigest()
            forms.append((public_id, "di", one.body, digest, signer.verification_method, stamp))
        insert_rows(Credential, COLUMNS, rows)
        insert_rows(CredentialForm, FORM_COLUMNS, forms)
    return ids


def _index(own: Columns) -> tuple[Any, ...]:
    until = stored_time(own.valid_until) if own.valid_until else None
    named = (own.title, own.subject_name, own.achievement, own.language, own.level, own.credits)
    return (*named, stored_time(own.valid_from), until)


def form(*, public_id: str, format: str, signer: Signer | None, now: datetime) -> Form:  # noqa: A002
    """The bytes in a format: stored ones, or signed now if this is the format's first request.

    The caller has decided that the content may be shown, and gives the institution's signer. Two first
    requests at once give the same bytes: the row is locked. Raises `FormUnknown` or `ContentGone`.
    """
    if format not in FORMATS:
        raise FormUnknown(format[:20])
    stored = _stored(public_id, format)
    if stored is not None:
        return stored
    if signer is None:
        raise FormUnknown(format)
    with transaction.atomic():
        Credential.objects.select_for_update().get(pk=public_id)
        return _stored(public_id, format) or _signed(public_id, format, signer, now)


def _stored(public_id: str, format_: str) -> Form | None:
    row = CredentialForm.objects.filter(credential_id=public_id, format=format_).first()
    if row is None:
        return None
    return Form(public_id, format_, bytes(row.body), row.sha256, _media_type(format_))


def _signed(public_id: str, format_: Format, signer: Signer, now: datetime) -> Form:
    first = CredentialForm.objects.filter(credential_id=public_id, format="di").first()
    if first is None:
        raise ContentGone(public_id)
    content = {name: value for name, value in parse(bytes(first.body)).items() if name != "proof"}
    issued = vc.issue(content, signer, now=now, format=format_)
    digest = sha256(issued.body).hexdigest()
    CredentialForm.objects.create(
        credential_id=public_id,
        format=format_,
        body=issued.body,
        sha256=digest,
        verification_method=signer.verification_method,
        signed_at=now,
    )
    return Form(public_id, format_, issued.body, digest, _media_type(format_))


def _media_type(format_: str) -> str:
    return "application/vc+jwt" if format_ == "jwt" else "application/vc"


def erase(*, public_id: str, now: datetime) -> None:
    """Deletes the bytes and every column that names somebody; the status stays, for verifiers of copies."""
    with transaction.atomic():
        CredentialForm.objects.filter(credential_id=public_id).delete()
        Credential.objects.filter(pk=public_id).update(
            title="", subject_name="", achievement="", credits="", language="", level=None, changed_at=now
        )


def reindex(*, public_ids: Iterable[str] | None = None) -> int:
    """Reads every column out of the signed bytes again; the number of credentials."""
    forms = CredentialForm.objects.filter(format="di").select_related("credential")
    if public_ids is not None:
        forms = forms.filter(credential_id__in=list(public_ids))
    count, waiting = 0, []
    names = tuple(COLUMNS[COLUMNS.index("title") :])
    for row in forms.order_by("pk").iterator(chunk_size=500):
        own = columns(parse(bytes(row.body)))
        for name in names:
            setattr(row.credential, name, getattr(own, name))
        waiting.append(row.credential)
        count += 1
        if len(waiting) == 500:
            Credential.objects.bulk_update(waiting, names)
            waiting = []
    if waiting:
        Credential.objects.bulk_update(waiting, names)
    return count


def stored_forms(public_ids: Sequence[str]) -> dict[str, Form]:
    """The same of many in one question, by public id; erased ones are left out."""
    rows = CredentialForm.objects.filter(credential_id__in=public_ids, format="di")
    return {
        row.credential_id: Form(row.credential_id, "di", bytes(row.body), row.sha256, _media_type("di"))
        for row in rows
    }


def stored_form(public_id: str) -> Form:
    """The bytes with the embedded proof, which every credential has; raises `ContentGone` if erased."""
    stored = _stored(public_id, "di")
    if stored is None:
        raise ContentGone(public_id)
    return stored
