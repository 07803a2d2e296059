"""The files that a reader is given: named bytes, with their size known before they are read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from microcred.skills.readers.report import ReadReport, Reason

LARGEST_FILE = 200 * 1024 * 1024


class SourceFile(Protocol):
    """One file. `name` is its name without folders; `size` its length in bytes once unpacked."""

    @property
    def name(self) -> str:
        """The file's name without folders."""
        ...

    @property
    def size(self) -> int:
        """Its length in bytes."""
        ...

    def read(self) -> bytes:
        """Its bytes, all of them."""
        ...


@dataclass(frozen=True)
class MemoryFile:
    """A file that is in memory already, such as an upload."""

    name: str
    data: bytes

    @property
    def size(self) -> int:
        """Its length in bytes."""
        return len(self.data)

    def read(self) -> bytes:
        """Its bytes."""
        return self.data


def read_within_limit(file: SourceFile, report: ReadReport, largest: int = LARGEST_FILE) -> bytes | None:
    """The bytes of `file`, or None with a refusal in the report where it is larger than `largest`."""
    if file.size > largest:
        size, most = file.size // 1048576, largest // 1048576
        report.refuse(file.name, Reason.TOO_LARGE, f"{size} MB, at most {most} MB")
        return None
    return file.read()


def named(files: Sequence[SourceFile], start: str) -> list[SourceFile]:
    """The files whose name begins with `start`, whatever the case, in order of their names."""
    return sorted((f for f in files if f.name.lower().startswith(start.lower())), key=lambda f: f.name)
