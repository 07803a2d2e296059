"""Documents that others host and no signature covers: badges and profiles of Open Badges 2.0, metadata.

Asking a host for the document of one credential tells it whose credential is being checked. Such a request
waits for consent; one for a profile, a badge class, a key or a whole list does not.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Protocol
from urllib.parse import unquote

from microcred.vc.errors import Undecided

TELLING = 12
"""Letters from which on the end of an identifier tells which credential it is; fewer may be a number."""


def names_one(address: str, credential: str) -> bool:
    """Whether an address tells which credential is asked about: it contains that one's id, or its end."""
    if not credential:
        return False
    readable = unquote(address)
    last = re.split(r"[/:#?=]", credential.rstrip("/"))[-1]
    return credential in readable or (len(last) >= TELLING and last in readable)


class DocumentUnreachable(Undecided):
    """A hosted document could not be had."""

    code = "document.unreachable"
    sentence = "A document that the issuer hosts could not be fetched."
    remedy = "Try again later, or ask the issuer whether its address has changed."
    section = "OB 2.0 verification"


class DocumentGone(Undecided):
    """The host says that there was such a document and is no more (HTTP 410)."""

    code = "document.gone"
    sentence = "A document that the issuer hosted is no longer there."
    remedy = "Ask the issuer."
    section = "OB 2.0 verification"


class ConsentMissing(Undecided):
    """The request would tell a host which credential is checked, and nobody allowed that."""

    code = "document.consent-missing"
    sentence = "Not checked: this would tell the issuer."
    remedy = "Allow the request to the issuer, or ask the holder for a signed badge."
    section = "OB 2.0 verification"


class Documents(Protocol):
    """Where hosted documents come from."""

    def fetch(self, url: str, *, about_one: bool = False) -> bytes:
        """The bytes at `url`, an https address.

        `about_one` says that the address stands for one credential. Raises `ConsentMissing` for such a
        request without consent, `DocumentGone` or `DocumentUnreachable`.
        """


class NoDocuments:
    """Offline: every hosted document is out of reach, and nobody was asked for consent."""

    def fetch(self, url: str, *, about_one: bool = False) -> bytes:
        """Raises `ConsentMissing` for the document of one credential, else `DocumentUnreachable`."""
        if about_one:
            raise ConsentMissing(url[:200])
        raise DocumentUnreachable(f"{url[:200]} was not looked up")


class StaticDocuments:
    """Documents at hand, by address; `gone` are addresses that answer 410."""

    def __init__(
        self, documents: Mapping[str, bytes], *, consent: bool = True, gone: Collection[str] = ()
    ) -> None:
        self._documents = documents
        self._consent = consent
        self._gone = frozenset(gone)

    def fetch(self, url: str, *, about_one: bool = False) -> bytes:
        """The document at hand; raises as `Documents.fetch` says."""
        if about_one and not self._consent:
            raise ConsentMissing(url[:200])
        if url in self._gone:
            raise DocumentGone(url[:200])
        if url not in self._documents:
            raise DocumentUnreachable(url[:200])
        return self._documents[url]
