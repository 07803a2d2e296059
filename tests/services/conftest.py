"""A database that several processes share: for workers that are killed and writers that race."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from django.db import connection, connections


@pytest.fixture
def shared_database(transactional_db: None, tmp_path: Path) -> Iterator[dict[str, str]]:
    """The environment of a process on the database of this test; SQLite in a file meanwhile."""
    own = connections["default"]
    if connection.vendor == "sqlite":
        file = tmp_path / "shared.sqlite3"
        connection.cursor().execute("VACUUM INTO %s", [str(file)])
        shared = own.copy()
        shared.settings_dict["NAME"] = str(file)
        connections["default"] = shared
        url = f"sqlite:///{file}"
    else:
        known = own.settings_dict
        login = quote(known["USER"]) + (f":{quote(known['PASSWORD'])}" if known["PASSWORD"] else "")
        url = f"postgresql://{login}@:{known['PORT']}/{known['NAME']}?host={quote(known['HOST'])}"
    yield {
        **os.environ,
        "DATABASE_URL": url,
        "MICROCRED_DATA": str(tmp_path),
        "MICROCRED_KEY_ENCRYPTION_KEY": "only-for-tests-0123456789abcdefghijklmnopqrs",
        "DJANGO_SETTINGS_MODULE": "microcred.platform.config.settings",
        "PYTHONPATH": str(Path(__file__).parents[2]),
    }
    if connections["default"] is not own:
        connections["default"].close()
        connections["default"] = own
