"""Whoever looks at a run moves it on: for a moment, and one run at a time in this process."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from microcred.platform.verifier.errors import VerifierBusy
from microcred.platform.verifier.gate import Gate
from microcred.platform.verifier.services.desk import advance

if TYPE_CHECKING:
    from microcred.platform.verifier.models import DeskRun

SLICE = 1.5
"""Seconds of work for each look at a run."""
GATE = Gate(at_once=1, waiting=0, aside=0)
"""The desk leaves room for single checks."""


def moved_on(run: DeskRun) -> None:
    """Works on a run for a moment, unless another one is worked on just now."""
    try:
        with GATE.inside():
            advance(run, now=timezone.now(), seconds=SLICE)
    except VerifierBusy:
        return
