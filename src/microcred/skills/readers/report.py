"""What a reader says about the files it read: a row for everything that was skipped, changed or refused."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from microcred.skills.errors import FrameworkRefused


class Weight(Enum):
    """What a note means for the import."""

    READ = "read"  # the row was read all the same
    SKIPPED = "skipped"  # the row was left out
    REFUSED = "refused"  # nothing may be imported


class Reason(Enum):
    """Why a row has a note: a stable code, and the sentence for people (English, for `gettext`)."""

    RAGGED = ("ragged-row", "The row has fewer or more fields than the header.")
    SEPARATOR = ("wrong-separator", "The columns are not separated as the header says.")
    LINE_ENDS = ("mixed-line-ends", "Lines end in different ways; each was read as one row.")
    ENCODING = ("not-utf-8", "The file is not UTF-8; it was read as Windows-1252.")
    MISSING_COLUMN = ("missing-column", "A column that is needed is not there.")
    MISSING_VALUE = ("missing-value", "A value that is needed is empty.")
    BAD_VALUE = ("bad-value", "A value cannot be read.")
    NOWHERE = ("relation-to-nowhere", "The relation names something that is not in the files.")
    CIRCLE = ("circular-broader", "The broader-relations go round in a circle; this one was left out.")
    DUPLICATE = ("duplicate-address", "The address stands here a second time with other content.")
    DUPLICATE_LABEL = ("duplicate-label", "Another skill has the same preferred label.")
    TOO_LARGE = ("too-large", "The file is larger than what is read.")
    FORMULAS = ("formulas", "The workbook has formulas; the values last calculated were read.")
    NO_IDENTIFIER = ("no-identifier", "The item has no identifier or address.")
    UNREADABLE = ("unreadable", "The file cannot be read as what it should be.")
    NOT_JSON = ("not-json", "The file is not JSON.")
    NO_FILE = ("missing-file", "A file that is needed is not there.")
    UNKNOWN_TYPE = ("unknown-type", "The type of the row is not known here.")

    @property
    def code(self) -> str:
        """The stable code."""
        return self.value[0]

    @property
    def sentence(self) -> str:
        """The English sentence."""
        return self.value[1]


@dataclass(frozen=True, slots=True)
class Note:
    """One remark. `row` counts from 1 for the first row after the header; 0 is the file as a whole."""

    file: str
    row: int
    reason: Reason
    weight: Weight
    detail: str = ""


@dataclass
class ReadReport:
    """Everything there is to say about what was read, kept while reading.

    `rows` counts the rows read from each file. At most `kept` notes of each reason and file are kept
    word for word; `counts` counts them all.
    """

    kept: int = 500
    notes: list[Note] = field(default_factory=list)
    rows: dict[str, int] = field(default_factory=dict)
    counts: Counter[tuple[str, Reason, Weight]] = field(default_factory=Counter)

    def say(self, file: str, row: int, reason: Reason, weight: Weight, detail: str = "") -> None:
        """Write one remark down."""
        key = (file, reason, weight)
        self.counts[key] += 1
        if self.counts[key] <= self.kept:
            self.notes.append(Note(file, row, reason, weight, detail))

    def skipped(self, file: str, row: int, reason: Reason, detail: str = "") -> None:
        """Say that a row was left out."""
        self.say(file, row, reason, Weight.SKIPPED, detail)

    def read(self, file: str, row: int, reason: Reason, detail: str = "") -> None:
        """Say that a row was read although something is odd."""
        self.say(file, row, reason, Weight.READ, detail)

    def refuse(self, file: str, reason: Reason, detail: str = "") -> None:
        """Say why nothing may be imported."""
        self.say(file, 0, reason, Weight.REFUSED, detail)

    @property
    def refused(self) -> bool:
        """Whether nothing may be imported."""
        return any(weight is Weight.REFUSED for _, _, weight in self.counts)

    def totals(self) -> Mapping[tuple[Reason, Weight], int]:
        """How many remarks of each reason and weight there are, over all files."""
        totals: Counter[tuple[Reason, Weight]] = Counter()
        for (_, reason, weight), number in self.counts.items():
            totals[reason, weight] += number
        return totals

    def check(self) -> None:
        """Raise `FrameworkRefused` if nothing may be imported."""
        for note in self.notes:
            if note.weight is Weight.REFUSED:
                raise FrameworkRefused(f"{note.file}: {note.reason.sentence} {note.detail}".strip())
