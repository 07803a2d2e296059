"""The address that adds a credential to somebody's LinkedIn profile. Nothing is fetched from there."""

from __future__ import annotations

from datetime import date
from urllib.parse import quote, urlencode

ADDRESS = "https://www.linkedin.com/profile/add"


def linkedin_url(
    *,
    name: str,
    organisation_id: str = "",
    organisation: str = "",
    issued: date | None = None,
    expires: date | None = None,
    url: str = "",
    credential_id: str = "",
) -> str:
    """The address with everything percent-encoded and what is not set left out.

    `organisation_id` is LinkedIn's own number of the institution; where it is known the name is not sent.
    """
    parts: list[tuple[str, str | int]] = [("startTask", "CERTIFICATION_NAME"), ("name", name)]
    parts.append(
        ("organizationId", organisation_id) if organisation_id else ("organizationName", organisation)
    )
    if issued:
        parts += [("issueYear", issued.year), ("issueMonth", issued.month)]
    if expires:
        parts += [("expirationYear", expires.year), ("expirationMonth", expires.month)]
    parts += [("certUrl", url), ("certId", credential_id)]
    stated = [(key, value) for key, value in parts if value != ""]
    return f"{ADDRESS}?{urlencode(stated, quote_via=quote, safe='')}"
