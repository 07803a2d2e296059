"""The words and shapes in which gaps and plans are told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from microcred.skills.gap.gap import GapState
from microcred.skills.gap.graded import SoftState
from microcred.skills.gap.matching import Nearness
from microcred.skills.plan.plan import Aim
from microcred.skills.profile.evidence import Evidence


@dataclass(frozen=True)
class Word:
    """A state for people: its word, its shape and the token of its colour."""

    word: Promise
    shape: str
    tone: str


STATES: Mapping[GapState, Word] = {
    GapState.HELD: Word(_("held"), "disc", "holds"),
    GapState.TOO_LOW: Word(_("held, at a lower level"), "ring-half", "action"),
    GapState.LAPSED: Word(_("lapsed"), "clock", "caution"),
    GapState.DECLARED: Word(_("declared only"), "box-dashed", "action"),
    GapState.IN_PART: Word(_("in part"), "ring-half", "action"),
    GapState.MISSING: Word(_("missing"), "ring", "quiet"),
}
"""In the order in which a page shows them: begin with what is held."""

SOFT: Mapping[SoftState, Word] = {
    SoftState.HELD: Word(_("held"), "disc", "holds"),
    SoftState.TOO_LOW: Word(_("held, at a lower level"), "ring-half", "action"),
    SoftState.NO_LEVEL: Word(_("held, without a level"), "ring-half", "action"),
    SoftState.USED: Word(_("used in other skills"), "link", "action"),
    SoftState.MISSING: Word(_("not shown yet"), "ring", "quiet"),
}
EVIDENCE: Mapping[Evidence, Promise] = {
    Evidence.CERTIFIED: _("certified by an independent body"),
    Evidence.ASSESSED: _("assessed"),
    Evidence.ATTENDED: _("attended"),
    Evidence.DECLARED: _("declared"),
}
NEAR: Mapping[Nearness, Promise] = {
    Nearness.SAME: _("the same skill"),
    Nearness.NARROWER: _("a special case of it"),
    Nearness.ESSENTIAL: _("one is essential for the other"),
    Nearness.BROADER: _("a wider skill"),
    Nearness.RELATED: _("related to it"),
    Nearness.SAME_GROUP: _("filed beside it, in the same group"),
}
"""How the skill that is held stands to the one that is wanted."""
AIMS: Mapping[Aim, Promise] = {
    Aim.CHEAPEST: _("Cheapest"),
    Aim.QUICKEST: _("Quickest"),
    Aim.LIGHTEST: _("Lightest"),
}
MODES: Mapping[str, Promise] = {
    "online": _("online"),
    "onsite": _("on site"),
    "blended": _("partly online"),
    "hybrid": _("on site and online at once"),
    "work": _("at work"),
}
