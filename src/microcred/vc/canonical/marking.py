"""From one document to the template of its shape: markers in place of its free texts, found in the quads."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Collection, Iterable, Sequence
from itertools import chain
from typing import Any

from microcred.vc.canonical.lines import Part
from microcred.vc.canonical.shapes import with_free_texts
from microcred.vc.canonical.slots import Slot, scheme_of
from microcred.vc.canonical.template import Template
from microcred.vc.errors import CredentialError
from microcred.vc.jsonld.terms import RDF_TYPE, XSD, escaped
from microcred.vc.rdfc import Quad

_ROUNDS = 3
_NUMBER = f"^^<{XSD}double>"

Interpreter = Callable[[dict[str, Any]], list[Quad]]


class Marking:
    """The attempt at a template. `fixed` are the free texts that turned out to decide what others mean."""

    def __init__(self, document: dict[str, Any], free: Sequence[str], words: Collection[str] | None) -> None:
        """`words` are the predicates under which a text may be a term; None says that any may be one."""
        self.document = document
        self.free = free
        self.words = words
        self.fixed: set[int] = set()
        self.nonce = f"m{secrets.token_hex(8)}x"
        self.slots: dict[Slot, int] = {}
        self._schemes = [scheme_of(text) for text in free]
        self._markers = [f"{scheme}{self.nonce}{number}z" for number, scheme in enumerate(self._schemes)]

    def template(self, quads: Collection[Quad], interpret: Interpreter, hash_name: str) -> Template | None:
        """The template of the document whose quads are `quads`; None if its shape has none."""
        characters = len("".join(chain.from_iterable(quads)))
        self.fixed |= self._not_found_in(quads)
        for _ in range(_ROUNDS):
            marked = self._interpreted(interpret)
            if marked is None:
                return None
            parts = self._parts(marked)
            if parts is not None:
                return Template(list(self.slots), parts, hash_name, characters)
        return None

    def _not_found_in(self, quads: Iterable[Quad]) -> set[int]:
        """The texts that are neither IRI nor literal in the quads as they stand, such as terms."""
        seen = {value for subject, _, value, graph in quads for value in (subject, value, graph)}
        plain = {
            value[: value.rindex('"') + 1]
            for value in seen
            if value[:1] == '"' and not value.endswith(_NUMBER)
        }
        return {
            number
            for number, text in enumerate(self.free)
            if f"<{text}>" not in seen and f'"{escaped(text)}"' not in plain
        }

    def _interpreted(self, interpret: Interpreter) -> list[Quad] | None:
        """The quads of the marked document. A word that occurs twice may be a term once: then it is fixed."""
        try:
            return interpret(self._marked())
        except CredentialError:
            twice = {n for n, text in enumerate(self.free) if self.free.count(text) > 1} - self.fixed
        if not twice:
            return None
        self.fixed |= twice
        try:
            return interpret(self._marked())
        except CredentialError:
            return None

    def _marked(self) -> Any:
        texts = iter(
            [
                text if number in self.fixed else marker
                for number, (text, marker) in enumerate(zip(self.free, self._markers, strict=True))
            ]
        )
        return with_free_texts(self.document, texts.__next__)

    def _found(self, term: str) -> list[int]:
        """The numbers of the markers in a term."""
        return [int(rest.partition("z")[0]) for rest in term.split(self.nonce)[1:]]

    def _parts(self, quads: list[Quad]) -> list[list[Part]] | None:
        """The quads with slots for markers and numbers for blank nodes; None if more texts became fixed."""
        self.slots = {}
        nodes: dict[str, int] = {}
        known = set(self.fixed)
        parts = {term: self._part(term, nodes) for term in dict.fromkeys(chain.from_iterable(quads))}
        rows = []
        for quad in dict.fromkeys(quads):
            row = [parts[term] for term in quad]
            if row[1].__class__ is int or (self.nonce in quad[2] and self._is_word(quad)):
                self.fixed.update(self._found(quad[1] + quad[2]))
            rows.append(row)
        used = {slot.text for slot in self.slots}
        self.fixed.update(number for number in range(len(self.free)) if number not in used)
        return rows if self.fixed == known else None

    def _is_word(self, quad: Quad) -> bool:
        return quad[2][0] == "<" and (self.words is None or quad[1] == RDF_TYPE or quad[1] in self.words)

    def _part(self, term: str, nodes: dict[str, int]) -> Part:
        if term[:1] == "_":
            return ~nodes.setdefault(term, len(nodes))
        if self.nonce not in term:
            return term
        numbers = self._found(term)
        slot = self._slot(term, numbers[0]) if len(numbers) == 1 else None
        if slot is None:
            self.fixed.update(numbers)
            return term
        return self.slots.setdefault(slot, len(self.slots))

    def _slot(self, term: str, number: int) -> Slot | None:
        marker = self._markers[number]
        if term == f"<{marker}>":
            return Slot(number, self._schemes[number])
        start = f'"{marker}"'
        if term.startswith(start) and self.nonce not in term[len(start) :]:
            return Slot(number, "", term[len(start) :])
        return None
