"""The words, shapes and tones of every state that a list shows as a chip."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from microcred.platform.web.shapes import State


@dataclass(frozen=True)
class Chip:
    """What stands for one state."""

    word: Promise | str
    state: State


def _chip(word: Promise, shape: str, tone: str) -> Chip:
    return Chip(word, State(shape, tone))


CHIPS: Mapping[str, Chip] = {
    # a credential
    "valid": _chip(_("Valid"), "disc-tick", "holds"),
    "holds": _chip(_("Holds"), "disc-tick", "holds"),
    "withdrawn": _chip(_("Withdrawn"), "square-bar", "caution"),
    "revoked": _chip(_("Withdrawn"), "square-bar", "caution"),
    "suspended": _chip(_("Suspended"), "ring-half", "caution"),
    "expired": _chip(_("Expired"), "clock", "caution"),
    "replaced": _chip(_("Replaced by a newer one"), "box-dashed", "quiet"),
    "superseded": _chip(_("Replaced by a newer one"), "box-dashed", "quiet"),
    # with its learner
    "pending": _chip(_("Not accepted yet"), "ring", "quiet"),
    "accepted": _chip(_("Accepted"), "disc", "holds"),
    "declined": _chip(_("Declined"), "cross", "quiet"),
    "public": _chip(_("Public"), "eye", "quiet"),
    "link": _chip(_("With the link"), "link", "quiet"),
    "private": _chip(_("Only me"), "lock", "quiet"),
    "archived": _chip(_("Archived"), "box", "quiet"),
    "imported": _chip(_("From elsewhere"), "link", "quiet"),
    # a micro-credential's version
    "draft": _chip(_("Draft"), "box-dashed", "quiet"),
    "in_review": _chip(_("Waiting for a second pair of eyes"), "ring-half", "caution"),
    "published": _chip(_("Published"), "disc", "holds"),
    "retired": _chip(_("No longer awarded"), "box", "quiet"),
    "closed": _chip(_("Closed"), "box", "quiet"),
    # a row and a batch
    "award": _chip(_("To award"), "disc", "holds"),
    "awarded": _chip(_("Awarded"), "disc-tick", "holds"),
    "not_passed": _chip(_("Not passed"), "ring", "quiet"),
    "needs_you": _chip(_("Needs you"), "triangle", "caution"),
    "left_out": _chip(_("Left out"), "cross", "quiet"),
    "waiting": _chip(_("Waiting"), "ring", "quiet"),
    "checking": _chip(_("Being checked"), "ring-half", "quiet"),
    "checked": _chip(_("Checked"), "disc", "quiet"),
    "scheduled": _chip(_("To be released"), "clock", "quiet"),
    "running": _chip(_("Being awarded"), "ring-half", "action"),
    "done": _chip(_("Done"), "disc-tick", "holds"),
    "undone": _chip(_("Undone"), "box-dashed", "quiet"),
    "failed": _chip(_("Stopped by an error"), "octagon-cross", "fault"),
    # mail
    "queued": _chip(_("Waiting to be sent"), "ring", "quiet"),
    "sent": _chip(_("Sent"), "disc", "holds"),
    "returned": _chip(_("Returned"), "triangle", "caution"),
    "dropped": _chip(_("Not needed any more"), "box-dashed", "quiet"),
    # keys and accounts
    "active": _chip(_("Active"), "disc", "holds"),
    "required": _chip(_("Required"), "disc", "quiet"),
    "optional": _chip(_("Optional"), "ring", "quiet"),
}
"""State as stored, to its chip. A state that is not here is a mistake: `chip` raises `KeyError`."""


def chip(state: str, word: str = "") -> Chip:
    """The chip of `state`, under another `word` where one is given. Raises KeyError for an unknown state."""
    found = CHIPS[str(state)]
    return Chip(word, found.state) if word else found
