"""The educator's part: a signed endorsement of the micro-credential, which the certifier carries along."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Q

from microcred.platform.credentials import services as credentials
from microcred.platform.credentials.addresses import credential_address
from microcred.platform.institutions import services as keys
from microcred.platform.journal import services as journal
from microcred.platform.network import access
from microcred.platform.network.errors import StatementUnknown
from microcred.platform.network.events import StatementMade, StatementWithdrawn
from microcred.platform.network.models import EducatorStatement, LogHead
from microcred.platform.network.queries.stating import profile_of
from microcred.platform.network.scope.documents import withdrawal_document
from microcred.vc.jsontext import parse
from microcred.vc.openbadges.terms import CREDENTIALS_CONTEXT
from microcred.vc.timestamps import write_timestamp

if TYPE_CHECKING:
    from microcred.platform.accounts.models import Account
    from microcred.platform.institutions.models import Institution

KIND, WITHDRAWAL = "endorsement", "withdrawal"
OPEN_BADGES_CONTEXT = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
PARTS = {
    "teach": "We taught what this micro-credential certifies.",
    "assess": "We assessed what this micro-credential certifies.",
}


def educator_statement(
    *,
    actor: Account | None,
    institution: str,
    achievement: str,
    title: str,
    now: datetime,
    part: str = "teach",
    until: datetime | None = None,
) -> dict[str, Any]:
    """The endorsement, signed by the educator, of the achievement at an address (Open Badges 3.0, B.1.8).

    It goes into `achievement.endorsement` of each credential as it is, signed once for all of them. `part` is
    "teach" or "assess". What the educator stated before under another name is signed again with it.
    Raises `NotAllowed`, `NotFound` or `KeyMissing`.
    """
    own = access.institution(actor, institution, to="state")
    with transaction.atomic():
        made = _state(own, achievement, part, title, until, now)
        _renew(own, achievement, made["issuer"], now)
        public_id = str(made["id"]).rpartition("/")[2]
        who = actor.pk if actor else None
        journal.record(StatementMade(public_id, achievement, part, own.pk, now, who))
    return made


def withdraw_statement(
    *, actor: Account | None, institution: str, statement: str, reason: str, now: datetime
) -> str:
    """Takes a statement back from `now` on; the address of the signed, dated withdrawal.

    What is awarded from now on does not carry it; what carries it stays valid, and shows it as withdrawn.
    Raises `StatementUnknown`, `ReasonMissing`, `NotAllowed`, `NotFound` or `KeyMissing`.
    """
    own = access.institution(actor, institution, to="state")
    with transaction.atomic():
        rows = EducatorStatement.objects.select_for_update(of=("self",))
        row = rows.filter(credential=statement, institution=own, withdrawn_at=None).first()
        if row is None:
            raise StatementUnknown(statement[:40])
        signed = credentials.stored_form(statement)
        log = LogHead.objects.order_by("-number").values_list("hash", flat=True).first() or ""
        document = withdrawal_document(
            issuer=own.did,
            right=credential_address(statement),
            right_sha256=bytes.fromhex(signed.sha256),
            at=now,
            reason=reason.strip(),
            log=log,
            name="Withdrawal of a statement",
        )
        credentials.revoke(
            actor=actor, institution=own, public_ids=[statement], reason=reason.strip(), now=now
        )
        made = credentials.issue(
            institution_id=own.pk,
            kind=WITHDRAWAL,
            content=document,
            signer=keys.signer(own, now),
            now=now,
        )
        row.withdrawn_at, row.reason, row.withdrawal = now, reason.strip()[:500], credential_address(made)
        row.save(update_fields=["withdrawn_at", "reason", "withdrawal"])
        who = actor.pk if actor else None
        journal.record(StatementWithdrawn(statement, row.achievement, row.part, own.pk, now, who))
    return row.withdrawal


def _state(
    own: Institution, achievement: str, part: str, title: str, until: datetime | None, now: datetime
) -> dict[str, Any]:
    content: dict[str, Any] = {
        "@context": [CREDENTIALS_CONTEXT, OPEN_BADGES_CONTEXT],
        "id": "urn:uuid:00000000-0000-4000-8000-000000000000",
        "type": ["VerifiableCredential", "EndorsementCredential"],
        "issuer": profile_of(own.pk),
        "name": title,
        "validFrom": write_timestamp(now),
        "credentialSubject": {
            # One id for each statement: two about one id would be two descriptions of the same thing.
            "id": f"{achievement}#{part}-{own.public_id}",
            "type": ["EndorsementSubject"],
            "endorsementComment": PARTS[part],
        },
    }
    if until is not None:
        content["validUntil"] = write_timestamp(until)
    public_id = credentials.issue(
        institution_id=own.pk, kind=KIND, content=content, signer=keys.signer(own, now), now=now
    )
    EducatorStatement.objects.update_or_create(
        achievement=achievement,
        part=part,
        institution=own,
        defaults={
            "credential": public_id,
            "title": title[:200],
            "stated_at": now,
            "ends": until,
            "withdrawn_at": None,
            "withdrawal": "",
            "reason": "",
        },
    )
    found: dict[str, Any] = parse(credentials.stored_form(public_id).body)
    return found


def _renew(own: Institution, achievement: str, profile: Any, now: datetime) -> None:
    """Signs again what the educator stated before under another name: one credential cannot hold both."""
    others = EducatorStatement.objects.filter(
        Q(ends=None) | Q(ends__gt=now), achievement=achievement, institution=own, withdrawn_at=None
    )
    for row in others.select_for_update(of=("self",)):
        stated = parse(credentials.stored_form(row.credential).body)
        if stated["issuer"] != profile:
            _state(own, achievement, row.part, stated["name"], row.ends, now)
