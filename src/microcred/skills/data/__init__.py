"""Data of the project's own, shipped with the package. Read once, through `read_json`."""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from typing import Any


@cache
def read_json(name: str) -> Any:
    """The parsed content of one shipped file. Callers must not change it."""
    return json.loads(resources.files(__package__).joinpath(name).read_text("utf-8"))
