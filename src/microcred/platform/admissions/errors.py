"""What admissions refuses."""

from __future__ import annotations

from typing import ClassVar

from microcred.errors import MicrocredError


class AdmissionsError(MicrocredError):
    """Root of what this app refuses."""

    code = "admissions"
    sentence = "This cannot be done."
    remedy = "Look at what the page says now."


class ProgrammeUnknown(AdmissionsError):
    """No programme has this address, or it is not open to the public."""

    code = "programme.not-found"
    sentence = "There is no such programme."
    remedy = "Look at the list of programmes."
    status: ClassVar[int] = 404


class NothingDropped(AdmissionsError):
    """The calculator was given nothing."""

    code = "admissions.nothing-dropped"
    sentence = "There is nothing to count yet."
    remedy = "Choose files of credentials, or paste one."


class TooManyDropped(AdmissionsError):
    """More files than are looked at in one go."""

    code = "admissions.too-many-dropped"
    sentence = "These are more files than are looked at in one go."
    remedy = "Give fewer files."
