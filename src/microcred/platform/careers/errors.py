"""What is refused of goals, plans and openings."""

from __future__ import annotations

from microcred.errors import MicrocredError


class NotHere(MicrocredError):
    """A plan, an opening or an answer that is not there, or not for whoever asks."""

    code = "careers.not-found"
    sentence = "There is nothing for you at this address."
    remedy = "Go back to your plan, or to the openings."


class NoGoal(MicrocredError):
    """A gap or a plan was asked for before any work was chosen."""

    code = "careers.no-goal"
    sentence = "You have not said yet which work you want."
    remedy = "Choose an occupation first."


class PlanMoved(MicrocredError):
    """The plan that was to be adopted is no longer the one that was shown."""

    code = "careers.conflict"
    sentence = "The offerings changed while you looked; this plan is not the same any more."
    remedy = "Look at the three plans again, then choose."


class NothingWanted(MicrocredError):
    """An opening or a list of one's own without a single skill."""

    code = "careers.nothing-wanted"
    sentence = "No skill was chosen yet."
    remedy = "Tick at least one skill."


class OpeningOver(MicrocredError):
    """An opening that takes no answers any more."""

    code = "careers.gone"
    sentence = "This opening is closed."
    remedy = "Look at the openings that are still there."


class AnsweredAlready(MicrocredError):
    """A second answer to the same opening."""

    code = "careers.answered-already"
    sentence = "You have answered this opening already."
    remedy = "Withdraw your answer first to send another one."


class EndInThePast(MicrocredError):
    """An opening, or a page shown to an employer, that would end before it begins."""

    code = "careers.end-in-the-past"
    sentence = "The last day lies in the past."
    remedy = "Choose a later day."


class DocumentTooLong(MicrocredError):
    """A file with more pages than are read."""

    code = "careers.document-too-long"
    sentence = "This document is too long to be read: at most fifty pages are."
    remedy = "Give a shorter one, or paste the part that is about your work and your skills."


class DocumentIsPicture(MicrocredError):
    """A photograph, or a PDF of pictures without words."""

    code = "careers.document-is-a-picture"
    sentence = "This document is a picture; no words could be read from it."
    remedy = "Paste its words, or start from the job you have."


class DocumentUnreadable(MicrocredError):
    """A file that is neither a PDF nor text."""

    code = "careers.document-unreadable"
    sentence = "This file cannot be read here."
    remedy = "Give a PDF or a text file, or paste the words."


class OfferingsUnreadable(MicrocredError):
    """A table of offerings of which nothing can be used; `detail` names the first fault."""

    code = "careers.offerings-unreadable"
    sentence = "No offering could be read from this table."
    remedy = "Give a CSV with the columns id, title, skills, price, start and end."
