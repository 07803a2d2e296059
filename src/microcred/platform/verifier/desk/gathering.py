"""What was given at the desk, as a list of things to check: files, a ZIP, links, a sheet of applicants."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from microcred.errors import MicrocredError
from microcred.platform.verifier.desk.applicants import Applicant, looks_like_a_sheet, read_applicants
from microcred.platform.verifier.desk.errors import DeskEmpty, DeskFull
from microcred.platform.verifier.errors import GivenTooLarge
from microcred.platform.verifier.intake import FILE_BYTES
from microcred.vc.bundle import ArchiveLimits, is_archive, is_bundle, unpack

MOST = 500
REQUEST_BYTES = 60_000_000
ARCHIVE = ArchiveLimits(entries=2 * MOST, each=FILE_BYTES, together=120_000_000)
_TOKEN = re.compile(r"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_~.-]+")
_LINK = re.compile(r"https?://\S{1,2000}")
_NOT_FILES = re.compile(r"(^|/)(__MACOSX/|\.|Thumbs\.db$|desktop\.ini$)")


@dataclass(frozen=True)
class Thing:
    """One thing to check: bytes or an address. `person` is the applicant's place in the sheet, if any."""

    name: str
    content: bytes | None = None
    address: str = ""
    person: int | None = None


@dataclass(frozen=True)
class Problem:
    """Something that could not be used: which, and the code and sentence of why."""

    name: str
    code: str
    sentence: str

    @classmethod
    def of(cls, name: str, error: MicrocredError) -> Problem:
        """The problem that an error stands for."""
        return cls(name[:300], error.code, error.sentence)


@dataclass
class Gathered:
    """All that was given."""

    things: list[Thing] = field(default_factory=list)
    people: list[Applicant] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def gather(files: Iterable[tuple[str, bytes]], text: str) -> Gathered:
    """What files and pasted text hold. A file that cannot be used becomes a problem and stops nothing.

    Raises `DeskEmpty` where nothing at all was given, `DeskFull` beyond 500 things.
    """
    found = Gathered()
    for given, data in files:
        name = given.replace("\0", "")
        try:
            _file(found, name, data)
        except DeskFull:
            raise
        except MicrocredError as error:
            found.problems.append(Problem.of(name, error))
    _pasted(found, text)
    if len(found.things) > MOST:
        raise DeskFull(str(len(found.things)))
    if not (found.things or found.problems or found.people):
        raise DeskEmpty
    return found


def _file(found: Gathered, name: str, data: bytes) -> None:
    if len(data) > FILE_BYTES and not is_archive(data):
        raise GivenTooLarge(name[:80])
    if looks_like_a_sheet(name, data):
        _sheet(found, data)
    elif is_archive(data) and not is_bundle(data):
        _archive(found, data)
    elif data.strip():
        found.things.append(Thing(name[:300], data))


def _archive(found: Gathered, data: bytes) -> None:
    for one in unpack(data, ARCHIVE):
        if _NOT_FILES.search(one.name) or not one.data.strip():
            continue
        if looks_like_a_sheet(one.name, one.data):
            _sheet(found, one.data)
        else:
            found.things.append(Thing(one.name.replace("\0", "")[:300], one.data))
        if len(found.things) > MOST:
            raise DeskFull(f"more than {MOST}")


def _sheet(found: Gathered, data: bytes) -> None:
    for applicant in read_applicants(data):
        person = len(found.people)
        found.people.append(applicant)
        found.things += [Thing(link[:300], None, link, person) for link in applicant.links]


def _pasted(found: Gathered, text: str) -> None:
    """One credential as JSON, else links and tokens, wherever they stand."""
    text = text.replace("\0", " ").strip()
    if text.startswith("{"):
        found.things.append(Thing("text", text.encode("utf-8", "replace")))
        return
    seen: set[str] = set()
    for word in text.split():
        if word in seen:
            continue
        seen.add(word)
        if _LINK.fullmatch(word):
            found.things.append(Thing(word[:300], None, word))
        elif _TOKEN.fullmatch(word):
            found.things.append(Thing(f"{word[:20]}…", word.encode("ascii")))
