"""Which header of which platform means what: sheets are taken as they come out of the other program."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from typing import Literal

Field = Literal[
    "name",
    "first_name",
    "last_name",
    "email",
    "person_id",
    "achievement_id",
    "grade",
    "issued",
    "expires",
    "narrative",
    "evidence_url",
    "evidence_name",
    "evidence_text",
    "language",
]
DateOrder = Literal["ymd", "dmy", "mdy"]


@dataclass(frozen=True)
class Dialect:
    """The headers of one platform, folded, with their fields; `dates` is how it writes 3/4/26."""

    code: str
    label: str
    headers: dict[str, Field]
    needed: tuple[frozenset[str], ...]
    """Sets of headers; a sheet that has all of one set speaks this dialect."""
    dates: DateOrder | None = None
    delimiter: str = ","
    optional: frozenset[str] = field(default=frozenset())
    """Headers of this platform that stand for nothing of ours and are kept."""


def folded(header: str) -> str:
    """A header without case, needless spaces, underscores, and marks such as `*` and `:` at its end."""
    plain = unicodedata.normalize("NFKC", header).casefold().replace("_", " ")
    return " ".join(plain.split()).rstrip("*: ").strip()


CREDLY = Dialect(
    "credly",
    "Credly",
    {
        "badge template id": "achievement_id",
        "recipient email": "email",
        "first name": "first_name",
        "last name": "last_name",
        "issued at": "issued",
        "expiration date": "expires",
        "issuer earner id": "person_id",
        "evidence name": "evidence_name",
        "evidence url": "evidence_url",
        "text evidence text": "evidence_text",
        "locale": "language",
    },
    (
        frozenset({"badge template id", "recipient email"}),
        frozenset({"recipient email", "first name", "last name", "issued at"}),
    ),
    dates="mdy",
    optional=frozenset(
        {
            "country",
            "state or province",
            "text evidence name",
            "text evidence url",
            "id evidence title",
            "id evidence description",
        }
    ),
)
CANVAS = Dialect(
    "canvas",
    "Canvas Credentials (Parchment)",
    {
        "badge class id": "achievement_id",
        "identifier": "email",
        "first name": "first_name",
        "last name": "last_name",
        "narrative": "narrative",
        "evidence narrative": "evidence_text",
        "evidence url": "evidence_url",
        "issue date": "issued",
        "expiration date": "expires",
    },
    (frozenset({"badge class id", "identifier"}), frozenset({"identifier", "first name", "last name"})),
    dates="ymd",
)
EDUBADGES = Dialect(
    "edubadges",
    "edubadges",
    {
        "recipient mailadres": "email",
        "recipient eppn": "person_id",
        "recipient first name": "first_name",
        "recipient surname": "last_name",
        "narrative (optional)": "narrative",
        "evidence url (optional)": "evidence_url",
        "evidence name (optional)": "evidence_name",
        "evidence description (optional)": "evidence_text",
        "grade (optional)": "grade",
    },
    (frozenset({"recipient mailadres"}),),
    dates="dmy",
    delimiter=";",
)
OPEN_EDUCATIONAL_BADGES = Dialect(
    "oeb",
    "Open Educational Badges",
    {
        "e-mail-adresse": "email",
        "vor- / nachname": "name",
        "vor-/nachname": "name",
        "email": "email",
        "name": "name",
    },
    (frozenset({"e-mail-adresse", "vor- / nachname"}), frozenset({"e-mail-adresse", "vor-/nachname"})),
    dates="dmy",
)
ACCREDIBLE = Dialect(
    "accredible",
    "Accredible",
    {
        "recipient name": "name",
        "recipient email": "email",
        "issued on": "issued",
        "expired on": "expires",
        "recipient id": "person_id",
    },
    (frozenset({"recipient name", "recipient email"}),),
)
OWN = Dialect(
    "own",
    "Microcred",
    {
        "name": "name",
        "email": "email",
        "result": "grade",
        "date": "issued",
        "lapses": "expires",
        "learner number": "person_id",
        "narrative": "narrative",
        "evidence": "evidence_url",
        "language": "language",
    },
    (frozenset({"name"}), frozenset({"email"})),
    dates="ymd",
)
DIALECTS = (CREDLY, CANVAS, EDUBADGES, ACCREDIBLE, OPEN_EDUCATIONAL_BADGES, OWN)
"""The most telling first."""

ALIASES: dict[str, Field] = {
    **dict.fromkeys(
        (
            "full name",
            "learner",
            "learner name",
            "student",
            "student name",
            "participant",
            "naam",
            "nom complet",
        ),
        "name",
    ),
    **dict.fromkeys(
        ("first name", "firstname", "given name", "given names", "forename", "vorname", "prénom", "voornaam"),
        "first_name",
    ),
    **dict.fromkeys(
        ("last name", "lastname", "surname", "family name", "nachname", "nom", "achternaam"), "last_name"
    ),
    **dict.fromkeys(
        ("e-mail", "mail", "email address", "e-mail address", "adresse e-mail", "courriel", "e-mailadres"),
        "email",
    ),
    **dict.fromkeys(
        ("grade", "score", "mark", "marks", "points", "result", "note", "ergebnis", "cijfer", "résultat"),
        "grade",
    ),
    **dict.fromkeys(
        ("issued", "issued on", "issued at", "issue date", "award date", "awarded", "awarded on", "datum"),
        "issued",
    ),
    **dict.fromkeys(
        ("expires", "expires on", "expiry", "expiry date", "expiration date", "valid until"), "expires"
    ),
    **dict.fromkeys(
        ("student number", "student id", "learner id", "id number", "eppn", "matrikelnummer"), "person_id"
    ),
    **dict.fromkeys(("evidence url", "evidence link"), "evidence_url"),
    **dict.fromkeys(("evidence name", "evidence title"), "evidence_name"),
    **dict.fromkeys(("evidence narrative", "evidence description"), "evidence_text"),
    **dict.fromkeys(("narrative", "comment", "remark"), "narrative"),
    **dict.fromkeys(("locale", "lang", "langue", "sprache"), "language"),
}
"""Headers that people choose themselves."""


def recognise(headers: tuple[str, ...]) -> Dialect | None:
    """The dialect that a row of headers speaks, in any order and case; None where it is nobody's."""
    present = {folded(header) for header in headers}
    for dialect in DIALECTS:
        if any(needed <= present for needed in dialect.needed):
            return dialect
    return None
