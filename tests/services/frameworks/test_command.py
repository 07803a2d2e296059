"""`microcred frameworks import PATH` from a terminal: a dry run, the import, and a file that is refused."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.unit.skills.files import esco

MICROCRED = Path(sys.executable).with_name("microcred")


@pytest.fixture
def release(tmp_path: Path) -> Path:
    folder = tmp_path / "ESCO v1.1.1"
    folder.mkdir()
    for file in esco():
        (folder / file.name).write_bytes(file.data)
    return folder


def run(tmp_path: Path, *arguments: object) -> tuple[int, str]:
    """The exit code and what was printed, on a database of its own."""
    environment = {
        **{name: value for name, value in os.environ.items() if name != "DATABASE_URL"},
        "DJANGO_SETTINGS_MODULE": "microcred.platform.config.settings",
        "MICROCRED_DATA": str(tmp_path / "data"),
        "MICROCRED_DEMO": "1",
    }
    (tmp_path / "data").mkdir(exist_ok=True)
    done = subprocess.run(
        [MICROCRED, "frameworks", "import", *map(str, arguments)],
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def test_a_dry_run_changes_nothing_the_import_stores_and_a_bad_file_is_refused_with_its_rows(
    tmp_path: Path, release: Path
) -> None:
    code, told = run(tmp_path, release, "--dry-run")
    assert code == 0, told
    assert "ESCO 1.1.1: would be imported" in told
    code, told = run(tmp_path, release)
    assert code == 0, told
    assert "ESCO 1.1.1: imported" in told
    assert "8 skills" in told
    assert "This service uses the ESCO classification" in told
    assert "from 1.1.1" not in told.split("imported")[0]  # the dry run had stored nothing
    (release / "skills_en.csv").write_text("conceptUri,label\n1,2\n")
    code, told = run(tmp_path, release)
    assert code == 1, told
    assert "refused" in told
    assert "[missing-column]" in told
    code, told = run(tmp_path, tmp_path / "nothing")
    assert code != 0
    assert "cannot be opened" in told
