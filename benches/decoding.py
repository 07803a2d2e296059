"""Decoding of pictures and papers, apart from the report on what is in them

CPU time of this process and, for QR codes, of the process that reads them, its start included; each 30 times.
"""

from __future__ import annotations

import os
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

from benches.results import Row

TIMES = 30


def run() -> list[Row]:
    """A row for each carrier."""
    import django

    django.setup()
    from tests.properties import seeds

    from microcred.platform.verifier.qr.reading import codes
    from microcred.vc import unbake

    rows = []
    for name, data in seeds.carriers().items():
        if name.startswith("di"):
            rows.append(_row(name.removeprefix("di in "), data, lambda one: unbake(one).text))
    rows += [_row(name, data, lambda one: codes(one)[0]) for name, data in seeds.codes().items()]
    return rows


def _row(name: str, data: bytes, work: Callable[[bytes], str]) -> Row:
    spent = []
    for _ in range(TIMES):
        began = _computing()
        assert work(data)
        spent.append(_computing() - began)
    spent.sort()
    middle, late = spent[TIMES // 2], spent[int(TIMES * 0.95)]
    return Row(
        f"decoding {name}, {len(data) / 1e3:.0f} kB", f"{middle * 1e3:.1f} ms, p95 {late * 1e3:.1f} ms"
    )


def _computing() -> float:
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime
