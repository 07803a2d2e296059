"""A sheet of 100,000 results through `microcred issue`: memory of all processes, and both cores."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benches.results import Row

ROWS = 100_000
ACHIEVEMENT = Path(__file__).parents[1] / "examples" / "achievement.json"
COMMAND = [sys.executable, "-c", "from microcred.cli.main import run; run()"]


def run() -> list[Row]:
    """Makes a key and a sheet in a temporary folder, issues, and watches the processes from outside."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        key, sheet, out = folder / "key.json", folder / "results.csv", folder / "all.jsonl"
        subprocess.run([*COMMAND, "keygen", str(key)], check=True, capture_output=True)
        with sheet.open("w") as file:
            file.write("name,email,grade\n")
            file.writelines(f"Learner {n},learner{n}@example.org,{40 + n % 60}\n" for n in range(ROWS))
        given = ["issue", str(ACHIEVEMENT), str(sheet), str(key), "--out", str(out), "--pass", "40"]
        before, started = os.times(), time.monotonic()
        with subprocess.Popen([*COMMAND, *given], stdout=subprocess.DEVNULL) as process:
            peak = _peak(process)
        elapsed, after = time.monotonic() - started, os.times()
        if process.returncode != 0:
            raise RuntimeError(f"microcred issue ended with {process.returncode}")
        cpu = sum(after[2:4]) - sum(before[2:4])
    return [
        Row("peak memory of all processes", f"{peak / 1e6:.0f} MB", "under 200 MB", f"{ROWS:,} rows"),
        Row("cores in use", f"{cpu / elapsed:.1f} of {os.cpu_count()}", "all"),
        Row("credentials", f"{ROWS / elapsed:,.0f} a second", "", f"{cpu / ROWS * 1e6:.0f} us of CPU each"),
    ]


def _peak(process: subprocess.Popen[bytes]) -> int:
    peak = 0
    while process.poll() is None:
        peak = max(peak, sum(_memory(pid) for pid in _family(process.pid)))
        time.sleep(0.2)
    return peak


def _family(pid: int) -> list[int]:
    """A process with its children, by Linux' own list."""
    try:
        found = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return [pid]
    return [pid, *map(int, found)]


def _memory(pid: int) -> int:
    """Bytes that a process uses, shared pages counted in parts."""
    try:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    except OSError:
        pass
    return 0
