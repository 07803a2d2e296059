"""A hole for one text of a document, as an IRI or as a literal."""

from __future__ import annotations

from typing import NamedTuple

from microcred.vc.jsonld.errors import TextMalformed
from microcred.vc.jsonld.terms import escaped, is_iri


class Slot(NamedTuple):
    """The place of one term. `text` is the number of the free text that fills it.

    For an IRI, `scheme` is what it must begin with; for a literal it is "" and `suffix` follows the quoted
    text (a language or a datatype).
    """

    text: int
    scheme: str = ""
    suffix: str = ""

    def term(self, text: str) -> str | None:
        """The term in N-Quads; None for a text that the interpreter must judge."""
        if self.scheme:
            return f"<{text}>" if text.startswith(self.scheme) and is_iri(text) else None
        try:
            return f'"{escaped(text)}"{self.suffix}'
        except TextMalformed:
            return None


def scheme_of(text: str) -> str:
    """What an IRI begins with, down to its colon and slashes; "" for other texts."""
    if not is_iri(text):
        return ""
    scheme, _, rest = text.partition(":")
    return f"{scheme}://" if rest.startswith("//") else f"{scheme}:"
