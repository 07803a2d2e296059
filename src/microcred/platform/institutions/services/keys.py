"""Keys: the signer of an institution, rotation, and what happens when a secret has leaked."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q

from microcred.platform.institutions import access, didweb
from microcred.platform.institutions.errors import (
    DateRefused,
    KeyKindRefused,
    KeyMissing,
    KeyStoreLocked,
    KeyUnknown,
)
from microcred.platform.institutions.events import KeyCompromised, KeyRotated
from microcred.platform.institutions.keystore import ServiceSigner, key_service, service_of_new_keys
from microcred.platform.institutions.models import (
    Institution,
    KeyUse,
    SealedKey,
    SigningKey,
)
from microcred.platform.institutions.sealing import Seal
from microcred.platform.journal import services as journal
from microcred.ports.identifiers import new_public_id
from microcred.vc.keys import PublicKey
from microcred.vc.signer import Signer

if TYPE_CHECKING:
    from microcred.platform.accounts.models import Account

KINDS = {
    "Ed25519": KeyUse.PROOFS,
    "P-256": KeyUse.PROOFS,
    "P-384": KeyUse.PROOFS,
    "RSA": KeyUse.TOKENS,
}
"""RSA has no cryptosuite of Data Integrity: it signs tokens (RS256) only."""
LEAD = timedelta(minutes=15)
"""A new key is listed this long before it signs: a verifier's copy of the document is younger by then."""


def signer(institution: Institution, now: datetime, *, use: str = KeyUse.PROOFS) -> Signer:
    """Who signs for an institution at the time `now`; raises `KeyMissing`.

    The key stays with its service. `use="tokens"` asks for the RSA key, where the institution has one.
    """
    return signer_of(institution.pk, now, use=use)


def signer_of(institution_id: int, now: datetime, *, use: str = KeyUse.PROOFS) -> Signer:
    """As `signer`, by the institution's number."""
    row = _usable(institution_id, now, use)
    if row is None:
        raise KeyMissing(str(institution_id))
    public = PublicKey.from_multikey(row.public_key)
    return ServiceSigner(key_service(row.service), row.public_id, public, row.verification_method)


def rotate_key(
    *, actor: Account | None, institution: str, now: datetime, kind: str = "Ed25519", at_once: bool = False
) -> str:
    """Makes the institution's next key; its id. The one before signs until the new one does.

    The new one signs after `LEAD`, or at once: then copies of the document that do not list it yet may make
    others refuse what it signs. Raises `KeyKindRefused`, `KeyStoreLocked`, `NotAllowed` or `NotFound`.
    """
    with transaction.atomic():
        found = access.institution(actor, institution, to="keys", lock=True)
        return add_key(found, actor, now, kind=kind, at_once=at_once).public_id


def compromise_key(
    *, actor: Account | None, institution: str, key: str, since: datetime, now: datetime
) -> None:
    """Declares that a secret was in other hands from `since` on: its later signatures count no more.

    The secret is destroyed, and where the institution has no other key it gets a new one at once. A second
    call can only move the time back. `KeyCompromised` tells those above to list what has to be issued anew.
    Raises `KeyUnknown`, `DateRefused`, `NotAllowed` or `NotFound`.
    """
    with transaction.atomic():
        found = access.institution(actor, institution, to="keys", lock=True)
        row = found.keys.filter(public_id=key).first()
        if row is None:
            raise KeyUnknown(key[:40])
        since = since.replace(microsecond=0)  # as the document writes it: never later than was said
        if since > now or (row.compromised_from is not None and since > row.compromised_from):
            raise DateRefused(since.isoformat())
        row.compromised_from, row.compromised_at = since, now
        row.retired_at = min(row.retired_at or now, now)
        row.save(update_fields=["compromised_from", "compromised_at", "retired_at"])
        key_service(row.service).forget(row.public_id)
        _replace(found, row, actor, now)
        actor_id = actor.pk if actor else None
        journal.record(KeyCompromised(found.pk, row.public_id, row.verification_method, since, now, actor_id))


def add_key(
    institution: Institution,
    actor: Account | None,
    now: datetime,
    *,
    kind: str = "Ed25519",
    at_once: bool = False,
) -> SigningKey:
    """A further key of an institution that the caller has locked; retires the one before."""
    if kind not in KINDS:
        raise KeyKindRefused(kind[:20])
    use, key_id, service = KINDS[kind], new_public_id(), service_of_new_keys()
    begins = now if at_once or _usable(institution.pk, now, use) is None else now + LEAD
    old = institution.keys.filter(use=use, retired_at=None).first()
    if old is not None:
        old.retired_at = begins
        old.save(update_fields=["retired_at"])
    _forget_retired(institution, now)
    public = key_service(service).generate(key_id, kind)
    row = SigningKey.objects.create(
        public_id=key_id,
        institution=institution,
        service=service,
        kind=kind,
        use=use,
        public_key=public.multikey,
        verification_method=didweb.method_id(institution.did, public),
        created_at=now,
        valid_from=begins,
        created_by=actor,
    )
    actor_id = actor.pk if actor else None
    journal.record(KeyRotated(institution.pk, key_id, old.public_id if old else "", begins, now, actor_id))
    return row


def reseal(*, old_secret: str, new_secret: str) -> int:
    """Encrypts every stored key with another secret, all or none; how many. For an operator, on the machine.

    Raises `KeyStoreLocked` when one of them does not open with the old secret.
    """
    old, new = Seal(old_secret), Seal(new_secret)
    with transaction.atomic():
        rows = list(SealedKey.objects.select_for_update())
        strange = next((row for row in rows if row.sealed_with not in (old.name, new.name)), None)
        if strange is not None:
            raise KeyStoreLocked(f"a key was sealed with {strange.sealed_with}")
        moved = [row for row in rows if row.sealed_with == old.name]
        for row in moved:
            row.sealed = new.seal(row.pk, old.open(row.pk, bytes(row.sealed)))
            row.sealed_with = new.name
            row.save(update_fields=["sealed", "sealed_with"])
    return len(moved)


def _usable(institution_id: int, now: datetime, use: str) -> SigningKey | None:
    rows = SigningKey.objects.filter(
        Q(retired_at=None) | Q(retired_at__gt=now),
        institution_id=institution_id,
        use=use,
        compromised_from=None,
        valid_from__lte=now,
    )
    return rows.order_by("-valid_from", "-pk").first()


def _replace(institution: Institution, lost: SigningKey, actor: Account | None, now: datetime) -> None:
    """Sees to it that somebody can sign: a key that was to come begins now, or a new one is made."""
    if _usable(institution.pk, now, lost.use) is not None:
        return
    coming = institution.keys.filter(use=lost.use, retired_at=None, compromised_from=None).first()
    if coming is None:
        add_key(institution, actor, now, kind=lost.kind, at_once=True)
        return
    coming.valid_from = now
    coming.save(update_fields=["valid_from"])


def _forget_retired(institution: Institution, now: datetime) -> None:
    """What a retired key has signed is checked with its public half: nobody needs the secret."""
    for row in institution.keys.filter(retired_at__lte=now):
        key_service(row.service).forget(row.public_id)
