"""XLSX workbooks: the first sheet read as text, and a plain sheet written."""

from __future__ import annotations

import datetime
import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape

from python_calamine import CalamineError, CalamineWorkbook

from microcred.platform.awards.sheets.errors import SheetBinary, SheetMalformed, SheetTooLarge
from microcred.platform.awards.sheets.forms import SheetLimits

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml."
_CELL = re.compile(rb"""<(?:\w+:)?c\b[^>]*?\br\s*=\s*["']([A-Z]{1,3})(\d{1,7})["'][^>]*(?<!/)>""")
"""A cell that holds something, by its place; no grammar is read with it, only the farthest place."""
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'


def workbook_rows(data: bytes, limits: SheetLimits) -> Iterator[list[str]]:
    """The rows of the first sheet, from its first line on.

    Raises `SheetBinary` for another kind of ZIP, `SheetTooLarge` for one that unpacks to too much,
    `SheetMalformed` for one that does not open.
    """
    _weighed(data, limits)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheet = book.get_sheet_by_index(0)
        height = sheet.height
        if height > limits.rows + 100:
            raise SheetTooLarge(f"{height:,} rows of at most {limits.rows:,}")
        if sheet.width > limits.columns:
            raise SheetTooLarge(f"{sheet.width:,} columns of at most {limits.columns}")
        rows = sheet.to_python(skip_empty_area=False)
    except (CalamineError, ValueError, OSError, IndexError) as error:
        raise SheetMalformed(str(error)[:120]) from None
    for row in rows:
        yield [_text(value) for value in row]


def _weighed(data: bytes, limits: SheetLimits) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            entries = packed.infolist()
            if sum(entry.file_size for entry in entries) > limits.unpacked:
                raise SheetTooLarge(f"a workbook that unpacks to more than {limits.unpacked:,} bytes")
            if not any(entry.filename == "xl/workbook.xml" for entry in entries):
                raise SheetBinary
            for entry in entries:
                if entry.filename.startswith("xl/worksheets/") and entry.filename.endswith(".xml"):
                    _measured(packed.read(entry), limits)
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, OSError, NotImplementedError, RuntimeError):
        raise SheetMalformed("the workbook is cut off") from None


def _measured(sheet: bytes, limits: SheetLimits) -> None:
    """Refuses a cell far away: the reader makes room for all cells before it."""
    for found in _CELL.finditer(sheet):
        column = 0
        for letter in found[1]:
            column = column * 26 + letter - 64
        if int(found[2]) > limits.rows + 100 or column > limits.columns + 26:
            raise SheetTooLarge(f"a cell at {found[1].decode()}{found[2].decode()}")


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, datetime.datetime):
        midnight = value.time() == datetime.time()
        return value.date().isoformat() if midnight else value.isoformat(sep=" ")
    if isinstance(value, datetime.date):
        return value.isoformat()
    return str(value)


def write_workbook(rows: Iterable[Iterable[str]], title: str = "Results") -> bytes:
    """A workbook with one sheet of text cells: nothing in it is ever run as a formula."""
    body = io.StringIO()
    body.write(f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetData>')
    for number, cells in enumerate(rows, 1):
        body.write(f'<row r="{number}">')
        for cell in cells:
            body.write(f'<c t="inlineStr"><is><t xml:space="preserve">{escape(_clean(cell))}</t></is></c>')
        body.write("</row>")
    body.write("</sheetData></worksheet>")
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as out:
        for name, text in _frame(title).items():
            out.writestr(zipfile.ZipInfo(name), _HEAD + text)
        out.writestr("xl/worksheets/sheet1.xml", body.getvalue())
    return packed.getvalue()


def _clean(text: str) -> str:
    return "".join(letter for letter in text if letter >= " " or letter in "\t\n")


def _frame(title: str) -> dict[str, str]:
    name = escape(_clean(title)[:31], {'"': "&quot;"})
    return {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPES}sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_TYPES}worksheet+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="rId1" '
        f'Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
        f'<sheet name="{name}" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="rId1" '
        f'Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
    }
