"""`microcred admissions check-credit`: all of the record of credit, from a terminal."""

from __future__ import annotations

import os
from collections.abc import Callable


def main(*, show: Callable[[str], None]) -> int:
    """Checks every line and notes up to where; raises what is wrong, as a `MicrocredError`."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "microcred.platform.config.settings")
    import django

    django.setup()
    from django.utils import timezone

    from microcred.platform.admissions.services import check_record

    found = check_record(timezone.now())
    show(f"{found.lines} lines, each as it was written. The last is {found.digest}.")
    return 0
