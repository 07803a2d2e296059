"""Who calls: the key, its scope, how much and how often; asked before anything is read or done.

What the account behind a key may do is asked by the services, as on the pages. What is declared here says
so for readers and is compared with it by a test, role by role.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from ninja.security import HttpBearer

from microcred.platform.accounts import limits
from microcred.platform.gateways import services
from microcred.platform.gateways.access import Caller
from microcred.platform.gateways.api.plain import check_address
from microcred.platform.gateways.errors import (
    ApiKeyInvalid,
    ApiKeyMissing,
    RequestLengthUnknown,
    RequestTooLarge,
    ScopeMissing,
)
from microcred.platform.gateways.scopes import Scope
from microcred.platform.verifier import visitors
from microcred.ports.clock import SystemClock

PER_MINUTE = 600
"""Requests of one key in a minute; `settings.API_PER_MINUTE`, where 0 means without a limit."""
FAILURES_PER_MINUTE = 30
"""Keys that open nothing, from one address in a minute."""
JSON_BYTES = 1_000_000
_CLOCK = SystemClock()


@dataclass(frozen=True)
class Permission:
    """What an address needs: a key with `scope`, of an account with one of `roles`."""

    scope: Scope
    roles: Sequence[str]


class KeyAuth(HttpBearer):
    """An institution's key, sent as a bearer token."""

    def __init__(self, permission: Permission, most_bytes: int) -> None:
        super().__init__()
        self.permission = permission
        self.most_bytes = most_bytes

    def __call__(self, request: HttpRequest) -> Caller:
        """The caller; raises what is in the way, the size of the body first."""
        check_length(request, self.most_bytes)
        check_address(request)
        caller = called_by(request)
        if self.permission.scope not in caller.scopes:
            raise ScopeMissing(self.permission.scope)
        return caller

    def authenticate(self, request: HttpRequest, token: str) -> Caller:
        """As `called_by`; the base class wants it."""
        return called_by(request)


class Anybody:
    """No key is needed; one that is sent must open something."""

    def __init__(self, most_bytes: int) -> None:
        self.most_bytes = most_bytes

    def __call__(self, request: HttpRequest) -> Caller | Visitor:
        """The caller or a visitor; raises as `KeyAuth` does, without a scope."""
        check_length(request, self.most_bytes)
        check_address(request)
        return called_by(request) if request.headers.get("Authorization") else Visitor()


@dataclass(frozen=True)
class Visitor:
    """Somebody without a key."""


def declared(permission: Permission, *, most_bytes: int = JSON_BYTES, **more: Any) -> dict[str, Any]:
    """What a router is told of an address that needs a key."""
    extra = {"x-scope": permission.scope.value, "x-roles": list(permission.roles), **more.pop("extra", {})}
    return {"auth": KeyAuth(permission, most_bytes), "openapi_extra": extra, "exclude_none": False, **more}


def public(*, most_bytes: int = JSON_BYTES, **more: Any) -> dict[str, Any]:
    """What a router is told of an address for everybody."""
    extra = {"x-scope": "", "x-roles": [], **more.pop("extra", {})}
    return {"auth": Anybody(most_bytes), "openapi_extra": extra, **more}


def caller_of(request: HttpRequest) -> Caller:
    """Who came with a key to an address that needs one."""
    found = request.auth  # type: ignore[attr-defined]
    assert isinstance(found, Caller)
    return found


def called_by(request: HttpRequest) -> Caller:
    """The caller by the key in the header, counted; raises `ApiKeyMissing`, `ApiKeyInvalid` or `TooOften`."""
    scheme, _, token = request.headers.get("Authorization", "").strip().partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise ApiKeyMissing
    try:
        caller = services.opened(token.strip(), _CLOCK.now())
    except ApiKeyInvalid:
        limits.spend("api-key", visitors.address(request), most=FAILURES_PER_MINUTE, seconds=60)
        raise
    most = getattr(settings, "API_PER_MINUTE", PER_MINUTE)
    if most:
        limits.spend("api", caller.key, most=most, seconds=60)
    return caller


def check_length(request: HttpRequest, most: int) -> None:
    """Returns for a body of at most so many bytes; raises `RequestTooLarge` or `RequestLengthUnknown`."""
    if request.method in ("GET", "HEAD", "OPTIONS"):
        return
    try:
        length = int(request.META.get("CONTENT_LENGTH") or ("0" if _bodyless(request) else ""))
    except ValueError:
        raise RequestLengthUnknown from None
    if length > most:
        raise RequestTooLarge(f"{length} bytes, more than {most}")


def _bodyless(request: HttpRequest) -> bool:
    """Whether an absent length means an empty body: always, unless it comes in chunks."""
    return not request.META.get("HTTP_TRANSFER_ENCODING")
