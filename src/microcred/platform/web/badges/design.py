"""The six choices of a badge, refused where they do not exist."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from microcred.platform.web.badges.errors import BadgeChoiceUnknown
from microcred.platform.web.badges.grounds import GROUNDS
from microcred.platform.web.badges.patterns import PATTERNS
from microcred.platform.web.badges.signs import SIGNS
from microcred.platform.web.marks import MarkRow

HIGHEST_LEVEL = 8


class BadgeKind(StrEnum):
    """What was certified: it chooses the shape (circle, octagon, shield)."""

    SKILL = "skill"
    COMBINATION = "combination"
    QUALIFICATION = "qualification"


@dataclass(frozen=True)
class Badge:
    """Everything that a badge shows. Equal badges give equal bytes on machines with the same fonts.

    `sign` is a name of `SIGNS`, or empty for the institution's monogram; `level` the EQF level 1 to 8 or
    None; `language` the BCP 47 tag of the title; `marks` the row of the award, absent on a specimen.
    Raises `BadgeChoiceUnknown`.
    """

    title: str
    institution: str
    kind: BadgeKind = BadgeKind.SKILL
    ground: str = "petrol"
    pattern: str = "ridges"
    sign: str = ""
    monogram: str = ""
    level: int | None = None
    language: str = "en"
    marks: MarkRow | None = None

    def __post_init__(self) -> None:
        for name, known in ((self.ground, GROUNDS), (self.pattern, PATTERNS), (self.sign or "code", SIGNS)):
            if name not in known:
                raise BadgeChoiceUnknown(name[:40])
        if self.kind not in list(BadgeKind):
            raise BadgeChoiceUnknown(str(self.kind)[:40])
        if self.level is not None and not 1 <= self.level <= HIGHEST_LEVEL:
            raise BadgeChoiceUnknown(f"level {self.level}")
