"""What can be done with accounts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string

from microcred.platform.accounts import queries
from microcred.platform.accounts.errors import (
    AccountHeld,
    AccountUnknown,
    DemoRefused,
    LanguageUnknown,
    NameMissing,
)
from microcred.platform.accounts.events import AccountChanged, AccountErased
from microcred.platform.accounts.models import Account, DemoDatabase
from microcred.platform.journal import services as journal

NAME_CHARACTERS = 200


def create(*, email: str, name: str, now: datetime, language: str = "", confirmed: bool = True) -> Account:
    """An account made by an operator or a script; `confirmed` where the address is known to be theirs."""
    with transaction.atomic():
        account = Account.objects.create_user(email, name=name, language=language, created_at=now)
        EmailAddress.objects.create(user=account, email=account.email, primary=True, verified=confirmed)
    return account


def make_operator(*, email: str, name: str, now: datetime) -> Account:
    """The account of an address as one of an operator of the site, made if there is none yet."""
    with transaction.atomic():
        account = queries.by_address(email) or create(email=email, name=name, now=now)
        account.is_staff = True
        account.save(update_fields=["is_staff"])
    return account


def add_confirmed_address(*, account: Account, email: str) -> None:
    """A further address that is known to be this person's, such as one an identity provider has shown."""
    EmailAddress.objects.update_or_create(
        user=account, email=email.strip().lower(), defaults={"verified": True}
    )


def change(*, actor: Account, name: str, language: str, now: datetime) -> None:
    """Sets the name and the language of the actor's own account.

    `language` is empty for that of the browser. Raises `NameMissing` or `LanguageUnknown`.
    """
    name = " ".join(name.split())
    if not name or len(name) > NAME_CHARACTERS:
        raise NameMissing
    if language and language not in dict(settings.LANGUAGES):
        raise LanguageUnknown(language[:35])
    with transaction.atomic():
        account = _locked(actor)
        account.name, account.language = name, language
        account.save(update_fields=["name", "language"])
        journal.record(AccountChanged(account.pk, now, actor.pk))


def erase(*, actor: Account, now: datetime) -> None:
    """Empties the actor's own account: addresses, passkeys, name and sign-in go, its number stays.

    What others keep of this person is deleted by whoever hears `AccountErased`. Raises `AccountHeld` while
    something stands on the account, such as an institution without another owner.
    """
    with transaction.atomic():
        account = _locked(actor)
        held = queries.holds(account)
        if held:
            raise AccountHeld(" ".join(held))
        _forget_addresses(queries.confirmed_addresses(account), now)
        EmailAddress.objects.filter(user_id=account.pk).delete()
        Authenticator.objects.filter(user_id=account.pk).delete()
        account.groups.clear()
        account.user_permissions.clear()
        account.email, account.name, account.language = f"erased-{account.pk}@account.invalid", "", ""
        account.is_active = account.is_staff = account.is_superuser = False
        account.last_login, account.erased_at = None, now
        account.set_unusable_password()  # also ends every session: their hash no longer fits
        account.save()
        journal.record(AccountErased(account.pk, now, actor.pk))


def mark_demo(*, now: datetime) -> None:
    """Marks an empty database as the demo's; raises `DemoRefused` where DEMO is off or somebody is in it."""
    if not getattr(settings, "DEMO", False):
        raise DemoRefused("MICROCRED_DEMO")
    with transaction.atomic():
        if DemoDatabase.objects.exists():
            return
        if Account.objects.exists():
            raise DemoRefused("it has accounts")
        DemoDatabase.objects.create(made_at=now)


def _forget_addresses(emails: set[str], now: datetime) -> None:
    """Apps above keep addresses that name no account; `settings.ACCOUNT_FORGETS` names who deletes them.

    Only confirmed ones are this person's: what is kept under any other is somebody else's.
    """
    for name in getattr(settings, "ACCOUNT_FORGETS", ()):
        forget: Callable[..., None] = import_string(name)
        forget(emails=emails, now=now)


def _locked(actor: Account) -> Account:
    found = Account.objects.select_for_update().filter(pk=actor.pk, is_active=True).first()
    if found is None:
        raise AccountUnknown
    return found
