"""What given files are, told by their headers; file names only help with what has no header of its own."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from enum import Enum

import python_calamine

from microcred.skills.readers.plain import LABEL
from microcred.skills.readers.sources import LARGEST_FILE, SourceFile
from microcred.skills.readers.tables import SEPARATORS, key
from microcred.skills.readers.workbooks import OLE_START, UNREADABLE, ZIP_START, weighed

_PEEK = 20_000
_SHEETS, _ROWS = 6, 20
Header = frozenset[str]


class FileKind(Enum):
    """What a file is read as. Files of `ESCO` and of `ONET` are read together, all others one by one."""

    ESCO = "ESCO"
    ONET = "O*NET"
    CASE = "CASE package"
    DESCRIPTORS = "skill descriptors"
    PLAIN = "table"
    ESCO_ONET = "crosswalk from ESCO to O*NET"
    ISCO_SOC = "crosswalk from ISCO-08 to SOC"
    ONET_SOC = "crosswalk from O*NET-SOC to SOC"
    PROJECTIONS = "projections"
    UNUSED = "not used"


_ESCO_NAME = re.compile(
    r"(skills|occupations|skillgroups|skillshierarchy|iscogroups|conceptschemes|dictionary|"
    r"broaderrelations\w+pillar|occupationskillrelations|skillskillrelations|\w+collection)(_\w+)?\.csv",
    re.IGNORECASE,
)
_ONET_NAME = re.compile(
    r"((transferable |basic |technology )?skills|knowledge|abilities|occupation data|content model reference|"
    r"job zones|related occupations|scales reference|work (styles|activities|context|values))\.(xlsx|txt)",
    re.IGNORECASE,
)
_ESCO_SIGN = (
    {"concepturi", "preferredlabel"},
    {"occupationuri", "relationtype", "skilluri"},
    {"originalskilluri", "relationtype"},
    {"concepturi", "broaderuri"},
    {"level0uri", "level0preferredterm"},
)
_BY_HEADER: Sequence[tuple[FileKind, Sequence[set[str]]]] = (
    (FileKind.ESCO_ONET, ({"concepturi", "onetcode"},)),
    (FileKind.ISCO_SOC, ({"isco08", "soc10"},)),
    (FileKind.ONET_SOC, ({"onetsoc2010code", "2010soccode"},)),
    (FileKind.ONET, ({"onetsoccode"}, {"elementid", "elementname", "description"}, {"elementid", "scaleid"})),
    (FileKind.ESCO, _ESCO_SIGN),
    (FileKind.DESCRIPTORS, ({"rsdname", "skillstatement"}, {"skillname", "contextualizedskillstatement"})),
)
_EMPLOYMENT = re.compile(r"employment\d{4}")


def recognised(files: Sequence[SourceFile]) -> Mapping[FileKind, list[SourceFile]]:
    """The files by what they are, in the order given.

    Two names of one publisher's release are enough to take all such names as that; others are looked into.
    """
    found: defaultdict[FileKind, list[SourceFile]] = defaultdict(list)
    whole = [
        (kind, pattern)
        for kind, pattern in ((FileKind.ESCO, _ESCO_NAME), (FileKind.ONET, _ONET_NAME))
        if sum(bool(pattern.fullmatch(file.name)) for file in files) >= 2
    ]
    for file in files:
        known = next((kind for kind, pattern in whole if pattern.fullmatch(file.name)), None)
        found[known or kind_of(file)].append(file)
    return found


def kind_of(file: SourceFile) -> FileKind:
    """What one file is. One that is too large to be read counts as a table, so that its reader refuses it."""
    name = file.name.lower()
    if file.size > LARGEST_FILE:
        return FileKind.ESCO if _ESCO_NAME.fullmatch(name) else FileKind.PLAIN
    if name.endswith((".json", ".jsonld")):
        return _json_kind(file.read())
    if not name.endswith((".csv", ".tsv", ".txt", ".xlsx", ".xls")):
        return FileKind.UNUSED
    headers = _headers(file.read())
    for kind, signs in _BY_HEADER:
        if any(sign <= header for header in headers for sign in signs):
            return kind
    if any(sum(bool(_EMPLOYMENT.fullmatch(c)) for c in header) >= 2 for header in headers):
        return FileKind.PROJECTIONS
    if any(label in header for header in headers for label in LABEL) or name.endswith(".csv"):
        return FileKind.PLAIN
    return FileKind.UNUSED


def _json_kind(data: bytes) -> FileKind:
    try:
        document = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return FileKind.CASE if b"CFDocument" in data else FileKind.DESCRIPTORS
    if isinstance(document, dict) and "CFDocument" in document:
        return FileKind.CASE
    rows = document if isinstance(document, list) else [document]
    named = (row for row in rows[:50] if isinstance(row, dict))
    descriptors = any("skillName" in row or "skillStatement" in row for row in named)
    return FileKind.DESCRIPTORS if descriptors else FileKind.UNUSED


def _headers(data: bytes) -> list[Header]:
    """What may be the header: the first line by each separator, or the first rows of each sheet."""
    if data[:4] in (ZIP_START, OLE_START):
        return _sheet_headers(data)
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    first = data[:_PEEK].decode(encoding, "replace")
    found = []
    for separator in SEPARATORS:
        try:
            record = next(csv.reader(io.StringIO(first, newline=""), delimiter=separator), [])
        except csv.Error:
            continue
        found.append(frozenset(key(cell) for cell in record))
    return found


def _sheet_headers(data: bytes) -> list[Header]:
    try:
        if weighed(data).too_large:
            return []
        workbook = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets = [workbook.get_sheet_by_name(name) for name in workbook.sheet_names[:_SHEETS]]
        rows = [row for sheet in sheets for row in sheet.to_python(nrows=_ROWS)]
    except UNREADABLE:
        return []
    return [frozenset(key(str(cell)) for cell in row) for row in rows]
