"""What a workbook would cost to open, found without opening it."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

import python_calamine

ZIP_START, OLE_START = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
LARGEST_UNPACKED = 400 * 1024 * 1024
MOST_CELLS = 6_000_000
"""The largest workbook of O*NET unpacks to 36 MB and has 940,000 cells."""
UNREADABLE = (
    python_calamine.CalamineError,
    zipfile.BadZipFile,
    zlib.error,
    ValueError,
    EOFError,
    OSError,
    RuntimeError,  # encrypted, or packed in a way that is not known here
)
"""What opening a damaged workbook can raise."""
_FORMULA = re.compile(rb"<(?:\w+:)?f[ >/]")
_COLUMN = re.compile(rb"""\br\s*=\s*["']([A-Z]{1,3})\d""")
_ROW = re.compile(rb"""\br\s*=\s*["'][A-Z]{0,3}(\d{1,7})["']""")
_BLOCK, _TAIL = 1 << 20, 64


@dataclass(frozen=True)
class Weight:
    """`too_large` says why a workbook is not opened, and is empty where it may be."""

    formulas: bool = False
    too_large: str = ""


def weighed(data: bytes) -> Weight:
    """Whether a workbook has formulas, and whether it is too large. Raises `UNREADABLE`.

    The reader makes room for all cells before the farthest one, so one cell far away is enough to be refused.
    """
    if data[:4] != ZIP_START:
        return Weight()
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        entries = packed.infolist()
        if not any(entry.filename == "xl/workbook.xml" for entry in entries):
            raise zipfile.BadZipFile("no workbook")
        size = sum(entry.file_size for entry in entries)
        if size > LARGEST_UNPACKED:
            return Weight(too_large=f"{size >> 20} MB unpacked, at most {LARGEST_UNPACKED >> 20} MB")
        formulas = False
        for entry in entries:
            if entry.filename.startswith("xl/worksheets/") and entry.filename.endswith(".xml"):
                rows, columns, has = _measured(_blocks(packed, entry))
                formulas |= has
                if rows * columns > MOST_CELLS:
                    return Weight(formulas, f"{rows} rows by {columns} columns, at most {MOST_CELLS} cells")
    return Weight(formulas)


def _blocks(packed: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """A sheet piece by piece, each with the end of the one before."""
    with packed.open(entry) as stream:
        tail = b""
        while block := stream.read(_BLOCK):
            yield tail + block
            tail = block[-_TAIL:]


def _measured(blocks: Iterator[bytes]) -> tuple[int, int, bool]:
    """The farthest row and column of a sheet, and whether it holds a formula."""
    rows = columns = 0
    formulas = False
    for block in blocks:
        formulas = formulas or _FORMULA.search(block) is not None
        rows = max(rows, *map(int, _ROW.findall(block)), 0)
        columns = max(columns, *map(_number, set(_COLUMN.findall(block))), 0)
    return rows, columns, formulas


def _number(letters: bytes) -> int:
    """The number of a column: "A" is 1, "AA" 27."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
