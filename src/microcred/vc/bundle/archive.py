"""ZIP files from strangers: read within stated limits, which are checked before anything is unpacked."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from microcred.vc.bundle.errors import ArchiveTooLarge, ArchiveUnreadable

SIGNATURE = b"PK\x03\x04"
_END = b"PK\x05\x06"
_LONGEST_END = 22 + 65_535
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_EPOCH = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class ArchiveLimits:
    """`entries` files at most, of `each` bytes at most, `together` at most."""

    entries: int = 600
    each: int = 20_000_000
    together: int = 100_000_000


DEFAULT = ArchiveLimits()


@dataclass(frozen=True)
class Packed:
    """One file of an archive."""

    name: str
    data: bytes


def is_archive(data: bytes) -> bool:
    """Whether these bytes begin like a ZIP."""
    return data.startswith(SIGNATURE)


def unpack(data: bytes, limits: ArchiveLimits = DEFAULT) -> Iterator[Packed]:
    """The files in a ZIP in their order, without folders; each is unpacked when it is asked for.

    What the archive says of its sizes is not believed. Raises `ArchiveUnreadable` or `ArchiveTooLarge`.
    """
    _check_directory(data, limits)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = [one for one in archive.infolist() if not one.is_dir()]
            _check_entries(entries, limits)
            left = limits.together
            for one in entries:
                content = _read(archive, one, min(limits.each, left))
                left -= len(content)
                yield Packed(one.filename, content)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, zlib.error, EOFError, OSError) as error:
        raise ArchiveUnreadable(str(error)[:80]) from None
    except (UnicodeError, ValueError, struct.error) as error:
        raise ArchiveUnreadable(str(error)[:80]) from None


def pack(files: Iterable[Packed]) -> bytes:
    """A ZIP of these files, in order and without times: the same files give the same bytes."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for one in files:
            entry = zipfile.ZipInfo(one.name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, one.data)
    return made.getvalue()


def _check_directory(data: bytes, limits: ArchiveLimits) -> None:
    """Refuses by the end record alone, before the list of files is read."""
    if not is_archive(data):
        raise ArchiveUnreadable("not a ZIP")
    at = data.rfind(_END, max(0, len(data) - _LONGEST_END))
    if at < 0 or at + 22 > len(data):
        raise ArchiveUnreadable("no end record")
    entries, size = struct.unpack_from("<HL", data, at + 10)
    if entries == 0xFFFF or entries > 2 * limits.entries:
        raise ArchiveTooLarge(f"{entries} entries")
    if size > 1_000 * (limits.entries + 10):
        raise ArchiveTooLarge("a list of files of its own size")


def _check_entries(entries: list[zipfile.ZipInfo], limits: ArchiveLimits) -> None:
    if len(entries) > limits.entries:
        raise ArchiveTooLarge(f"{len(entries)} files")
    names = [one.filename for one in entries]
    if len(set(names)) != len(names):
        raise ArchiveUnreadable("one name for two files")
    for one in entries:
        if one.flag_bits & 1:
            raise ArchiveUnreadable("encrypted")
        if one.compress_type not in _METHODS:
            raise ArchiveUnreadable("an unusual method of packing")
    if sum(one.file_size for one in entries) > limits.together:
        raise ArchiveTooLarge(f"more than {limits.together} bytes")


def _read(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, most: int) -> bytes:
    with archive.open(entry) as file:
        content = file.read(most + 1)
    if len(content) > most:
        raise ArchiveTooLarge(entry.filename[:80])
    return content
