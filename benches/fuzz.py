"""Mutated files of every format: each refused, undecided, or verified with the content of its original

Run with `make fuzz`: 200,000 mutants over all formats that are read (a number after the command for another
count), in one process, and 20,000 more that are led by what they reach in the code where atheris is
installed. The figures are written to RESULTS.md; a fault (an error of another kind, other content verified,
more than a second of computing or 200 MB) ends with code 1 and prints the mutant in base64.
"""

from __future__ import annotations

import base64
import importlib.util
import os
import resource
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from random import Random

HOME = Path(__file__).parent.parent
sys.path.insert(0, str(HOME))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

import django  # noqa: E402

django.setup()

from tests.properties.formats import Answer, Format, formats, judge  # noqa: E402

from benches.results import Row, write_section  # noqa: E402

COUNT = 200_000
LED = 20_000
SECONDS = 1.0
MEGABYTES = 200
OTHERS = HOME.parent / "shared" / "data" / "credentials"


class Fuzz:
    """One run: what came of it, and how long the slowest answer took."""

    def __init__(self) -> None:
        self.faults = 0
        self.slowest: Counter[str] = Counter()
        self.answers: Counter[str] = Counter()

    def ask(self, one: Format, sound: object, mutant: bytes) -> Answer | None:
        """The answer, with a fault noted and told if there is one."""
        began = _computing()
        try:
            answer = one.ask(mutant)
        except Exception as error:
            self.tell(one, f"{type(error).__name__}: {error}", mutant)
            return None
        spent = _computing() - began
        self.slowest[one.name] = max(self.slowest[one.name], round(spent * 1e6))
        fault = judge(one, sound, answer)
        if spent > SECONDS:
            fault = fault or f"{spent:.2f} seconds"
        if fault:
            self.tell(one, fault, mutant)
        self.answers[answer.outcome] += 1
        return answer

    def tell(self, one: Format, fault: str, mutant: bytes) -> None:
        """Prints a fault with its mutant."""
        self.faults += 1
        print(f"{one.name}: {fault[:300]}\n{base64.b64encode(mutant).decode()}", flush=True)


def run(count: int, made: list[Format], say: Callable[[str], None] = print) -> tuple[list[Row], int]:
    """Rows by family of formats, and the number of faults."""
    fuzz, total = Fuzz(), sum(one.weight for one in made)
    families: dict[str, Counter[str]] = {}
    before = _megabytes()
    for one in made:
        sound, tally = one.sound, Counter[str]()
        for mutant in one.mutants(max(1, round(count * one.weight / total)), Random(one.name)):
            answer = fuzz.ask(one, sound, mutant)
            tally[answer.outcome if answer else "fault"] += 1
        say(f"{one.name}: {dict(tally)}, slowest {fuzz.slowest[one.name] / 1e3:.0f} ms, {_megabytes()} MB")
        families.setdefault(one.name.partition(":")[0], Counter()).update(tally)
    rows = [
        Row(f"{name}: {tally.total():,} mutants", _told(tally), "no other content verified")
        for name, tally in families.items()
    ]
    name, slowest = fuzz.slowest.most_common(1)[0]
    if _megabytes() - before > MEGABYTES:
        fuzz.faults += 1
    rows.append(
        Row(
            f"all {fuzz.answers.total():,}, {len(made)} seeds",
            f"{fuzz.faults} faults",
            "0",
            f"slowest {slowest / 1e3:.0f} ms of computing ({name}); the process at most {_megabytes()} MB, "
            f"{before} MB before the first",
        )
    )
    return rows, fuzz.faults


def led() -> tuple[Row, int]:
    """The mutants that atheris leads, in a process of its own: a row, and whether there was a fault."""
    if importlib.util.find_spec("atheris") is None:
        return Row("led by coverage", "not run", "0 faults", "atheris is not installed"), 0
    command = [sys.executable, str(HOME / "benches" / "fuzz_led.py"), f"-runs={LED}", "-seed=1"]
    done = subprocess.run(command, cwd=HOME, capture_output=True, text=True, check=False)
    if done.returncode:
        print(done.stdout[-3000:], done.stderr[-3000:])
    faults = int(done.returncode != 0)
    return Row(f"led by coverage (atheris): {LED:,}", f"{faults} faults", "0", "seeds as above"), faults


def _told(tally: Counter[str]) -> str:
    return ", ".join(f"{number:,} {outcome}" for outcome, number in tally.most_common())


def _computing() -> float:
    """Seconds of this process and of those that it waited for."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def _megabytes() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def main() -> int:
    """Write the section; 1 if anything went wrong."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else COUNT
    began = time.process_time()
    rows, faults = run(count, formats(OTHERS if OTHERS.is_dir() else None))
    more, wrong = led()
    rows.append(more)
    print(f"{time.process_time() - began:.0f} CPU-seconds, {faults + wrong} faults")
    if count >= COUNT:
        write_section("fuzz", (__doc__ or "").strip(), rows)
    return 1 if faults or wrong else 0


if __name__ == "__main__":
    sys.exit(main())
