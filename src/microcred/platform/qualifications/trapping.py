"""The traps of a rule in this installation: by its frameworks, and beside all other qualifications."""

from __future__ import annotations

from datetime import date

from microcred.platform.catalogue import queries as catalogue
from microcred.platform.frameworks import queries as frameworks
from microcred.platform.qualifications.circling import circles_with
from microcred.rules.model.rule import Rule
from microcred.rules.traps import Trap, traps


def traps_here(book: str, rule: Rule, at: date) -> tuple[Trap, ...]:
    """Every trap of the rule of `book` (a public id), its circles with others last.

    A skill is known if a framework has it or a published micro-credential states it. Where no framework is
    loaded nobody can tell, and skills are not looked at.
    """
    return (*traps(rule, at, skills=_known_skills(rule)), *circles_with(book, rule))


def _known_skills(rule: Rule) -> frozenset[str] | None:
    asked = {wanted.skill for _, stated in rule.conditions() for wanted in stated.skills}
    if not asked:
        return frozenset()
    stored = frameworks.stored_skills(asked)
    return None if stored is None else stored | catalogue.carried_skills(asked - stored)
