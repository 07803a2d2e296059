"""What can be wrong with a framework file, a text or a plan. One class for each code.

Readers do not raise these for a bad row: they write them into the report (`readers.report`), so that a
person sees every fault of a file at once.
"""

from __future__ import annotations

from typing import ClassVar

from microcred.errors import MicrocredError


class SkillsError(MicrocredError):
    """Root of what the skills package refuses."""

    code: ClassVar[str] = "skills"
    sentence: ClassVar[str] = "This cannot be worked out from skills."
    remedy: ClassVar[str] = "Correct the place named and try again."


class FrameworkRefused(SkillsError):
    """A framework file has a fault for which nothing of it may be imported; `detail` names the file."""

    code = "skills.framework-refused"
    sentence = "This framework cannot be imported; nothing was changed."
    remedy = "Read the rows of the report, correct the file and try again."


class LevelOutOfScale(SkillsError):
    """A proficiency level is not one of 1 to 8."""

    code = "skills.level-out-of-scale"
    sentence = "A proficiency level is a whole number from 1 to 8."
    remedy = "Choose one of the eight levels."


class UnknownSkill(SkillsError):
    """An address names no skill of the framework at hand."""

    code = "skills.unknown-skill"
    sentence = "This skill is not in the framework."
    remedy = "Import the framework that has it, or choose another skill."


class UnknownOccupation(SkillsError):
    """An address names no occupation of the framework at hand."""

    code = "skills.unknown-occupation"
    sentence = "This occupation is not in the framework."
    remedy = "Import the framework that has it, or choose another occupation."


class TextTooLong(SkillsError):
    """A pasted text or a CV is longer than what is read."""

    code = "skills.text-too-long"
    sentence = "This text is too long to be read in one piece."
    remedy = "Paste the part that is about your work and your skills."


class TextEmpty(SkillsError):
    """A text holds no words, as happens when a CV is a picture."""

    code = "skills.text-empty"
    sentence = "No words could be read from this text. It may be a picture."
    remedy = "Paste the words of the document, or choose your skills by hand."


class TextOfAnotherLanguage(SkillsError):
    """A text is in a language in which no labels are loaded."""

    code = "skills.text-of-another-language"
    sentence = "This text seems to be in a language that is not loaded here."
    remedy = "Paste the text in a loaded language, or ask the operator to import that language."


class PlanImpossible(SkillsError):
    """No choice of offerings keeps the constraints and closes anything."""

    code = "skills.plan-impossible"
    sentence = "No offering within these limits closes any part of the gap."
    remedy = "Allow more time, money or hours a week, or another language or mode."


class SolverStopped(SkillsError):
    """The solver gave up without any plan: its time ran out before the first one."""

    code = "skills.solver-stopped"
    sentence = "No plan was found in the time allowed."
    remedy = "Try again with fewer offerings or a longer time."
