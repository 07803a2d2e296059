"""A rule as numbered lines of words, in any language that gives gettext's two functions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from gettext import NullTranslations
from typing import Protocol

from microcred.rules.model.conditions import ANYTHING, Conditions
from microcred.rules.model.requirements import (
    AllOf,
    AnyOf,
    By,
    GivenCredential,
    Group,
    NOf,
    NotHeld,
    Requirement,
    SomeCredentials,
    SomeCredits,
)
from microcred.rules.model.rule import Equivalence, Rule
from microcred.rules.model.values import write_amount
from microcred.rules.prose.messages import Counted, Message


class Words(Protocol):
    """Where translations come from: `gettext` catalogues, `django.utils.translation`."""

    def gettext(self, message: str, /) -> str:
        """The message in the language of the reader."""

    def ngettext(self, singular: str, plural: str, number: int, /) -> str:
        """The message for a number in the language of the reader."""


ENGLISH: Words = NullTranslations()


@dataclass(frozen=True, slots=True)
class ProseLine:
    """One line. `number` is the path of a requirement ("1.2"), or empty for what is said about one above."""

    depth: int
    number: str
    text: str


def prose(rule: Rule, words: Words = ENGLISH) -> tuple[ProseLine, ...]:
    """The rule in words, from the title to the last requirement."""
    return tuple(_Teller(words).rule(rule))


def prose_text(rule: Rule, words: Words = ENGLISH) -> str:
    """The same as one text, each line indented by its depth."""
    lines = ("  " * line.depth + f"{line.number} {line.text}".lstrip() for line in prose(rule, words))
    return "\n".join(lines) + "\n"


class _Teller:
    def __init__(self, words: Words) -> None:
        self._words = words

    def _say(self, message: Message, **places: object) -> str:
        return self._words.gettext(message.value) % {name: _safe(value) for name, value in places.items()}

    def _count(self, message: Counted, n: int, **places: object) -> str:
        text = self._words.ngettext(*message.value, n)
        return text % {"n": n, **{name: _safe(value) for name, value in places.items()}}

    def rule(self, rule: Rule) -> Iterator[ProseLine]:
        """All lines."""
        yield ProseLine(0, "", self._say(Message.RULE, title=rule.title, version=rule.version, id=rule.id))
        for text in self._settings(rule):
            yield ProseLine(0, "", text)
        yield from self._requirement(rule.requirement, "1", 0)

    def _settings(self, rule: Rule) -> Iterator[str]:
        if rule.awards is not None:
            yield self._say(Message.AWARDS, name=rule.awards)
        yield self._say(Message.UNIT, unit=rule.unit)
        yield self._say(Message.WEIGHT, amount=write_amount(rule.credential_weight))
        for each in rule.conversions:
            amount, equals = write_amount(each.amount), write_amount(each.equals)
            yield self._say(Message.CONVERSION, amount=amount, system=each.system, equals=equals)
        for scale in rule.scales:
            yield self._say(Message.SCALE, name=scale.name, names=_Names(scale.grades))
        for equivalence in rule.equivalences:
            yield self._equivalence(equivalence)
        for rivals in rule.not_together:
            yield self._say(Message.NOT_TOGETHER, names=_Names(rivals.micro_credentials))
        if rule.every != ANYTHING:
            yield self._say(Message.EVERY_RULE, conditions=self._conditions(rule.every))

    def _equivalence(self, each: Equivalence) -> str:
        clauses = []
        if each.credits is not None:
            clauses.append(self._say(Message.WITH_CREDITS, amount=write_amount(each.credits)))
        if each.level is not None:
            clauses.append(self._say(Message.AT_LEVEL, level=each.level))
        conditions = Conditions(
            issuers=each.issuers,
            minimum_grades=each.minimum_grades,
            awarded_from=each.awarded_from,
            awarded_until=each.awarded_until,
        )
        clauses += self._clauses(conditions)
        if not clauses:
            return self._say(Message.EQUIVALENCE, held=each.held, counts_as=each.counts_as)
        joined = _Text("; ".join(clauses))
        return self._say(Message.EQUIVALENCE_IF, held=each.held, counts_as=each.counts_as, conditions=joined)

    def _requirement(self, requirement: Requirement, number: str, depth: int) -> Iterator[ProseLine]:
        text = self._head(requirement)
        if requirement.title is not None:
            text = self._say(Message.TITLED, title=requirement.title, text=_Text(text))
        yield ProseLine(depth, number, text)
        parts: Sequence[Requirement] = ()
        if isinstance(requirement, By):
            parts = (requirement.part,)
        elif isinstance(requirement, Group):
            for said in self._group(requirement):
                yield ProseLine(depth + 1, "", said)
            parts = requirement.parts
        elif isinstance(requirement, AllOf | AnyOf | NOf):
            parts = requirement.parts
        for n, part in enumerate(parts, 1):
            yield from self._requirement(part, f"{number}.{n}", depth + 1)

    def _head(self, requirement: Requirement) -> str:
        match requirement:
            case AllOf():
                return self._say(Message.ALL_OF)
            case AnyOf():
                return self._say(Message.ANY_OF)
            case NOf():
                return self._count(Counted.N_OF, requirement.n)
            case Group():
                return self._say(Message.GROUP)
            case By():
                return self._say(Message.BY, day=requirement.day.isoformat())
            case NotHeld():
                return self._say(Message.NOT_HELD, conditions=self._conditions(requirement.where))
            case _:
                text = self._leaf(requirement)
                return self._say(Message.SHARES, text=_Text(text)) if requirement.shares else text

    def _leaf(self, leaf: GivenCredential | SomeCredentials | SomeCredits) -> str:
        conditions = self._conditions(leaf.where)
        if isinstance(leaf, SomeCredentials):
            return self._count(Counted.CREDENTIALS, leaf.at_least, conditions=conditions)
        if isinstance(leaf, SomeCredits):
            return self._say(Message.CREDITS, amount=write_amount(leaf.at_least), conditions=conditions)
        if leaf.where == ANYTHING:
            return self._say(Message.GIVEN, name=leaf.micro_credential)
        return self._say(Message.GIVEN_IF, name=leaf.micro_credential, conditions=conditions)

    def _group(self, group: Group) -> Iterator[str]:
        if group.every != ANYTHING:
            yield self._say(Message.GROUP_EVERY, conditions=self._conditions(group.every))
        if group.credits is not None:
            yield self._say(Message.GROUP_CREDITS, amount=write_amount(group.credits))
        if group.others is None:
            yield self._say(Message.GROUP_NO_OTHERS)
        else:
            yield self._say(Message.GROUP_OTHERS, conditions=self._conditions(group.others))
        for minimum in group.minimums:
            amount, conditions = write_amount(minimum.at_least), self._conditions(minimum.where)
            yield self._say(Message.MINIMUM, amount=amount, conditions=conditions)
        for share in group.shares_of:
            conditions = self._conditions(share.where)
            yield self._say(Message.SHARE, percent=share.percent, conditions=conditions)
        for limit in group.limits:
            amount, conditions = write_amount(limit.at_most), self._conditions(limit.where)
            yield self._say(Message.LIMIT, amount=amount, conditions=conditions)
        if group.outcomes_once:
            yield self._say(Message.ONCE)

    def _conditions(self, where: Conditions) -> _Text:
        return _Text("; ".join(self._clauses(where)) or self._say(Message.ANY))

    def _clauses(self, where: Conditions) -> Iterator[str]:
        for message, names in (
            (Message.ONE_OF, where.micro_credentials),
            (Message.ISSUERS, where.issuers),
            (Message.ACCREDITED, where.accredited_for),
            (Message.FIELDS, where.fields),
        ):
            if names:
                yield self._say(message, names=_Names(names))
        for wanted in where.skills:
            if wanted.level is None:
                yield self._say(Message.SKILL, skill=wanted.skill)
            else:
                yield self._say(Message.SKILL_AT, skill=wanted.skill, level=wanted.level)
        if where.level_at_least is not None:
            yield self._say(Message.LEVEL_AT_LEAST, level=where.level_at_least)
        if where.level_at_most is not None:
            yield self._say(Message.LEVEL_AT_MOST, level=where.level_at_most)
        for minimum in where.minimum_grades:
            yield self._say(Message.GRADE, grade=minimum.grade, scale=minimum.scale)
        yield from self._times(where)
        if where.home:
            yield self._say(Message.HOME)
        if where.papers:
            yield self._say(Message.PAPERS)

    def _times(self, where: Conditions) -> Iterator[str]:
        if where.not_older_than_months is not None:
            yield self._count(Counted.NOT_OLDER, where.not_older_than_months)
        if where.awarded_from is not None:
            yield self._say(Message.AWARDED_FROM, day=where.awarded_from.isoformat())
        if where.awarded_until is not None:
            yield self._say(Message.AWARDED_UNTIL, day=where.awarded_until.isoformat())


class _Text(str):
    """Words that are made here already; nothing in them is escaped."""

    __slots__ = ()


class _Names(_Text):
    """Names, each in quotation marks."""

    __slots__ = ()

    def __new__(cls, names: Iterable[str]) -> _Names:
        return super().__new__(cls, ", ".join(f"“{_doubled(name)}”" for name in names))


def _doubled(name: str) -> str:
    """A name for use between “ and ”: a closing mark in it is doubled, so that it cannot end it."""
    return name.replace("”", "””")


def _safe(value: object) -> object:
    if isinstance(value, str) and not isinstance(value, _Text):
        return _doubled(value)
    return value
