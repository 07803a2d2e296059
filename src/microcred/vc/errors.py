"""Bases of what the engine raises: an outcome is either failed or undecided, never in between.

The concrete classes stand beside the code that raises them (`vc/jsonld/errors.py`, ...).
"""

from __future__ import annotations

from typing import ClassVar

from microcred.errors import MicrocredError
from microcred.vc.outcomes import Outcome


class CredentialError(MicrocredError):
    """A document could not be accepted. `outcome` says whether that condemns it."""

    code = "credential"
    sentence = "The credential could not be accepted."
    outcome: ClassVar[Outcome] = Outcome.FAILED
    section: ClassVar[str] = ""
    """The standard's section that asks for it, such as "VC-DATA-INTEGRITY 4.2"."""


class Failed(CredentialError):
    """The document is wrong, whoever looks at it."""

    code = "failed"
    outcome = Outcome.FAILED


class Undecided(CredentialError):
    """Could not be decided by this verifier: never to be shown as invalid, nor as valid."""

    code = "undecided"
    sentence = "This could not be checked."
    outcome = Outcome.UNDECIDED
