"""What is wrong with a results sheet: as a whole (raised), or in one row (kept as a `Problem`)."""

from __future__ import annotations

from dataclasses import dataclass

from microcred.errors import MicrocredError


class SheetError(MicrocredError):
    """The sheet as a whole cannot be read: nothing is awarded from it."""

    code = "sheet"
    sentence = "The sheet cannot be read."
    remedy = "Save it as CSV in UTF-8, or as an XLSX workbook, and upload it again. Nothing was awarded."


class SheetEmpty(SheetError):
    """No row besides the header, or nothing at all."""

    code = "sheet.empty"
    sentence = "The sheet has no rows."
    remedy = "Upload a sheet with one row of headers and one row for each person."


class SheetBinary(SheetError):
    """Not text, and no workbook that we read."""

    code = "sheet.binary"
    sentence = "This file is not a sheet."
    remedy = "Upload a CSV file, or a workbook saved as XLSX."


class SheetTooLarge(SheetError):
    """Over the stated limit of bytes, rows, columns or characters in a cell."""

    code = "sheet.too-large"
    sentence = "The sheet is over the limit."
    remedy = "Split it into several sheets and upload them one after the other."


class SheetEncoding(SheetError):
    """Text that is neither UTF-8 nor Windows-1252."""

    code = "sheet.encoding"
    sentence = "The letters of this sheet are stored in a way that is not read here."
    remedy = "Save it as “CSV UTF-8” and upload it again."


class SheetMalformed(SheetError):
    """Quotes that do not close, or a workbook that does not open."""

    code = "sheet.malformed"
    sentence = "The sheet is damaged at the place named."
    remedy = "Correct that row, or save the sheet again from the program it was made in."


class SheetHeaders(SheetError):
    """No header for the person's name, or one header twice for what may stand only once."""

    code = "sheet.headers"
    sentence = "The headers do not say which column is what."
    remedy = "Say at the step “Columns” which column holds what; a name or an e-mail address is needed."


class RowError(MicrocredError):
    """One row needs somebody: it is awarded only after it was put right."""

    code = "row"
    sentence = "This row needs a look."
    remedy = "Correct it here, or leave it out."


class FormulaCell(RowError):
    """A cell that a spreadsheet program would run."""

    code = "row.formula"
    sentence = "This cell is a formula, not text."
    remedy = "Replace it by its value, or leave the row out."


class NameMissing(RowError):
    """Nobody is named."""

    code = "row.name-missing"
    sentence = "The name is missing."
    remedy = "Enter the name as it is to stand on the credential."


class TextUnprintable(RowError):
    """Control characters in a name or other short text, or a text that is too long."""

    code = "row.text"
    sentence = "This text cannot stand on a credential."
    remedy = "Enter it on one line, without control characters, in at most 200 characters."


class EmailInvalid(RowError):
    """Not an e-mail address."""

    code = "row.email"
    sentence = "This is not an e-mail address."
    remedy = "Correct the address, or empty it: the person then gets a slip with a code."


class NameAndEmailSwapped(RowError):
    """The address stands in the column of names."""

    code = "row.swapped"
    sentence = "Name and e-mail address stand in each other's place."
    remedy = "Swap the two."


class DateInvalid(RowError):
    """No date, or one that can be read in two ways."""

    code = "row.date"
    sentence = "This date cannot be read for certain."
    remedy = "Write it as 2026-05-14, or say at the step “Columns” whether day or month comes first."


class DateImpossible(RowError):
    """Awarded in the future, or lapsing before it begins."""

    code = "row.date-order"
    sentence = "These dates do not fit: an award is made by today and lapses later."
    remedy = "Correct the date."


class AddressInvalid(RowError):
    """Evidence with an address that is not of the web."""

    code = "row.address"
    sentence = "This is not a web address."
    remedy = "Enter an address that begins with https://, or empty the cell."


class GradeMissing(RowError):
    """A pass rule, and nothing to apply it to."""

    code = "row.grade-missing"
    sentence = "The result is missing."
    remedy = "Enter the result, or leave the row out."


class GradeUnreadable(RowError):
    """A result that the pass rule cannot judge."""

    code = "row.grade-unreadable"
    sentence = "The pass rule cannot judge this result."
    remedy = "Correct the result, or change the rule at the step “Columns”."


class RowTwice(RowError):
    """The same person a second time."""

    code = "row.twice"
    sentence = "This person stands in the sheet twice."
    remedy = "Leave one of the two rows out."


class CellsTooMany(RowError):
    """More cells than headers: a separator inside a text, most likely."""

    code = "row.cells"
    sentence = "This row has more cells than there are headers."
    remedy = "Put texts that contain the separator in quotes."


@dataclass(frozen=True)
class Problem:
    """A `RowError` at its place: row as spreadsheet programs count, column by its header."""

    row: int
    column: str
    code: str
    sentence: str
    remedy: str
    value: str = ""

    @classmethod
    def of(cls, error: type[RowError], row: int, column: str, value: str = "") -> Problem:
        """`error` in that cell, with the start of what stands there."""
        return cls(row, column, error.code, error.sentence, error.remedy, value[:80])
