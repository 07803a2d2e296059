"""Addresses that stand in signed documents and mails, and so never change."""

from __future__ import annotations

from urllib.parse import urlencode

from microcred.platform.credentials.addresses import credential_address
from microcred.platform.institutions.queries import origin

__all__ = ["achievement_address", "badge_address", "credential_address", "mail_address"]


def achievement_address(public_id: str) -> str:
    """The page of a micro-credential, and its id in every document."""
    return f"{origin()}/m/{public_id}"


def badge_address(public_id: str, number: int) -> str:
    """The badge image of one version."""
    return f"{origin()}/m/{public_id}/{number}/badge.svg"


def mail_address(public_id: str, token: str) -> str:
    """The credential's page as the mail opens it."""
    return f"{credential_address(public_id)}?{urlencode({'key': token})}"
