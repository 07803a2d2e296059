"""Solving writes nothing to the standard output of the process, where a command's own answer stands."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

RULES = """
from tests.unit.rules.test_certificates import AT, CREDITS, SOME, evaluate
assert evaluate(CREDITS, SOME, AT).certificate.proof == "solver"
"""
PLANS = """
from tests.unit.skills.test_plan import CHOICE, START, Aim, Limits, gap, plans
assert plans(gap("a", "b"), CHOICE, Limits(START), list(Aim))[0].optimal
"""
ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("program", [RULES, PLANS], ids=["rules", "plans"])
def test_the_first_solve_of_a_process_prints_nothing(program: str) -> None:
    where = {**os.environ, "PYTHONPATH": str(ROOT)}
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, check=False, cwd=ROOT, env=where
    )
    assert (run.returncode, run.stdout, run.stderr) == (0, b"", b"")
