"""Where the published files lie on a machine that has them, and what is read from them once for all tests."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from microcred.ports.framework_files import open_framework
from microcred.skills.model import SkillFramework
from microcred.skills.readers.esco import read_esco
from microcred.skills.readers.report import ReadReport

DATA = Path(__file__).parents[3].parent / "shared" / "data"
needs_data = pytest.mark.skipif(not DATA.is_dir(), reason="the published files are not at ../shared/data")


@cache
def esco_111() -> tuple[SkillFramework, ReadReport]:
    archives = ("ESCO_v1.1.1_en_csv.zip", "ESCO_v1.1.1_relations_csv.zip")
    return read_esco(open_framework(*(DATA / "esco" / name for name in archives)), "1.1.1")


@cache
def esco_110() -> tuple[SkillFramework, ReadReport]:
    return read_esco(open_framework(DATA / "esco" / "ESCO_v1.1.0_en_csv.zip"), "1.1.0")
