"""Plain writing: compact UTF-8 in the order given."""

from __future__ import annotations

from typing import Any

import orjson

from microcred.vc.jsontext.errors import JsonUnwritable

_JSON_ONLY = orjson.OPT_PASSTHROUGH_DATACLASS | orjson.OPT_PASSTHROUGH_DATETIME


def write(document: Any) -> bytes:
    """A document of JSON values as compact text in UTF-8; raises `JsonUnwritable` for anything else."""
    try:
        return orjson.dumps(document, option=_JSON_ONLY)
    except (TypeError, ValueError) as error:
        raise JsonUnwritable(str(error)[:120]) from None
