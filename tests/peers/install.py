"""Installs the Node peers beside this file, where npm is found and they are not current.

Without npm one line says so; with CI=true that is a failure.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
STAMP = HERE / "node_modules" / ".installed-from"


def current() -> bool:
    """Whether node_modules was installed from this very lock file."""
    return STAMP.is_file() and STAMP.read_text() == wanted()


def wanted() -> str:
    """The hash of the lock file."""
    return hashlib.sha256((HERE / "package-lock.json").read_bytes()).hexdigest()


def install() -> int:
    """Runs `npm ci` without scripts; returns the exit code for the shell."""
    if current():
        return 0
    npm = shutil.which("npm")
    if npm is None:
        return missing("npm is missing")
    command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    done = subprocess.run(command, cwd=HERE, check=False)
    if done.returncode != 0:
        return missing("npm could not install them")
    STAMP.write_text(wanted())
    return 0


def missing(why: str) -> int:
    """Says that the peers are not there; a failure where CI=true."""
    print(f"not installed: Node peers, {why}")
    return 1 if os.environ.get("CI") == "true" else 0


if __name__ == "__main__":
    sys.exit(install())
