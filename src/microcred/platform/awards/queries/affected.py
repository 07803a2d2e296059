"""Awards that a leaked key signed after it had leaked: nobody else can tell them from forged ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from microcred.platform.awards import access
from microcred.platform.awards.models import Award
from microcred.platform.awards.queries.awards import AwardRow, award_row, with_credential
from microcred.platform.credentials import queries as credentials
from microcred.platform.institutions import access as institutions
from microcred.platform.institutions import queries as institution_queries

if TYPE_CHECKING:
    from microcred.platform.accounts.models import Account


def affected(actor: Account | None, institution: str) -> list[AwardRow]:
    """What has to be issued anew because its key has leaked, oldest first."""
    ids = affected_ids(actor, institution)
    rows = with_credential().filter(pk__in=ids)
    return sorted(map(award_row, rows), key=lambda one: (one.awarded_at, one.public_id))


def affected_ids(actor: Account | None, institution: str) -> list[str]:
    """The public ids of `affected`."""
    found = institutions.by_public_id(institution)
    institutions.require(actor, found, access.ROLES["view"])
    ids: dict[str, None] = {}
    for method, since in institution_queries.leaked_keys(found.pk):
        ids |= dict.fromkeys(credentials.signed_by(found.pk, method, since))
    live = set(Award.objects.filter(pk__in=ids, live=True).values_list("pk", flat=True))
    return [one for one in ids if one in live]
