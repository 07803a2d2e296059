"""Single cells: what may stand on a credential, and what is refused."""

from __future__ import annotations

import re
import unicodedata

_LONGEST_LINE = 200
_LONGEST_TEXT = 10_000
_JOINERS = frozenset("\u200c\u200d")  # needed to spell Persian and Indic names
_NO_LETTERS = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_EMAIL = re.compile(
    r"[^\s@<>()\[\],;:\\\"]{1,64}@(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+[^\W\d_][\w-]{0,61}[^\W_]"
)
_WEB = re.compile(r"https?://[^\s<>\"{}|\\^`]{1,4000}", re.IGNORECASE)


def is_formula(cell: str) -> bool:
    """Whether a spreadsheet program would run the cell.

    Numbers with a sign, telephone numbers and lists with hyphens are none; whatever calls or refers is.
    """
    if not cell or cell[0] not in "=+-@\t\r":
        return False
    if cell[0] == "=":
        return True
    return any(sign in cell for sign in "(|!") and not cell.startswith("- ")


def line(text: str) -> str | None:
    """A text of one line in its usual spelling (NFC, single spaces); None if it cannot be one."""
    if not (text.isascii() and text.isprintable()):
        text = unicodedata.normalize("NFC", text.replace("\u00a0", " "))
        if not text.isprintable() and any(
            unicodedata.category(letter) in _NO_LETTERS and letter not in _JOINERS for letter in text
        ):
            return None
    if len(text) > _LONGEST_LINE:
        return None
    return " ".join(text.split(" ")) if "  " not in text else " ".join(text.split())


def paragraph(text: str) -> str | None:
    """A text of several lines; None if it holds control characters or is too long."""
    if len(text) > _LONGEST_TEXT:
        return None
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    lines = plain.split("\n")
    return plain if all(one.isprintable() or line(one[:_LONGEST_LINE]) is not None for one in lines) else None


def email(text: str) -> str | None:
    """The address in small letters; None if it is none."""
    address = text.strip().lower().removeprefix("mailto:")
    return address if len(address) <= 254 and _EMAIL.fullmatch(address) and ".." not in address else None


def web_address(text: str) -> str | None:
    """An http or https address; None if it is none."""
    return text if _WEB.fullmatch(text) else None
