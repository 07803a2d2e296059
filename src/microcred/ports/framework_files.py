"""Framework files as they lie on a disk: a folder, one file, or a ZIP archive, opened for the readers.

Nothing is unpacked to disk; a file is read only when a reader asks for it, and its size is known before.
"""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, ClassVar

from microcred.errors import MicrocredError

LARGEST_MEMBER = 200 * 1024 * 1024
MOST_MEMBERS = 2000


class FrameworkFilesUnreadable(MicrocredError):
    """A path is not there, or an archive is damaged or larger than what is opened."""

    code: ClassVar[str] = "ports.framework-files-unreadable"
    sentence: ClassVar[str] = "These framework files cannot be opened."
    remedy: ClassVar[str] = "Give a folder, a file or a ZIP archive as its publisher offers it."


@dataclass(frozen=True)
class DiskFile:
    """A file on disk."""

    path: Path

    @property
    def name(self) -> str:
        """Its name without folders."""
        return self.path.name

    @property
    def size(self) -> int:
        """Its length in bytes."""
        return self.path.stat().st_size

    def read(self) -> bytes:
        """Its bytes."""
        return self.path.read_bytes()


@dataclass(frozen=True)
class ArchivedFile:
    """A file in a ZIP archive. Reading stops with an error where it is longer than the archive states."""

    archive: Path | BinaryIO
    member: str
    size: int

    @property
    def name(self) -> str:
        """Its name without folders."""
        return self.member.rsplit("/", 1)[-1]

    def read(self) -> bytes:
        """Its bytes. Raises `FrameworkFilesUnreadable` where it is damaged or too large."""
        if self.size > LARGEST_MEMBER:
            raise FrameworkFilesUnreadable(self.member)
        try:
            with zipfile.ZipFile(self.archive) as archive, archive.open(self.member) as stream:
                data = stream.read(self.size + 1)
        except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, EOFError) as error:
            raise FrameworkFilesUnreadable(f"{self.member}: {error}") from error
        if len(data) != self.size:
            raise FrameworkFilesUnreadable(self.member)
        return data


FrameworkFile = DiskFile | ArchivedFile


def open_framework(*paths: Path) -> list[FrameworkFile]:
    """The files at `paths`: each a file, a ZIP archive, or a folder of files and ZIP archives.

    An Excel workbook is a file, although it is a ZIP inside. Raises `FrameworkFilesUnreadable`.
    """
    found: list[FrameworkFile] = []
    for path in paths:
        if path.is_dir():
            members = sorted(p for p in path.iterdir() if p.is_file() and not p.name.startswith("."))
        elif path.is_file():
            members = [path]
        else:
            raise FrameworkFilesUnreadable(path.name)
        for member in members:
            found.extend(archived(member) if member.suffix.lower() == ".zip" else [DiskFile(member)])
    return found


def archived(archive: Path | BinaryIO) -> list[FrameworkFile]:
    """The files in a ZIP archive (a path, or an open upload). Raises `FrameworkFilesUnreadable`."""
    try:
        with zipfile.ZipFile(archive) as opened:
            entries = opened.infolist()
    except (zipfile.BadZipFile, OSError) as error:
        raise FrameworkFilesUnreadable(str(error)) from error
    members = [m for m in entries if not m.is_dir() and not m.filename.startswith("__MACOSX")]
    if len(members) > MOST_MEMBERS:
        raise FrameworkFilesUnreadable(f"{len(members)} files")
    return [ArchivedFile(archive, member.filename, member.file_size) for member in members]


def release_in_name(name: str) -> str:
    """The release that a file name states ("ESCO_v1.1.1_en_csv.zip" -> "1.1.1"), or an empty text."""
    found = re.search(r"v?(\d+\.\d+(?:\.\d+)*)", name)
    return found.group(1) if found else ""
