"""Writes `docs/reference/errors.md`: every code an error can have. `--update` rewrites it.

.venv/bin/python tests/architecture/error_codes.py --update
"""

from __future__ import annotations

import importlib
import os
import pkgutil
import sys
from pathlib import Path

import microcred
from microcred.errors import MicrocredError, every_error
from microcred.vc.errors import CredentialError
from microcred.vc.findings import EVERY_FINDING

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "errors.md"
BASES = frozenset({"credential", "failed", "undecided", "error"})


def import_everything() -> None:
    """Every module of the project but what runs when it is imported, and migrations, which say nothing."""
    for module in pkgutil.walk_packages(microcred.__path__, "microcred."):
        if not module.name.endswith(("__main__", ".wsgi")) and ".migrations" not in module.name:
            importlib.import_module(module.name)


def errors() -> list[type[MicrocredError]]:
    """Every error of the project that says something of its own."""
    import_everything()
    ours = [kind for kind in every_error() if kind.__module__.startswith("microcred.")]
    return [kind for kind in ours if kind.code not in BASES]


def page() -> str:
    """The page as it should be."""
    lines = [
        "# Codes",
        "",
        "Every refusal has a stable code. The sentences are shown translated; the codes never change.",
        "Written by `tests/architecture/error_codes.py --update`; a test keeps it complete.",
        "",
        "| code | outcome | what happened | what to do | section |",
        "|---|---|---|---|---|",
    ]
    for kind in errors():
        outcome = kind.outcome.value if issubclass(kind, CredentialError) else ""
        section = kind.section if issubclass(kind, CredentialError) else ""
        lines.append(f"| `{kind.code}` | {outcome} | {kind.sentence} | {kind.remedy} | {section} |")
    lines += [
        "",
        "## What a step says where nothing is wrong",
        "",
        "| code | outcome | what was found | section |",
        "|---|---|---|---|",
    ]
    lines += [
        f"| `{one.code}` | {one.outcome.value} | {one.reason} | {one.section} |" for one in EVERY_FINDING
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "microcred.platform.config.settings")
    import django

    django.setup()
    if "--update" in sys.argv:
        PAGE.write_text(page(), encoding="utf-8")
    sys.exit(0 if PAGE.read_text(encoding="utf-8") == page() else 1)
