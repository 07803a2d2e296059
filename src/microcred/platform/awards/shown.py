"""What the page of a credential shows to whom: the rule of privacy in one place."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Literal

from microcred.platform.awards import access
from microcred.platform.awards.models import Acceptance, Award, Visibility
from microcred.platform.institutions import access as institutions

if TYPE_CHECKING:
    from microcred.platform.accounts.models import Account

Extent = Literal["whole", "status", "gone"]


@dataclass(frozen=True, slots=True)
class Shown:
    """`extent`: the whole page; the status alone, for an id without more; or gone, after it was declined.

    `holder` and `officer` say in what role it is seen; `indexed` whether a search engine may list it.
    """

    public_id: str
    extent: Extent
    holder: bool = False
    officer: bool = False
    indexed: bool = False
    acceptance: str = ""
    visibility: str = ""
    share: str = ""
    """What the sharing link carries; for its holder alone."""


def shown(
    *, actor: Account | None, public_id: str, now: datetime, key: str = "", share: str = ""
) -> Shown | None:
    """What is shown of a credential; None where no award has this id.

    `key` is that of the mail's link, `share` that of the holder's. Officers of the institution see what
    they awarded. Everybody else sees what the holder chose, and of the rest only the status.
    """
    award = Award.objects.select_related("institution").filter(pk=public_id).first()
    if award is None:
        return None
    holder = access.is_holder(award, actor, key, now)
    officer = not holder and _officer(award, actor)
    extent: Extent = "whole" if holder or officer or _open(award, share) else "status"
    if award.acceptance == Acceptance.DECLINED and not (holder or officer):
        extent = "gone"
    return Shown(
        public_id=award.pk,
        extent=extent,
        holder=holder,
        officer=officer,
        indexed=award.acceptance == Acceptance.ACCEPTED and award.visibility == Visibility.PUBLIC,
        acceptance=award.acceptance,
        visibility=award.visibility,
        share=award.share if holder else "",
    )


def _open(award: Award, share: str) -> bool:
    if award.acceptance != Acceptance.ACCEPTED:
        return False
    if award.visibility == Visibility.PUBLIC:
        return True
    if award.visibility != Visibility.LINK or not award.share:
        return False
    return hmac.compare_digest(share.encode(), award.share.encode())


def _officer(award: Award, actor: Account | None) -> bool:
    try:
        institutions.require(actor, award.institution, access.ROLES["view"])
    except (institutions.NotAllowed, institutions.NotFound):
        return False
    return True
