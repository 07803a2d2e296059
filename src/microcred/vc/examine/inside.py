"""Credentials inside a document: those of a presentation or a record, and endorsements (OB 3.0 8.4, CLR 2.0).

Each is examined by its own proof, whatever became of the proof around it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from microcred.vc.baking.text import is_jws
from microcred.vc.examine.kind import is_presentation
from microcred.vc.jsontext import write
from microcred.vc.openbadges.requirements import listed, types_of

MOST_INSIDE = 100
"""Credentials examined inside one document; each may cost a signature and a few look-ups."""

Object = Mapping[str, Any]


@dataclass(frozen=True)
class Inner:
    """The text of a credential inside, its place, and whether it is the holder's own."""

    place: str
    data: bytes
    of_holder: bool


def inner_credentials(document: Object) -> list[Inner]:
    """Those inside, in the order of the document, at most one more than `MOST_INSIDE`."""
    found = []
    for inner in _all(document):
        found.append(inner)
        if len(found) > MOST_INSIDE:
            break
    return found


def _all(document: Object) -> Iterator[Inner]:
    if is_presentation(document):
        yield from _texts(document, "verifiableCredential", "", True)
        return
    for at, subject in enumerate(listed(document.get("credentialSubject"))):
        if isinstance(subject, Mapping):
            if "ClrSubject" in types_of(subject):
                yield from _texts(subject, "verifiableCredential", f"credentialSubject[{at}].", True)
            for achievement, place in _each(subject, "achievement", f"credentialSubject[{at}]."):
                yield from _endorsements(achievement, place)
                yield from _profiles(achievement.get("creator"), f"{place}creator.")
    yield from _endorsements(document, "")
    yield from _profiles(document.get("issuer"), "issuer.")


def _each(holder: Object, name: str, place: str) -> Iterator[tuple[Object, str]]:
    """The objects under a name, each with its place; a list of them is counted."""
    found = holder.get(name)
    for at, one in enumerate(listed(found)):
        if isinstance(one, Mapping):
            yield one, f"{place}{name}[{at}]." if isinstance(found, list) else f"{place}{name}."


def _profiles(profile: object, place: str) -> Iterator[Inner]:
    """The endorsements of an institution, and of those that it belongs to."""
    while isinstance(profile, Mapping):
        yield from _endorsements(profile, place)
        profile, place = profile.get("parentOrg"), f"{place}parentOrg."


def _endorsements(holder: object, place: str) -> Iterator[Inner]:
    """Those that are there; one that is only named by its address would have to be asked for."""
    if isinstance(holder, Mapping):
        for name in ("endorsement", "endorsementJwt"):
            if name not in holder:
                continue
            found = [one for one in listed(holder[name]) if not isinstance(one, str) or is_jws(one)]
            yield from _texts({name: found}, name, place, False)


def _texts(holder: Object, name: str, place: str, of_holder: bool) -> Iterator[Inner]:
    for at, one in enumerate(listed(holder.get(name))):
        data = one.encode("utf-8", "replace") if isinstance(one, str) else write(one)
        yield Inner(f"{place}{name}[{at}]", data, of_holder)
