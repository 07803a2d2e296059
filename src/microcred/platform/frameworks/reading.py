"""From recognised files to frameworks, crosswalks and projections in memory. Nothing is stored here."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from microcred.platform.frameworks.errors import NameMissing, NothingRecognised, ReleaseUnknown
from microcred.platform.frameworks.recognising import FileKind, recognised
from microcred.skills.model import SkillFramework
from microcred.skills.readers import case, crosswalks, esco, onet, plain, projections, rsd
from microcred.skills.readers.report import ReadReport, Reason
from microcred.skills.readers.sources import LARGEST_FILE, SourceFile

_RELEASE = re.compile(r"(?<!\d)(\d{1,2})[._](\d{1,2})(?:[._](\d{1,2}))?(?!\d)")
_READERS: Mapping[FileKind, Callable[[SourceFile], tuple[crosswalks.Crosswalk, ReadReport]]] = {
    FileKind.ESCO_ONET: crosswalks.read_esco_onet,
    FileKind.ISCO_SOC: crosswalks.read_isco_soc,
    FileKind.ONET_SOC: crosswalks.read_onet_soc,
}


@dataclass(frozen=True)
class Naming:
    """What the files may not say themselves.

    `given` are the names of the paths or uploads, in which a release may stand; `language` is that of a table
    of one's own.
    """

    release: str = ""
    name: str = ""
    credit: str = ""
    language: str = "en"
    given: tuple[str, ...] = ()


@dataclass(frozen=True)
class ReadPart:
    """One framework, crosswalk or set of projections, and its report. One of the three is there.

    `grades` and `zones` are O*NET's: ratings by occupation code and element, job zones by code.
    """

    report: ReadReport
    framework: SkillFramework | None = None
    crosswalk: crosswalks.Crosswalk | None = None
    outlooks: Mapping[str, projections.Outlook] | None = None
    grades: Mapping[str, Mapping[str, onet.Rating]] = field(default_factory=dict)
    zones: Mapping[str, int] = field(default_factory=dict)


def read_parts(files: Sequence[SourceFile], naming: Naming) -> Iterator[ReadPart]:
    """Each part of the files, read when it is asked for. Raises `NothingRecognised` and what names need."""
    found = recognised(files)
    if not any(kind is not FileKind.UNUSED for kind in found):
        raise NothingRecognised(", ".join(file.name for file in files)[:200])
    unused = ReadReport()
    for file in found.get(FileKind.UNUSED, ()):
        unused.skipped(file.name, 0, Reason.UNKNOWN_TYPE)
    if unused.counts:
        yield ReadPart(unused)
    if together := found.get(FileKind.ESCO):
        framework, report = esco.read_esco(together, release_of(naming, together))
        yield ReadPart(report, framework)
    if together := found.get(FileKind.ONET):
        read, report = onet.read_onet(together, release_of(naming, [*files]))
        yield ReadPart(report, read.framework, grades=read.ratings, zones=read.zones)
    for kind, each in found.items():
        for file in each:
            if kind not in (FileKind.ESCO, FileKind.ONET, FileKind.UNUSED):
                yield _read_one(kind, file, naming)


def _read_one(kind: FileKind, file: SourceFile, naming: Naming) -> ReadPart:
    if kind in _READERS:
        walk, report = _READERS[kind](file)
        return ReadPart(report, crosswalk=walk)
    if kind is FileKind.PROJECTIONS:
        outlooks, report = projections.read_projections(file)
        return ReadPart(report, outlooks=outlooks)
    if kind is FileKind.CASE:
        framework, report = case.read_case(file)
        return ReadPart(report, framework)
    if not naming.name.strip() and file.size <= LARGEST_FILE:  # what is too large is told as that first
        raise NameMissing(file.name)
    credit = naming.credit or naming.name
    if kind is FileKind.DESCRIPTORS:
        framework, report = rsd.read_rsd(file, naming.name, credit)
    else:
        framework, report = plain.read_plain(file, naming.name, credit, naming.release, naming.language)
    return ReadPart(report, framework)


def release_of(naming: Naming, files: Sequence[SourceFile]) -> str:
    """The release: as stated, else in a name, else in a "Read Me". Raises `ReleaseUnknown`."""
    if naming.release.strip():
        return naming.release.strip()
    archives = [str(getattr(file, "archive", "")).rsplit("/", 1)[-1] for file in files]
    for name in (*naming.given, *archives, *(file.name for file in files)):
        if found := _RELEASE.search(name):
            return ".".join(part for part in found.groups() if part)
    notices = (f for f in files if f.name.lower().startswith("read") and f.size < 100_000)
    for file in notices:
        if found := _RELEASE.search(file.read().decode("utf-8", "replace")):
            return ".".join(part for part in found.groups() if part)
    raise ReleaseUnknown(", ".join(file.name for file in files)[:200])
