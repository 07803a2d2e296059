"""What is kept of a learner here, to be taken along."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from microcred.platform.awards import queries as awards
from microcred.platform.credentials import services as credentials
from microcred.platform.portfolio.models import Archived, DeclaredSkill, Imported, Reflection, Share
from microcred.platform.portfolio.queries.shares import collections, share_address
from microcred.vc.jsontext import parse

if TYPE_CHECKING:
    from microcred.platform.accounts.models import Account


@dataclass(frozen=True)
class Kept:
    """The bytes of one credential and the name of a file for them."""

    id: str
    body: bytes
    name: str


def archive_of(actor: Account) -> list[Kept]:
    """The bytes of everything that a learner holds: awards as signed, imports as given."""
    held = awards.held_by(actor)
    forms = credentials.stored_forms([one.public_id for one in held])
    found = [
        Kept(one.public_id, forms[one.public_id].body, one.title) for one in held if one.public_id in forms
    ]
    for row in Imported.objects.filter(owner=actor).order_by("added_at"):
        found.append(Kept(row.pk, bytes(row.body), row.file_name or row.title))
    return found


def account_data(account: Account) -> dict[str, Any]:
    """What is kept here about a person, for the export of their data."""
    answers = {one.public_id: one for one in awards.held_by(account)}
    own = [
        {
            "acceptance": answers[one.id].acceptance,
            "visibility": answers[one.id].visibility,
            "credential": parse(one.body),
        }
        for one in archive_of(account)
        if one.id in answers
    ]
    archived = Archived.objects.filter(owner=account).values_list("award_id", "at")
    return {
        "credentials": own,
        "archived": {public_id: _stamp(at) for public_id, at in archived},
        "credentials_from_elsewhere": [
            {
                "title": row.title,
                "file": row.file_name,
                "address": row.address,
                "added": _stamp(row.added_at),
                "checked": _stamp(row.checked_at),
                "verdict": row.verdict,
                "bytes_base64": base64.b64encode(bytes(row.body)).decode("ascii"),
            }
            for row in Imported.objects.filter(owner=account).order_by("added_at")
        ],
        "collections": [
            {"name": one.name, "note": one.note, "credentials": list(one.items)}
            for one in collections(account)
        ],
        "shared_pages": [
            {
                "address": share_address(row.pk),
                "title": row.title,
                "note": row.note,
                "made": _stamp(row.created_at),
                "ends": _stamp(row.ends_at) if row.ends_at else None,
                "withdrawn": _stamp(row.withdrawn_at) if row.withdrawn_at else None,
                "with_own_words": row.with_words,
            }
            for row in Share.objects.filter(owner=account).order_by("created_at")
        ],
        "declared_skills": [
            {"skill": row.skill, "label": row.label, "level": row.level, "since": _stamp(row.since)}
            for row in DeclaredSkill.objects.filter(owner=account)
        ],
        "reflections": [
            {
                "credential": row.credential,
                "before": row.before,
                "now": row.after,
                "sentence": row.sentence,
                "used": row.used,
            }
            for row in Reflection.objects.filter(owner=account)
        ],
    }


def _stamp(at: datetime) -> str:
    return at.isoformat()
