"""What stands behind an assertion at the issuer's addresses: the badge class and the profile.

Each document is believed only about the address that it came from.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from microcred.vc.documents import Documents, names_one
from microcred.vc.errors import Failed
from microcred.vc.jsontext import parse
from microcred.vc.limits import Limits
from microcred.vc.openbadges.requirements import absolute, types_of
from microcred.vc.openbadges2.assertion import Assertion
from microcred.vc.openbadges2.errors import AssertionDiffers, AssertionMalformed, HostedMalformed
from microcred.vc.openbadges2.profile import Profile, read_profile
from microcred.vc.openbadges2.times import as_stamp
from microcred.vc.timestamps import TimestampInvalid

Object = Mapping[str, Any]


@dataclass(frozen=True)
class Hosted:
    """The badge class of an assertion and the profile of its issuer."""

    badge: Object
    profile: Profile


def fetch_json(url: str, documents: Documents, limits: Limits, *, about_one: bool = False) -> Object:
    """The JSON object at `url`; raises `HostedMalformed`, or what `Documents.fetch` raises."""
    data = documents.fetch(url, about_one=about_one)
    try:
        found = parse(data.removeprefix(b"\xef\xbb\xbf"), limits)
    except Failed as error:
        raise HostedMalformed(f"{url[:200]}: {error.code}") from None
    if not isinstance(found, dict):
        raise HostedMalformed(url[:200])
    return found


def fetch_assertion(address: str, documents: Documents, limits: Limits) -> Object:
    """The assertion as its own address states it, which tells the host who is checked.

    Raises `HostedMalformed`, or what `Documents.fetch` raises.
    """
    return fetch_json(address, documents, limits, about_one=True)


def check_same(presented: Object, hosted: Object) -> None:
    """Raises `AssertionDiffers` where a copy at hand says something that its address does not.

    Compared are recipient, badge, dates and id; a host may add or rename the rest, such as a picture.
    """
    for name in ("id", "recipient"):
        if presented.get(name) != hosted.get(name):
            raise AssertionDiffers(name)
    for name in ("issuedOn", "expires"):
        if _moment(presented.get(name)) != _moment(hosted.get(name)):
            raise AssertionDiffers(name)
    if _address(presented.get("badge")) != _address(hosted.get("badge")):
        raise AssertionDiffers("badge")


def collect(assertion: Assertion, documents: Documents, limits: Limits) -> Hosted:
    """The badge class and the issuer's profile; the profile always from its own address.

    Raises `AssertionMalformed`, `HostedMalformed`, or what `Documents.fetch` raises.
    """
    badge = assertion.badge
    if isinstance(badge, str):
        address = badge
        badge = fetch_json(address, documents, limits, about_one=names_one(address, assertion.id))
        if badge.get("id") != address:
            raise HostedMalformed(f"the badge class at {address[:200]} is of another id")
    if "BadgeClass" not in types_of(badge) or not isinstance(badge.get("name"), str):
        raise AssertionMalformed("badge is no badge class")
    issuer = _address(badge.get("issuer"))
    if not absolute(issuer):
        raise AssertionMalformed("badge.issuer")
    address = str(issuer)
    telling = names_one(address, assertion.id)
    return Hosted(badge, read_profile(fetch_json(address, documents, limits, about_one=telling), address))


def _moment(value: object) -> object:
    """A time as it is compared: a copy may write the same moment otherwise."""
    try:
        return None if value is None else as_stamp(value)
    except TimestampInvalid:
        return value


def _address(value: object) -> object:
    return value.get("id") if isinstance(value, Mapping) else value
