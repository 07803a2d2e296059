"""The educator's part: a signed endorsement of the micro-credential, which the certifier carries along."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Q

from microcred.platform.credentials import services as credentials
from microcred.platform.institutions import services as keys
from microcred.platform.network import access
from microcred.platform.network.models import EducatorStatement
from microcred.platform.network.queries.stating import profile_of
from microcred.vc.jsontext import parse
from microcred.vc.openbadges.terms import CREDENTIALS_CONTEXT
from microcred.vc.timestamps import write_timestamp

if TYPE_CHECKING:
    from microcred.platform.accounts.models import Account
    from microcred.platform.institutions.models import Institution

KIND = "endorsement"
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
    own = access.institution(actor, institution, to="give")
    with transaction.atomic():
        made = _state(own, achievement, part, title, until, now)
        _renew(own, achievement, made["issuer"], now)
    return made


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
        defaults={"credential": public_id, "stated_at": now, "ends": until},
    )
    found: dict[str, Any] = parse(credentials.stored_form(public_id).body)
    return found


def _renew(own: Institution, achievement: str, profile: Any, now: datetime) -> None:
    """Signs again what the educator stated before under another name: one credential cannot hold both."""
    others = EducatorStatement.objects.filter(
        Q(ends=None) | Q(ends__gt=now), achievement=achievement, institution=own
    )
    for row in others.select_for_update(of=("self",)):
        stated = parse(credentials.stored_form(row.credential).body)
        if stated["issuer"] != profile:
            _state(own, achievement, row.part, stated["name"], row.ends, now)
