"""The signed log of awards: the hash of each credential's bytes, under a head that names the one before."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256

from django.db import transaction

from microcred.platform.credentials import queries as credentials
from microcred.platform.institutions.queries import origin
from microcred.platform.journal import services as journal
from microcred.platform.journal.bulk import insert_rows
from microcred.platform.network import signing
from microcred.platform.network.events import LogSigned
from microcred.platform.network.models import LogHead, LogLeaf
from microcred.platform.network.scope import tokens, trees

KIND = "award"
_LATE = 100_000
"""Numbers of forms may be committed out of order: so far back it is looked for ones that came late."""


def sign_log(now: datetime) -> int:
    """Takes every award that is in no head yet under a new, signed one; how many there were.

    The time in the head is that of this installation, not of who awards.
    """
    with transaction.atomic():
        last = LogHead.objects.select_for_update().order_by("-number").first()
        highest = LogLeaf.objects.order_by("-form").values_list("form", flat=True).first() or 0
        after = max(0, highest - _LATE)
        known = set(LogLeaf.objects.filter(form__gt=after).values_list("form", flat=True))
        new = [one for one in credentials.hashes(KIND, after) if one[0] not in known]
        if not new:
            return 0
        number = last.number + 1 if last else 1
        root = trees.root([digest for _, digest in new])
        claims = {
            "iss": origin(),
            "iat": int(now.timestamp()),
            "number": number,
            "size": len(new),
            "root": root,
            "previous": last.hash if last else "",
        }
        token = signing.sign(claims, tokens.LOG_HEAD, now)
        digest = sha256(token.encode("ascii")).hexdigest()
        head = LogHead.objects.create(
            number=number, at=now, size=len(new), root=root, hash=digest, token=token
        )
        leaves = ((head.pk, place, form, leaf) for place, (form, leaf) in enumerate(new))
        insert_rows(LogLeaf, ("head_id", "place", "form", "sha256"), leaves)
        journal.record(LogSigned(number, digest, len(new), now))
    return len(new)


def sign_due(now: datetime) -> None:
    """What `microcred tick` calls."""
    sign_log(now)
