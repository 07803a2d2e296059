"""Every page of prose is a test: its snippets run as they stand, and its links and settings are there.

Blocks marked `sh` run one after the other in a folder of their own, with the examples in it; blocks marked
`python` run one after the other in one namespace. Other blocks are shown, not run.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
PAGES = [
    page
    for page in sorted([ROOT / "README.md", ROOT / "SECURITY.md", *(ROOT / "docs").rglob("*.md")])
    if page.is_file()
]
FENCED = re.compile(r"^```(sh|python)\n(.*?)^```", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^)#]+?)(?:#[^)]*)?\)")
SETTING = re.compile(r"\bMICROCRED_[A-Z_]*[A-Z]\b")


def named(page: Path) -> str:
    return str(page.relative_to(ROOT))


def snippets(page: Path, language: str) -> list[str]:
    found = FENCED.findall(page.read_text("utf-8"))
    return [text for kind, text in found if kind == language]


@pytest.mark.parametrize("page", [one for one in PAGES if snippets(one, "sh")], ids=named)
def test_what_a_page_tells_to_type_works(page: Path, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    script = "set -euo pipefail\n" + "\n".join(snippets(page, "sh"))
    environ = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(tmp_path),
        "MICROCRED_DATA": str(tmp_path / "var"),
    }
    done = subprocess.run(
        ["bash", "-c", script], cwd=tmp_path, env=environ, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("page", [one for one in PAGES if snippets(one, "python")], ids=named)
def test_what_a_page_shows_in_python_runs(page: Path) -> None:
    code = "\n".join(snippets(page, "python"))
    exec(compile(code, named(page), "exec"), {"__name__": named(page)})


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_every_link_of_a_page_leads_somewhere(page: Path) -> None:
    targets = [one for one in LINK.findall(page.read_text("utf-8")) if "://" not in one]
    assert [one for one in targets if not (page.parent / one).exists()] == []


def test_every_setting_stands_in_the_reference() -> None:
    reference = (ROOT / "docs" / "reference" / "settings.md").read_text("utf-8")
    used = set()
    for file in (ROOT / "src").rglob("*.py"):
        used |= set(SETTING.findall(file.read_text("utf-8")))
    assert sorted(one for one in used if one not in reference) == []


def test_the_readme_is_one_screen() -> None:
    assert len((ROOT / "README.md").read_text("utf-8").splitlines()) <= 60
