"""The lanes of the timeline: one for each group of skills, soft ones above hard ones, by the groups' codes.

ESCO files skills under S1 to S8, T1 to T6 and fields of knowledge by ISCED-F; a lane is one of these at its
widest. What stands in no group gets a lane of its own kind.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy

from microcred.skills.model import SkillFramework

OTHER = "~"
"""Sorts last."""
WORDS: Mapping[str, Promise] = {
    "T1": gettext_lazy("Core skills"),
    "T2": gettext_lazy("Thinking"),
    "T3": gettext_lazy("Managing oneself"),
    "T4": gettext_lazy("Being with people"),
    "T5": gettext_lazy("Using one's hands"),
    "T6": gettext_lazy("Everyday life"),
    "S1": gettext_lazy("Communicating"),
    "S2": gettext_lazy("Finding out"),
    "S3": gettext_lazy("Caring and protecting"),
    "S4": gettext_lazy("Managing"),
    "S5": gettext_lazy("Working with computers"),
    "S6": gettext_lazy("Making and moving"),
    "S7": gettext_lazy("Building"),
    "S8": gettext_lazy("Running machines"),
    "00": gettext_lazy("General knowledge"),
    "01": gettext_lazy("Education"),
    "02": gettext_lazy("Arts and humanities"),
    "03": gettext_lazy("Society and media"),
    "04": gettext_lazy("Business and law"),
    "05": gettext_lazy("Nature and numbers"),
    "06": gettext_lazy("Computing"),
    "07": gettext_lazy("Engineering and building"),
    "08": gettext_lazy("Farming and forestry"),
    "09": gettext_lazy("Health and welfare"),
    "10": gettext_lazy("Services"),
    "L": gettext_lazy("Languages"),
}


@dataclass(frozen=True, order=True)
class Group:
    """One lane: soft ones sort before hard ones, then by code."""

    hard: bool
    code: str

    @property
    def label(self) -> str:
        """The name of the lane."""
        if self.code in WORDS:
            return str(WORDS[self.code])
        return gettext("Other hard skills") if self.hard else gettext("Other soft skills")


def group_of(framework: SkillFramework, skill: str, *, soft: bool) -> Group:
    """The lane of a skill, whether the framework knows it or not."""
    codes: tuple[str, ...] = ()
    if skill in framework.skills:
        near = framework.nearest_groups(skill)
        codes = tuple(framework.groups[one].code for one in near if one in framework.groups)
    wide = [_widest(code) for code in codes]
    if soft:  # a soft skill is filed in T2 to T4 at least once, by the rule
        wide = [one for one in wide if one.startswith("T")] or wide
    return Group(not soft, next((one for one in wide if one in WORDS), OTHER))


def _widest(code: str) -> str:
    head = code.partition(".")[0]
    if head[:1] == "L":
        return "L"
    return head[:2] if head[:2].isdigit() else head
