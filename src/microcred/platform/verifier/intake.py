"""What a reader gave to be checked: a file, a text or an address; and the bytes of it, whatever it was."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.module_loading import import_string

from microcred.platform.institutions.queries import origin
from microcred.platform.verifier.errors import GivenTooLarge, NothingGiven, OwnNotShown, PageInstead
from microcred.ports.fetcher import ANY_CREDENTIAL, Fetcher
from microcred.vc.baking.limits import PDF_BYTES

if TYPE_CHECKING:
    from microcred.platform.accounts.models import Account

FILE_BYTES = PDF_BYTES
"""The largest file: a picture or a PDF. The credential in it has smaller limits of its own."""
REQUEST_BYTES = FILE_BYTES + 100_000
TEXT_CHARACTERS = 2_100_000
_ADDRESS = re.compile(r"https?://\S{1,4000}")
_OWN_CREDENTIAL = re.compile(r"/c/([A-Za-z0-9_-]{22})(?:\.json|\.jwt|\.png|\.svg|\.pdf)?")

Own = Callable[..., bytes | None]


@dataclass(frozen=True)
class Given:
    """The bytes to examine. `name` is that of the file, `address` where they came from, or empty."""

    data: bytes
    name: str = ""
    address: str = ""


def is_address(text: str) -> bool:
    """Whether a pasted text is one address and nothing else."""
    return _ADDRESS.fullmatch(text.strip()) is not None


def from_text(text: str, *, account: Account | None, now: datetime, fetcher: Fetcher) -> Given:
    """What was pasted: the credential itself, or its address, which is fetched now.

    Raises `NothingGiven`, `GivenTooLarge`, `OwnNotShown`, `PageInstead`, or what the fetcher raises.
    """
    text = text.strip().removeprefix("\ufeff")
    if not text:
        raise NothingGiven
    if len(text) > TEXT_CHARACTERS:
        raise GivenTooLarge(f"{len(text)} characters")
    if is_address(text):
        return from_address(text, account=account, now=now, fetcher=fetcher)
    return Given(text.encode("utf-8", "replace"))


def from_address(url: str, *, account: Account | None, now: datetime, fetcher: Fetcher) -> Given:
    """What stands at an address: from our own store where it is ours, else fetched. Raises as `from_text`."""
    if is_own(url):
        return Given(_own(url, account, now), address=url)
    found = fetcher.fetch(url, accept=ANY_CREDENTIAL)
    if is_own(found.url):
        return Given(_own(found.url, account, now), address=url)
    if found.is_page:
        raise PageInstead(found.url[:200])
    return Given(found.body, address=found.url)


def from_file(name: str, data: bytes) -> Given:
    """A file that was uploaded; raises `NothingGiven` or `GivenTooLarge`."""
    if len(data) > FILE_BYTES:
        raise GivenTooLarge(f"{len(data)} bytes")
    if not data.strip():
        raise NothingGiven
    return Given(data, name=name[:300])


def is_own(url: str) -> bool:
    """Whether an address is one of this installation's."""
    return url == origin() or url.startswith(f"{origin()}/")


def _own(url: str, account: Account | None, now: datetime) -> bytes:
    """The stored bytes, if its holder lets this reader see them.

    `settings.OWN_CREDENTIAL_SOURCE` names the function that knows: only the composition root may ask the
    apps above. It gets `public_id`, `query`, `account` and `now`, and answers bytes or None.
    """
    parts = urlsplit(url)
    match = _OWN_CREDENTIAL.fullmatch(parts.path)
    source = getattr(settings, "OWN_CREDENTIAL_SOURCE", "")
    if match is None or not source:
        raise OwnNotShown(url[:200])
    find: Own = import_string(source)
    found = find(public_id=match[1], query=parts.query, account=account, now=now)
    if found is None:
        raise OwnNotShown(url[:200])
    return found
