"""HiGHS without a word: its banner would stand in the output of whoever calls us."""

from __future__ import annotations

from typing import Any

import highspy


class _Silent(highspy.Highs):
    """The banner is printed with the first call after construction, which `Highs.__init__` makes itself: that
    of its callbacks. So the option is set just before it, and not by the caller afterwards."""

    def enableCallbacks(self) -> None:
        """Silences it, then goes on as HiGHS does."""
        self.setOptionValue("output_flag", False)
        super().enableCallbacks()  # type: ignore[no-untyped-call]


def silent_solver() -> Any:
    """A solver that writes nothing to standard output, whatever it is given; options are the caller's."""
    return _Silent()  # type: ignore[no-untyped-call]
