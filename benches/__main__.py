"""`make bench`: measure everything once, as ratios within one run, and write `benches/RESULTS.md`.

Each module named in `MODULES` offers `run() -> list[Row]`; a row says what, the figure, the goal and
the conditions. Nothing here is a test: a slow machine fails nothing.
"""

from __future__ import annotations

import importlib
import sys

from benches.results import write_section

MODULES = (
    "core",
    "documents",
    "bulk",
    "awards",
    "skills",
    "pairs",
    "frameworks",
    "careers",
    "catalogue",
    "network",
    "verifier",
    "decoding",
    "rules",
    "calculator",
    "register",
)


def main(names: list[str]) -> None:
    """Run the benches in `names`, or all of them, and keep the other sections of the file."""
    for name in names or MODULES:
        print(f"bench: {name}", flush=True)
        module = importlib.import_module(f"benches.{name}")
        rows = module.run()
        write_section(name, (module.__doc__ or name).strip(), rows)


if __name__ == "__main__":
    main(sys.argv[1:])
