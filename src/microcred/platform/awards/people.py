"""Who is the same person: the rule by which nobody gets the same micro-credential twice. Pure."""

from __future__ import annotations

import secrets
from hashlib import sha256

from microcred.platform.awards.sheets import SheetRow

_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # nothing that is read as something else


def person_hash(institution_id: int, row: SheetRow) -> str:
    """The person of a row within an institution: by address, else by number there, else by name."""
    return hashed(institution_id, row.person)


def hashed(institution_id: int, person: str) -> str:
    """The hash of a `person_key`."""
    return sha256(f"microcred person {institution_id} {person}".encode()).hexdigest()


def new_code() -> str:
    """A code for a printed slip: three groups of four, 59 random bits."""
    letters = [secrets.choice(_LETTERS) for _ in range(12)]
    return "-".join("".join(letters[at : at + 4]) for at in (0, 4, 8))


def read_code(text: str) -> str:
    """A code as somebody typed it, in the form in which it is stored."""
    letters = "".join(letter for letter in text.upper() if letter.isalnum())
    return "-".join(letters[at : at + 4] for at in (0, 4, 8))
