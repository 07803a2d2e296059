"""The demo's sign-in opens every account to whoever can reach the site, so it stays on one machine.

Each lock alone keeps it shut: the operator has set DEMO, the database was made by `make demo`, the site has
no name but this machine's, and the request comes from here. A demo that others can reach does not start.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import Error, register
from django.http import HttpRequest

from microcred.platform.accounts import queries


def is_loopback(host: str) -> bool:
    """Whether a host name, without its port, can only be this machine."""
    host = host.strip("[]").lower()
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def exposed() -> list[str]:
    """The names under which a demo can be reached from other machines; none where DEMO is off."""
    if not getattr(settings, "DEMO", False):
        return []
    names = [*settings.ALLOWED_HOSTS, urlsplit(settings.ORIGIN).hostname or ""]
    return sorted({name for name in names if not is_loopback(name)})


@register("security")
def demo_stays_here(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[Error]:
    """The system check: an error, which stops the start, for a demo that others can reach."""
    return [
        Error(
            f"The demo's sign-in would be open to everybody who reaches {name}.",
            hint="Unset MICROCRED_DEMO, or use http://127.0.0.1 as MICROCRED_ORIGIN and no MICROCRED_HOSTS.",
            id="accounts.E001",
        )
        for name in exposed()
    ]


def open_to(request: HttpRequest) -> bool:
    """Whether this request may use the demo's sign-in."""
    here = is_loopback(request.META.get("REMOTE_ADDR", ""))
    return here and not exposed() and queries.is_demo()
