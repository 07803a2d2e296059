"""Reading and writing files as commands name them; `-` is standard input or output."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from microcred.errors import MicrocredError

LARGEST = 40_000_000
"""Bytes of a file that is read at once: a large badge image with its credential."""


class FileUnreadable(MicrocredError):
    """A file that is not there, may not be read, or is too large."""

    code = "file.unreadable"
    sentence = "The file could not be read."
    remedy = "Check the name and the rights of the file."


class FileUnwritable(MicrocredError):
    """A file that cannot be written, or is there already."""

    code = "file.unwritable"
    sentence = "The file could not be written."
    remedy = "Choose another name; files that are there are not overwritten."


def read_bytes(name: str) -> bytes:
    """The bytes of a file, or of standard input for `-`; raises `FileUnreadable`."""
    try:
        if name == "-":
            data = sys.stdin.buffer.read(LARGEST + 1)
        else:
            with Path(name).open("rb") as file:
                data = file.read(LARGEST + 1)
    except OSError as error:
        raise FileUnreadable(f"{name}: {error.strerror}") from None
    if len(data) > LARGEST:
        raise FileUnreadable(f"{name}: more than {LARGEST} bytes")
    return data


def write_bytes(name: str, data: bytes) -> None:
    """Writes a new file whole or not at all, or standard output for `-`; raises `FileUnwritable`."""
    if name == "-":
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    path = Path(name)
    if path.exists():
        raise FileUnwritable(f"{name} is there already")
    try:
        with tempfile.NamedTemporaryFile(dir=path.parent or ".", delete=False) as file:
            file.write(data)
        Path(file.name).chmod(0o644)
        os.link(file.name, path)
        Path(file.name).unlink()
    except OSError as error:
        raise FileUnwritable(f"{name}: {error.strerror}") from None
