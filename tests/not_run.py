"""The last line of `make test`: what was not run, and why. With CI=true that is a failure."""

from __future__ import annotations

import os
import shutil
import sys


def main() -> int:
    """1 where something is missing that CI must have."""
    lacking = []
    if shutil.which("chromium") is None:
        lacking.append("not run: browser journeys, Chromium is missing")
    if shutil.which("node") is None:
        lacking.append("not run: checks against independent implementations, Node is missing")
    for line in lacking:
        print(line)
    return 1 if lacking and os.environ.get("CI") == "true" else 0


if __name__ == "__main__":
    sys.exit(main())
