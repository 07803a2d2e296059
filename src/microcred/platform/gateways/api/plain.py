"""Text that a database keeps: without the character NUL, which PostgreSQL does not store."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote

from django.http import HttpRequest

from microcred.platform.gateways.errors import RequestUnreadable

_DEEPEST = 50


def plain(value: Any, depth: int = 0) -> Any:
    """The value, if no text in it has a NUL and nothing is nested too deep; raises `ValueError`."""
    if depth > _DEEPEST:
        raise ValueError("nested too deep")
    if isinstance(value, str):
        if "\0" in value:
            raise ValueError("the character NUL")
    elif isinstance(value, dict):
        for name, one in value.items():
            plain(name)
            plain(one, depth + 1)
    elif isinstance(value, list):
        for one in value:
            plain(one, depth + 1)
    return value


def check_address(request: HttpRequest) -> None:
    """Returns for an address without NUL in path and query; raises `RequestUnreadable`."""
    if "\0" in request.path or "\0" in unquote(request.META.get("QUERY_STRING", "")):
        raise RequestUnreadable("the character NUL in the address")
