"""What can be asked about accounts: plain values."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.utils.module_loading import import_string

from microcred.platform.accounts.models import Account, DemoDatabase


@dataclass(frozen=True, slots=True)
class Address:
    """One e-mail address of an account. Only a confirmed one is theirs."""

    email: str
    confirmed: bool
    main: bool


@dataclass(frozen=True, slots=True)
class Passkey:
    """One passkey of an account."""

    id: int
    name: str
    created_at: datetime
    used_at: datetime | None


def confirmed_addresses(account: Account) -> set[str]:
    """The lower-case addresses that this person has shown to be theirs."""
    found = EmailAddress.objects.filter(user_id=account.pk, verified=True)
    return {email.lower() for email in found.values_list("email", flat=True)}


def confirmed_of(account_ids: Collection[int]) -> dict[int, set[str]]:
    """The same of many people in one question, by account."""
    found: dict[int, set[str]] = {one: set() for one in account_ids}
    rows = EmailAddress.objects.filter(user_id__in=account_ids, verified=True)
    for account, email in rows.values_list("user_id", "email"):
        found[account].add(email.lower())
    return found


def open_accounts(account_ids: Collection[int]) -> set[int]:
    """Which of these accounts are open."""
    return set(Account.objects.filter(pk__in=account_ids, is_active=True).values_list("pk", flat=True))


def addresses(account: Account) -> list[Address]:
    """All addresses of an account, the main one first."""
    rows = EmailAddress.objects.filter(user_id=account.pk).order_by("-primary", "email")
    return [Address(row.email, row.verified, row.primary) for row in rows]


def passkeys(account: Account) -> list[Passkey]:
    """The passkeys of an account, oldest first."""
    rows = Authenticator.objects.filter(user_id=account.pk, type=Authenticator.Type.WEBAUTHN)
    return [Passkey(row.pk, row.wrap().name, row.created_at, row.last_used_at) for row in rows.order_by("pk")]


def by_address(email: str) -> Account | None:
    """The account for which this address is confirmed, or None."""
    row = EmailAddress.objects.select_related("user").filter(email=email.strip().lower(), verified=True)
    found = row.first()
    return Account.objects.get(pk=found.user_id) if found else None


def by_id(account_id: int) -> Account | None:
    """The account with this number, if it is open."""
    return Account.objects.filter(pk=account_id, is_active=True).first()


def named(account_ids: set[int]) -> dict[int, str]:
    """The name of each account, or its address where it has none; empty for an erased one."""
    rows = Account.objects.filter(pk__in=account_ids)
    return {row.pk: "" if row.erased_at else str(row) for row in rows}


def own_data(account: Account) -> dict[str, Any]:
    """All that the site keeps about this person, ready for JSON.

    Apps above say what they keep: `settings.ACCOUNT_DATA_SOURCES` names functions from an account to a
    mapping, which the composition root lists.
    """
    found: dict[str, Any] = {
        "account": {
            "name": account.name,
            "language": account.language,
            "created": account.created_at.isoformat(),
            "last_sign_in": account.last_login.isoformat() if account.last_login else None,
        },
        "addresses": [
            {"email": one.email, "confirmed": one.confirmed, "main": one.main} for one in addresses(account)
        ],
        "passkeys": [{"name": one.name, "created": one.created_at.isoformat()} for one in passkeys(account)],
    }
    for name in getattr(settings, "ACCOUNT_DATA_SOURCES", ()):
        source: Callable[[Account], dict[str, Any]] = import_string(name)
        found.update(source(account))
    return found


def holds(account: Account) -> list[str]:
    """Sentences that say what stands in the way of erasing an account.

    Apps above say so: `settings.ACCOUNT_HOLDS` names functions from an account to sentences.
    """
    found: list[str] = []
    for name in getattr(settings, "ACCOUNT_HOLDS", ()):
        source: Callable[[Account], list[str]] = import_string(name)
        found += source(account)
    return found


def is_demo() -> bool:
    """Whether this is a demo: the operator has said so and the database was made for it."""
    return bool(getattr(settings, "DEMO", False)) and DemoDatabase.objects.exists()


def personas() -> list[Account]:
    """The people of the demo, by name; nobody where this is no demo."""
    return list(Account.objects.filter(is_active=True).order_by("name", "pk")[:100]) if is_demo() else []
