"""Likely slips: nothing that is wrong for certain, but what a good registrar would ask about."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from microcred.platform.awards.sheets.rows import SheetRow

COMMON_DOMAINS = [
    "gmail.com",
    "googlemail.com",
    "outlook.com",
    "outlook.fr",
    "outlook.de",
    "hotmail.com",
    "hotmail.fr",
    "hotmail.co.uk",
    "live.com",
    "live.nl",
    "msn.com",
    "yahoo.com",
    "yahoo.fr",
    "yahoo.de",
    "yahoo.co.uk",
    "icloud.com",
    "me.com",
    "mac.com",
    "aol.com",
    "gmx.de",
    "gmx.net",
    "gmx.at",
    "gmx.ch",
    "web.de",
    "t-online.de",
    "freenet.de",
    "mail.de",
    "mail.com",
    "email.com",
    "posteo.de",
    "proton.me",
    "protonmail.com",
    "pm.me",
    "orange.fr",
    "free.fr",
    "laposte.net",
    "wanadoo.fr",
    "sfr.fr",
    "ziggo.nl",
    "kpnmail.nl",
    "planet.nl",
    "xs4all.nl",
    "telenet.be",
    "skynet.be",
    "libero.it",
    "virgilio.it",
    "wp.pl",
    "onet.pl",
    "seznam.cz",
    "eircom.net",
    "btinternet.com",
    "qq.com",
    "163.com",
    "126.com",
]
_KNOWN = frozenset(COMMON_DOMAINS)
_PARTICLES = frozenset(
    [
        "van",
        "von",
        "der",
        "den",
        "de",
        "del",
        "della",
        "di",
        "da",
        "dos",
        "du",
        "la",
        "le",
        "ten",
        "ter",
        "zu",
        "zur",
        "y",
        "e",
        "af",
    ]
)

SENTENCES = {
    "slip.domain": "This mail domain looks mistyped.",
    "slip.same-name": "This name stands in the sheet with another address, too.",
    "slip.capitals": "This name is written in capitals.",
    "slip.small-letters": "This name is written in small letters.",
}
"""What each slip says, by its code."""


@dataclass(frozen=True)
class Slip:
    """One thing to ask about: where, what (a code of `SENTENCES`), and what was probably meant."""

    row: int
    field: str
    code: str
    value: str
    suggestion: str = ""

    @property
    def sentence(self) -> str:
        """The English sentence of the code."""
        return SENTENCES[self.code]


def find_slips(rows: Sequence[SheetRow]) -> list[Slip]:
    """The slips among the rows that are to be awarded, in the order of the rows."""
    awarded = [row for row in rows if row.verdict == "passed"]
    found = [*_domains(awarded), *_same_names(awarded)]
    for row in awarded:
        found.extend(name_slips(row))
    return sorted(found, key=lambda slip: (slip.row, slip.code))


def name_slips(row: SheetRow) -> Iterable[Slip]:
    """A name in capitals, or without any."""
    if not (row.name.isupper() or row.name.islower()) or sum(map(str.isalpha, row.name)) < 4:
        return
    code = "slip.capitals" if row.name.isupper() else "slip.small-letters"
    proper = proper_name(row.name)
    if proper != row.name:
        yield Slip(row.number, "name", code, row.name, proper)


def proper_name(name: str) -> str:
    """A name with capitals where they usually are: van der Berg, O'Brien, Anne-Marie, McKenna."""
    words = name.casefold().split()
    return " ".join(
        word if word in _PARTICLES and 0 < at < len(words) - 1 else _capital(word)
        for at, word in enumerate(words)
    )


def _capital(word: str) -> str:
    for joint in ("-", "'", "’"):
        if joint in word[1:-1]:
            return joint.join(_capital(part) if part else part for part in word.split(joint))
    if word.startswith("mc") and len(word) > 3:
        return f"Mc{word[2:].capitalize()}"
    return word[:1].upper() + word[1:]


def _domains(rows: Sequence[SheetRow]) -> Iterable[Slip]:
    counts = Counter(row.email.rpartition("@")[2] for row in rows if row.email)
    top, often = counts.most_common(1)[0] if counts else ("", 0)
    usual = top if often >= 3 else ""
    for row in rows:
        local, _, domain = row.email.rpartition("@")
        if not domain or domain in _KNOWN or domain == usual:
            continue
        meant = _meant(domain, usual if counts[domain] * 5 <= often else "")
        if meant:
            yield Slip(row.number, "email", "slip.domain", row.email, f"{local}@{meant}")


@lru_cache(maxsize=4096)
def _meant(domain: str, usual: str) -> str:
    """The domain that was probably meant, the sheet's own first; empty if none is near."""
    for candidate in (usual, *COMMON_DOMAINS) if usual else COMMON_DOMAINS:
        if abs(len(candidate) - len(domain)) <= 2:
            far = edit_distance(domain, candidate, most=2)
            if far == 1 and len(domain) > 5:
                return candidate
            if far == 2 and len(domain) >= 9 and domain[0] == candidate[0]:
                return candidate
    return ""


def edit_distance(one: str, other: str, most: int = 2) -> int:
    """Letters added, left out, exchanged or swapped between two words; `most + 1` if more than `most`."""
    before: list[int] = []
    last = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        row = [i]
        for j, against in enumerate(other, 1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (letter != against))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == against:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
        before, last = last, row
    return min(last[-1], most + 1)


def _same_names(rows: Sequence[SheetRow]) -> Iterable[Slip]:
    people: dict[str, list[SheetRow]] = defaultdict(list)
    for row in rows:
        if row.name:
            people[" ".join(sorted(row.name.casefold().split()))].append(row)
    for same in people.values():
        for row in same[1:]:
            if row.person != same[0].person:
                where = f"{same[0].name}, {same[0].email or same[0].person_id} ({same[0].number})"
                yield Slip(row.number, "name", "slip.same-name", row.name, where)
