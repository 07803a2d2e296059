"""What somebody may see of a credential: asked once for each request, by page and downloads alike."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.http import Http404, HttpRequest

from microcred.errors import MicrocredError
from microcred.platform.awards import queries
from microcred.platform.awards.pages.requests import actor, now
from microcred.platform.awards.queries import AwardRow
from microcred.platform.awards.shown import Shown
from microcred.platform.credentials import queries as credentials
from microcred.platform.credentials.queries import CredentialRow


class CredentialClosed(MicrocredError):
    """The page of a credential that its holder has declined, or shows to nobody."""

    code = "credential.gone"
    status = 410
    sentence = "This credential is not shown."
    remedy = "Ask its holder. Whether it still stands can be asked by whoever has the file."


@dataclass(frozen=True)
class Seen:
    """One credential with what this reader may see of it, and the keys by which they came."""

    public_id: str
    shown: Shown
    award: AwardRow
    credential: CredentialRow
    key: str
    share: str
    at: datetime

    @property
    def whole(self) -> bool:
        """Whether the content may be shown at all."""
        return self.shown.extent == "whole"

    @property
    def query(self) -> str:
        """What links to the downloads carry, so that they open for the same reader."""
        if self.key:
            return f"?key={self.key}"
        return f"?share={self.share}" if self.share else ""


def seen(request: HttpRequest, public_id: str) -> Seen:
    """What the reader may see; raises Http404, or `CredentialClosed` after it was declined."""
    at = now()
    key = request.POST.get("key") or request.GET.get("key", "")
    share = request.GET.get("share", "")
    shown = queries.shown(actor=actor(request), public_id=public_id, now=at, key=key, share=share)
    award, credential = queries.award(public_id), credentials.credential(public_id)
    if shown is None or award is None or credential is None:
        raise Http404
    if shown.extent == "gone":
        raise CredentialClosed
    return Seen(public_id, shown, award, credential, key, share, at)
