"""Ids that nobody can guess, for addresses of pages and of documents."""

from __future__ import annotations

import secrets


def new_public_id() -> str:
    """128 random bits in 22 url-safe characters; no dash in front, which a command takes for an option."""
    while (made := secrets.token_urlsafe(16)).startswith("-"):
        pass
    return made
