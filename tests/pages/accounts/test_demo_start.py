"""The site as a server would load it, in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.parametrize(
    ("more", "starts"),
    [
        ({"MICROCRED_DEMO": "1"}, True),
        ({"MICROCRED_DEMO": "1", "MICROCRED_ORIGIN": "https://demo.example"}, False),
        ({"MICROCRED_DEMO": "1", "MICROCRED_HOSTS": "10.0.0.7"}, False),
        ({"MICROCRED_ORIGIN": "https://alder.example"}, True),
    ],
)
def test_a_server_refuses_to_start_a_demo_that_others_can_reach(
    tmp_path: Path, more: dict[str, str], starts: bool
) -> None:
    environ = {name: value for name, value in os.environ.items() if not name.startswith("MICROCRED_")}
    environ |= {
        "DJANGO_SETTINGS_MODULE": "microcred.platform.config.settings",
        "MICROCRED_DATA": str(tmp_path),
    }
    program = [sys.executable, "-c", "import microcred.platform.config.wsgi"]
    done = subprocess.run(program, env=environ | more, capture_output=True, text=True, check=False)
    assert (done.returncode == 0) is starts, done.stderr
    if not starts:
        assert "accounts.E001" in done.stderr
