"""Who stands behind what was examined, and a word in the log where an award is dated before a withdrawal."""

from __future__ import annotations

from datetime import datetime

from microcred.platform.network import services as network
from microcred.platform.network.queries import Part
from microcred.platform.verifier.shown import parts_in
from microcred.vc.report import VerificationReport


def noted_parts(report: VerificationReport, now: datetime) -> tuple[Part, ...]:
    """As `parts_in`. Nothing of the check is kept, but that such an award exists."""
    parts = parts_in(report)
    network.note_unproven(parts, report.content.encode("utf-8"), now=now)
    return parts
