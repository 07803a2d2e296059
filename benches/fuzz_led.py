"""Mutants that are led by the code they reach; `make fuzz` runs it where atheris is installed."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

import atheris

HOME = Path(__file__).parent.parent
sys.path.insert(0, str(HOME))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

with atheris.instrument_imports(include=["microcred"]):
    import django

    django.setup()
    from tests.properties.formats import formats, judge

FORMATS = [one for one in formats() if one.weight >= 0.5]
SOUND = [one.sound for one in FORMATS]


def one_input(data: bytes) -> None:
    """Asks about a file as the format that its first byte chooses; a fault ends the run."""
    if not data:
        return
    at = data[0] % len(FORMATS)
    fault = judge(FORMATS[at], SOUND[at], FORMATS[at].ask(data[1:]))
    if fault:
        raise AssertionError(f"{FORMATS[at].name}: {fault}")


def main() -> None:
    """Runs with the seeds as the first inputs."""
    with tempfile.TemporaryDirectory() as folder:
        for at, one in enumerate(FORMATS):
            (Path(folder) / f"{at:03}").write_bytes(bytes([at]) + one.data)
        atheris.Setup([*sys.argv, "-timeout=10", "-rss_limit_mb=1024", folder], one_input)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
