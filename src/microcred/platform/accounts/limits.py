"""How often one person may do what costs a mail or could be guessed at. Sign-in is limited by allauth."""

from __future__ import annotations

from hashlib import sha256

from django.core.cache import cache

from microcred.platform.accounts.errors import TooOften


def spend(what: str, who: str, *, most: int, seconds: int) -> None:
    """Counts one use; raises `TooOften` beyond `most` in a window of `seconds` that begins with the first.

    `who` is an account's number or an address: it is hashed, and counted in the site's cache.
    """
    key = f"limit:{what}:{sha256(who.encode()).hexdigest()[:32]}"
    if cache.add(key, 1, seconds):
        return
    try:
        used = cache.incr(key)
    except ValueError:  # the window ended between the two calls
        cache.set(key, 1, seconds)
        return
    if used > most:
        raise TooOften(what)
