"""What the operator does beside the running site: one round of what is due, columns anew, an operator."""

from __future__ import annotations

from microcred.platform.config.serve import prepare


def tick() -> int:
    """Does once what is due: jobs, mails, reminders, refreshed lists. For a timer in place of `work`."""
    prepare()
    from django.utils import timezone

    from microcred.platform.journal import services as journal  # models need Django

    print(f"{journal.tick(timezone.now())} jobs done.")
    return 0


def reindex() -> int:
    """Reads every column of every credential out of its signed bytes again, and indexes the catalogue."""
    prepare()
    from microcred.platform.catalogue import services as catalogue
    from microcred.platform.credentials import services as credentials

    print(f"{credentials.reindex()} credentials read again.")
    print(f"{catalogue.reindex_offerings()} offerings indexed again.")
    return 0


def operator(email: str, name: str) -> int:
    """Makes the account of an address one of an operator; it signs in by a code that is mailed there."""
    prepare()
    from django.utils import timezone

    from microcred.platform.accounts import services as accounts

    accounts.make_operator(email=email, name=name, now=timezone.now())
    print(f"{email} is an operator.")
    return 0
