"""What was established of credentials is forgotten once it counts no longer."""

from __future__ import annotations

from datetime import datetime

from microcred.platform.qualifications.models import Established


def forget_established(*, now: datetime) -> int:
    """Deletes what counts no longer, so that nothing is kept of what was erased; how much."""
    return Established.objects.filter(until__lte=now).delete()[0]
