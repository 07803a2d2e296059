from __future__ import annotations

from microcred.errors import MicrocredError


class BadgeTitleTooLong(MicrocredError):
    """The title does not fit on three lines in letters that can be read."""

    code = "badge.title-too-long"
    sentence = "The title does not fit on the badge in letters that can be read."
    remedy = "Give the badge a shorter title; the credential keeps its full one."


class BadgeChoiceUnknown(MicrocredError):
    """A ground, pattern, sign or level that does not exist. `detail` names it."""

    code = "badge.choice-unknown"
    sentence = "The badge asks for a choice that does not exist."
    remedy = "Choose one of the grounds, patterns and signs that are offered."
