"""The words and shapes in which supply stands beside demand."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from microcred.platform.careers.words import NEAR, Word
from microcred.skills.gap.gap import GapState

STATES: Mapping[GapState, Word] = {
    GapState.HELD: Word(_("certified here"), "disc", "holds"),
    GapState.TOO_LOW: Word(_("certified here, at a lower level"), "ring-half", "action"),
    GapState.IN_PART: Word(_("in part"), "ring-half", "action"),
    GapState.MISSING: Word(_("not certified here"), "ring", "quiet"),
}
"""The states of a gap in which a portfolio can be: it neither lapses nor declares."""

__all__ = ["NEAR", "STATES"]
