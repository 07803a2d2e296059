"""What is refused of stored frameworks."""

from __future__ import annotations

from microcred.errors import MicrocredError


class NothingRecognised(MicrocredError):
    """None of the files is one that is understood."""

    code = "frameworks.nothing-recognised"
    sentence = "None of these files is a framework, a crosswalk or a projection that is understood here."
    remedy = "Give the files as their publisher offers them, or a table with a column named label."


class ReleaseUnknown(MicrocredError):
    """Neither the names of the files nor the caller say which release this is."""

    code = "frameworks.release-unknown"
    sentence = "These files do not say which release they are."
    remedy = "State the release, for instance 1.1.1."


class NameMissing(MicrocredError):
    """A table of an institution's own, or skill descriptors, without a name."""

    code = "frameworks.name-missing"
    sentence = "This framework has no name yet."
    remedy = "State the name and the line of credit under which its skills are to be shown."


class ImportOvertaken(MicrocredError):
    """Another import of the same framework was stored first; nothing of this one was."""

    code = "frameworks.conflict"
    sentence = "Another import of this framework came first; nothing was changed by this one."
    remedy = "Run the import again."


class SkillUnknown(MicrocredError):
    """No skill, occupation, table or import has this id."""

    code = "frameworks.not-found"
    sentence = "There is nothing at this address."
    remedy = "Search for it; it may have come from a framework that is no longer here."


class OperatorOnly(MicrocredError):
    """Frameworks are imported by the operator of the site."""

    code = "frameworks.not-allowed"
    sentence = "Only the operator of this site imports frameworks."
    remedy = "Ask the operator."


class NoFrameworkYet(MicrocredError):
    """Suggestions and searches need at least one framework."""

    code = "frameworks.none-yet"
    sentence = "No skill framework is loaded here yet."
    remedy = "Ask the operator to import one."


class CoursesUnreadable(MicrocredError):
    """A table of courses that cannot be read."""

    code = "frameworks.courses-unreadable"
    sentence = "This table of courses cannot be read."
    remedy = "Give a CSV or Excel file with the columns title and description, at most 2,000 courses."
