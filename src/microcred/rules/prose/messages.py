"""The templates of the prose, in English, for gettext. Names stand in “ ”, so that none can pass for words.

Whatever is added to the language gets a template of its own here: two rules never read alike.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum


class Message(Enum):
    """One template. `value` is the English."""

    RULE = "Rules for “%(title)s”, version %(version)s (“%(id)s”)."
    AWARDS = "Meeting them gives “%(name)s”."
    UNIT = "Credits are counted in “%(unit)s”."
    WEIGHT = "To compare what is missing, one credential weighs as much as %(amount)s credits."
    CONVERSION = "%(amount)s of “%(system)s” equal %(equals)s credits."
    SCALE = "The scale “%(name)s” has these grades, the lowest first: %(names)s."
    EQUIVALENCE = "“%(held)s” counts as “%(counts_as)s”."
    EQUIVALENCE_IF = "“%(held)s” counts as “%(counts_as)s”: %(conditions)s."
    WITH_CREDITS = "with %(amount)s credits"
    AT_LEVEL = "at level %(level)s"
    NOT_TOGETHER = "Of these only one counts, whichever helps most: %(names)s."
    EVERY_RULE = "A credential counts only under these conditions: %(conditions)s."
    TITLED = "“%(title)s”: %(text)s"
    ALL_OF = "All of these:"
    ANY_OF = "One of these, whichever is nearest:"
    GROUP = "A group:"
    GROUP_EVERY = "In this group a credential counts only under these conditions: %(conditions)s."
    GROUP_CREDITS = "The group requires %(amount)s credits."
    GROUP_OTHERS = "Other credentials add to its credits: %(conditions)s."
    GROUP_NO_OTHERS = "Only credentials that are counted in its parts add to its credits."
    MINIMUM = "At least %(amount)s of its credits are of this kind: %(conditions)s."
    SHARE = "At least %(percent)s %% of the credits that it requires are of this kind: %(conditions)s."
    LIMIT = "At most %(amount)s of its credits count of this kind: %(conditions)s."
    ONCE = "Learning outcomes that two credentials have in common count once."
    GIVEN = "The micro-credential “%(name)s”."
    GIVEN_IF = "The micro-credential “%(name)s”: %(conditions)s."
    CREDITS = "At least %(amount)s credits: %(conditions)s."
    NOT_HELD = "Not open to holders of such a credential: %(conditions)s."
    BY = "By %(day)s:"
    SHARES = "%(text)s It may be counted elsewhere too."
    ANY = "any credential"
    ONE_OF = "one of the micro-credentials %(names)s"
    SKILL = "it states the skill “%(skill)s”"
    SKILL_AT = "it states the skill “%(skill)s” at level %(level)s or higher"
    ISSUERS = "issued or certified by %(names)s"
    ACCREDITED = "its issuer is accredited for %(names)s"
    FIELDS = "in the field %(names)s"
    LEVEL_AT_LEAST = "at level %(level)s or higher"
    LEVEL_AT_MOST = "at level %(level)s or lower"
    GRADE = "with a grade of at least “%(grade)s” where graded on the scale “%(scale)s”"
    AWARDED_FROM = "awarded on %(day)s or later"
    AWARDED_UNTIL = "awarded on %(day)s or earlier"
    HOME = "from the home institution"
    PAPERS = "papers that a person has seen count too"


class Counted(Enum):
    """A template that depends on a number: the singular and the plural."""

    N_OF = ("%(n)s of these, whichever is nearest:", "%(n)s of these, whichever are nearest:")
    CREDENTIALS = (
        "At least %(n)s credential: %(conditions)s.",
        "At least %(n)s credentials: %(conditions)s.",
    )
    NOT_OLDER = ("awarded no longer than %(n)s month ago", "awarded no longer than %(n)s months ago")


def every_message() -> Iterator[str | tuple[str, str]]:
    """Every template, for the catalogue of messages: one text, or singular and plural."""
    yield from (message.value for message in Message)
    yield from (message.value for message in Counted)
