"""Where credentials and status lists are found: addresses that are signed, and so never change."""

from __future__ import annotations

from microcred.platform.institutions.queries import origin


def credential_address(public_id: str) -> str:
    """The page of a credential, and its id in the signed document."""
    return f"{origin()}/c/{public_id}"


def status_address(public_id: str) -> str:
    """A status list."""
    return f"{origin()}/status/{public_id}"
