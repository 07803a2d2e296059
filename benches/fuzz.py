"""Mutated credentials: each refused, undecided, or verified with the content of its original

Run with `make fuzz`: 50,000 mutants over all forms, written to RESULTS.md; a fault ends with code 1 and
prints the mutant in base64.
"""

from __future__ import annotations

import base64
import sys
import time
from collections import Counter
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).parent.parent))

from tests.properties import mutants

from benches.results import Row, write_section
from microcred.vc.outcomes import Outcome

COUNT = 50_000


def run(count: int = COUNT, start: int = 1) -> tuple[list[Row], int]:
    """Rows for each seed, and the number of faults."""
    rows, faults = [], 0
    seeds = mutants.seeds()
    began = time.process_time()
    for seed in seeds:
        tally: Counter[Outcome] = Counter()
        codes: Counter[str] = Counter()
        random = Random(f"{seed.name} {start}")
        for mutant in mutants.mutants(seed, count // len(seeds), random):
            fault = mutants.judge(seed, mutant)
            if fault:
                faults += 1
                print(f"{seed.name}: {fault}\n{base64.b64encode(mutant).decode()}", flush=True)
                continue
            report = mutants.examine(mutant)
            tally[report.outcome] += 1
            codes.update(check.code for check in report.checks if check.outcome is Outcome.FAILED)
        rows.append(
            Row(
                f"{seed.name}: {sum(tally.values())} mutants",
                f"{tally[Outcome.FAILED]} failed, {tally[Outcome.UNDECIDED]} undecided, "
                f"{tally[Outcome.PASSED]} verified with the original's content",
                "no other content verified" if seed.sound else "none verified",
                f"{len(codes)} different refusals",
            )
        )
    seconds = time.process_time() - began
    total = count // len(seeds) * len(seeds)
    rows.append(Row(f"all {total}", f"{faults} faults", "0", f"{seconds:.0f} CPU-seconds"))
    return rows, faults


def main() -> int:
    """Write the section; 1 if anything went wrong."""
    rows, faults = run()
    write_section("fuzz", (__doc__ or "").strip(), rows)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
