"""What the desk refuses as a whole."""

from __future__ import annotations

from typing import ClassVar

from microcred.errors import MicrocredError


class DeskEmpty(MicrocredError):
    """Nothing to check was given."""

    code = "desk.empty"
    sentence = "There is nothing to check yet."
    remedy = "Paste links, or choose files, a ZIP or a CSV of applicants."


class DeskFull(MicrocredError):
    """More than one run takes."""

    code = "desk.too-many"
    sentence = "That is more than is checked at once."
    remedy = "Give at most 500 credentials, in several runs if need be."


class SheetUnreadable(MicrocredError):
    """A CSV without a column that is understood."""

    code = "desk.sheet-unreadable"
    sentence = "The sheet of applicants could not be read."
    remedy = "Save it as CSV with the columns name, e-mail and links."


class RunGone(MicrocredError):
    """No such run, or its hour is over."""

    code = "desk.run-not-found"
    sentence = "These results are no longer here."
    remedy = "Results are deleted after an hour. Check again if you need them."
    status: ClassVar[int] = 404
