"""`microcred admissions replay`: a decision counted again, from a terminal."""

from __future__ import annotations

import os
from collections.abc import Callable


def main(case: str, *, show: Callable[[str], None]) -> int:
    """Counts every decision of an application again; raises what does not agree, as a `MicrocredError`."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "microcred.platform.config.settings")
    import django

    django.setup()
    from microcred.platform.admissions.services import replay

    for line in replay(case) or ["Nothing has been decided yet."]:
        show(line)
    return 0
