"""Credentials as a ZIP: each file as it was signed or given, with a list of them."""

from __future__ import annotations

import io
import json
import re
import unicodedata
import zipfile
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext

from microcred.errors import MicrocredError
from microcred.platform.portfolio.queries.holdings import Entry, holdings
from microcred.platform.portfolio.queries.kept import Kept, archive_of
from microcred.platform.portfolio.queries.shares import Shown
from microcred.vc.jsontext import parse
from microcred.vc.timestamps import write_timestamp

if TYPE_CHECKING:
    from microcred.platform.accounts.models import Account

CLR = (
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
)
_FIRST = (1980, 1, 1, 0, 0, 0)
"""Of every file in a ZIP: the same credentials give the same bytes."""


def everything(actor: Account, now: datetime) -> bytes:
    """All that a learner holds, archived ones too."""
    return _zip(archive_of(actor), holdings(actor, now), now, name=actor.name)


def bundle(owner: Account, shown: Shown, now: datetime) -> bytes:
    """The credentials of a link, and nothing besides."""
    wanted = [one.id for one in shown.entries]
    kept = {one.id: one for one in archive_of(owner) if one.id in wanted}
    return _zip([kept[one] for one in wanted if one in kept], shown.entries, now, name=shown.owner)


def _zip(files: Sequence[Kept], entries: Iterable[Entry], now: datetime, *, name: str) -> bytes:
    by_id = {one.id: one for one in entries}
    names = _names(files)
    listed = [_listed(by_id[one.id], names[one.id]) for one in files if one.id in by_id]
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for one in files:
            _write(archive, names[one.id], one.body)
        _write(archive, "list.json", _json({"made": write_timestamp(now), "credentials": listed}))
        _write(archive, "clr.json", _json(_clr(files, name)))
        _write(archive, "README.txt", _readme().encode("utf-8"))
    return made.getvalue()


def _write(archive: zipfile.ZipFile, name: str, body: bytes) -> None:
    archive.writestr(zipfile.ZipInfo(name, _FIRST), body, zipfile.ZIP_DEFLATED)


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=2).encode("utf-8")


def _names(files: Sequence[Kept]) -> dict[str, str]:
    """A readable name of its own for each file."""
    return {
        one.id: f"credentials/{number:03} {_plain(one.name)}{_ending(one.body)}"
        for number, one in enumerate(files, 1)
    }


def _plain(text: str) -> str:
    """The text as it can stand in a file's name on every system."""
    stem = re.sub(r"\.(json|jsonld|jwt|png|svg|pdf|txt)$", "", text, flags=re.IGNORECASE)
    kept = "".join(
        " " if unicodedata.category(one)[0] in "CZ" or one in '\\/:*?"<>|' else one for one in stem
    )
    return " ".join(kept.split())[:80].strip(". ") or "credential"


def _ending(body: bytes) -> str:
    head = body[:400].lstrip()
    for start, ending in ((b"\x89PNG", ".png"), (b"%PDF", ".pdf"), (b"{", ".json"), (b"ey", ".jwt")):
        if head.startswith(start):
            return ending
    return ".svg" if b"<svg" in head or head.startswith(b"<?xml") else ".txt"


def _listed(one: Entry, file: str) -> dict[str, Any]:
    return {
        "file": file,
        "title": one.title,
        "issuer": one.issuer,
        "issuerId": one.issuer_id,
        "from": one.on.isoformat() if one.on else None,
        "until": one.until.isoformat() if one.until else None,
        "verdict": one.verdict.value,
        "checked": one.checked_at.isoformat() if one.checked_at else None,
        "fromElsewhere": one.elsewhere,
        "archived": one.archived,
    }


def _clr(files: Sequence[Kept], name: str) -> dict[str, Any]:
    """The signed documents in the form of a CLR 2.0, which nobody has signed as a whole.

    Section 5.2 of CLR 2.0: each credential keeps its own proof.
    """
    documents = []
    for one in files:
        if _ending(one.body) == ".json":
            try:
                documents.append(parse(one.body))
            except MicrocredError:
                continue
    return {
        "@context": list(CLR),
        "type": ["VerifiableCredential", "ClrCredential"],
        "name": name,
        "partial": True,
        "credentialSubject": {"type": ["ClrSubject"], "verifiableCredential": documents},
    }


def _readme() -> str:
    return "\n".join(
        [
            gettext("Each file in “credentials” is one credential as it was signed or given."),
            gettext("It can be checked with any software that reads Open Badges or Verifiable Credentials."),
            gettext("“list.json” says what each file is and what its last check came to."),
            gettext("“clr.json” holds the JSON ones in one list. Each keeps its proof; the list has none."),
            "",
        ]
    )
