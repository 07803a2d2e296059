"""What an operator types beside the running site works on an empty machine, in any order."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

COMMAND = [sys.executable, "-c", "from microcred.cli.main import run; run()"]


def test_an_operator_is_made_and_what_is_due_is_done(tmp_path: Path) -> None:
    environ = {**os.environ, "MICROCRED_DATA": str(tmp_path), "MICROCRED_ORIGIN": "http://127.0.0.1:8000"}
    environ.pop("DATABASE_URL", None)
    environ.pop("DJANGO_SETTINGS_MODULE", None)
    said = []
    for words in (["operator", "nora@operator.example"], ["tick"], ["reindex"]):
        done = subprocess.run(
            [*COMMAND, *words], env=environ, capture_output=True, text=True, check=False, cwd=tmp_path
        )
        assert done.returncode == 0, done.stderr
        said.append(done.stdout)
    assert said[0] == "nora@operator.example is an operator.\n"
    assert said[1].endswith("jobs done.\n")
    assert said[2] == "0 credentials read again.\n0 offerings indexed again.\n"
    assert (tmp_path / "secrets" / "key_encryption_key").stat().st_mode & 0o077 == 0
