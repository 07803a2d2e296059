"""Step 4: whether the issuer withdrew or suspended it, from the issuer's own signed lists."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from microcred.vc.checks import Finding, gravest
from microcred.vc.documents import names_one
from microcred.vc.errors import CredentialError, Failed
from microcred.vc.examine.circumstances import Circumstances
from microcred.vc.examine.embedded import check_embedded
from microcred.vc.examine.reading import read
from microcred.vc.examine.token import check_token
from microcred.vc.findings import NO_STATUS, STATUS_CLEAR
from microcred.vc.jwt import UnverifiedJwt
from microcred.vc.openbadges.plain import first_text
from microcred.vc.openbadges.requirements import check_requirements
from microcred.vc.status import (
    StatusList,
    StatusListUnverified,
    StatusRevoked,
    check_time,
    read_entry,
    read_list,
    revocationlists,
)
from microcred.vc.status.entries import WITHDRAWING, kind_of, stated_entries


def check_status(document: Mapping[str, Any], issuer: str, around: Circumstances) -> Finding:
    """Passed, not asked where there is no entry, or the gravest of what the entries say."""
    try:
        entries = stated_entries(document)
    except CredentialError as error:
        return Finding.of_error(error)
    if not entries:
        return NO_STATUS
    found = [_check_entry(entry, document, issuer, around) for entry in entries]
    can_withdraw = any(
        kind_of(entry) == revocationlists.TYPE or entry.get("statusPurpose") in WITHDRAWING
        for entry in entries
    )
    return gravest([one for one in found if one is not None], STATUS_CLEAR if can_withdraw else NO_STATUS)


def _check_entry(
    stated: Mapping[str, Any], document: Mapping[str, Any], issuer: str, around: Circumstances
) -> Finding | None:
    name = first_text(document.get("id"))
    try:
        if kind_of(stated) == revocationlists.TYPE:
            _check_revoked(stated, name, issuer, around)
        else:
            entry = read_entry(stated)
            verified = _verified_list(_fetched(entry.list_url, name, around), around)
            verified.check(entry, issuer=issuer, at=around.at, had=around.had)
    except CredentialError as error:
        return Finding.of_error(error)
    return None


def _fetched(address: str, credential: str, around: Circumstances) -> bytes:
    """The list; one whose address names the credential waits for consent: its host learns who is checked."""
    if names_one(address, credential):
        return around.documents.fetch(address, about_one=True)
    return around.statuses.fetch(address)


def _check_revoked(entry: Mapping[str, Any], credential: str, issuer: str, around: Circumstances) -> None:
    """Raises `StatusRevoked` if the issuer's list names the credential, or why that is not known."""
    address = revocationlists.list_address(entry)
    data = around.documents.fetch(address, about_one=names_one(address, credential))
    try:
        reason = revocationlists.revoked_reason(data, address=address, issuer=issuer, credential=credential)
    except Failed as error:
        raise StatusListUnverified(error.code) from None
    check_time(None, None, around.at, around.had)
    if reason is not None:
        raise StatusRevoked(reason)


def _verified_list(data: bytes, around: Circumstances) -> StatusList:
    """A list that is signed with the key of the issuer that it names.

    Raises `StatusListUnverified` for any fault of the list: a list that is wrong condemns no credential.
    """
    around = around.inside(recipient=False)
    try:
        found = read(data, around.limits)
        check_requirements(found.document)
    except Failed as error:
        raise StatusListUnverified(error.code) from None
    if isinstance(found.token, UnverifiedJwt):
        proven = check_token(found.token, around)
    else:
        proven = check_embedded(found.document, around)
    if proven.signed is None or proven.binding is not None:
        raise StatusListUnverified((proven.binding or proven.proof).code)
    return read_list(proven.signed.document)
