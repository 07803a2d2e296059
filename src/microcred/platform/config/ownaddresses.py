"""What the verify page reads at an address of this site: only the apps above it know who may see what."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

from microcred.platform.awards import queries as awards
from microcred.platform.credentials import services as credentials
from microcred.platform.credentials.errors import ContentGone

if TYPE_CHECKING:
    from microcred.platform.accounts.models import Account


def own_credential(*, public_id: str, query: str, account: Account | None, now: datetime) -> bytes | None:
    """The signed bytes, if this reader may see the whole page with that query; else None."""
    asked = parse_qs(query)
    key, share = asked.get("key", [""])[0], asked.get("share", [""])[0]
    seen = awards.shown(actor=account, public_id=public_id, now=now, key=key, share=share)
    if seen is None or seen.extent != "whole":
        return None
    try:
        return credentials.stored_form(public_id).body
    except ContentGone:
        return None
