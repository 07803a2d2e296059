"""Rules and what they come to, as pages show them: in words, with names for addresses."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import lru_cache

from django.utils import translation
from django.utils.translation import gettext

from microcred.platform.catalogue import queries as catalogue
from microcred.platform.institutions import queries as institutions
from microcred.platform.institutions.queries import origin
from microcred.rules.evaluate.certificate import QUICK
from microcred.rules.evaluate.evaluation import Evaluation, Evaluator, NotCounted, Outcome, Progress
from microcred.rules.evaluate.solver import NODES
from microcred.rules.facts import Fault, HeldCredential
from microcred.rules.model.requirements import Requirement, parts_of
from microcred.rules.model.rule import Rule
from microcred.rules.prose.telling import ProseLine, prose
from microcred.rules.traps import Trap

MANY = 3
"""More credentials than this that fail for one reason are not named again where all others are."""
CHIP = {Outcome.MET: "done", Outcome.NOT_YET: "waiting", Outcome.CANNOT: "left_out"}


@dataclass(frozen=True)
class NumberLine:
    """One number of a requirement: how much there is of how much, in words and for a bar."""

    text: str
    done: float
    most: float
    credits: bool


@dataclass(frozen=True)
class Row:
    """One requirement: its words, what it comes to, what counts in it and what does not.

    `not_counted` are the titles that fail for one reason, then the reason; empty where it is met.
    """

    path: str
    depth: int
    text: str
    outcome: str
    chip: str
    active: bool
    leaf: bool
    lines: tuple[NumberLine, ...]
    counts: tuple[str, ...]
    not_counted: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Told:
    """A whole answer. `apart` are credentials that count nowhere, each with its reason."""

    outcome: str
    chip: str
    word: str
    missing: str
    rows: tuple[Row, ...]
    apart: tuple[tuple[str, str], ...]
    counted: int
    proved: bool


def outcome_word(outcome: Outcome) -> str:
    """The outcome in a word or three."""
    return {
        Outcome.MET: gettext("Met"),
        Outcome.NOT_YET: gettext("Not yet"),
        Outcome.CANNOT: gettext("Cannot be met"),
    }[outcome]


def told(
    rule: Rule, held: Sequence[HeldCredential], at: date, names: Mapping[str, str], *, at_once: bool = False
) -> tuple[Told, Evaluation]:
    """What a rule comes to for these credentials, for a page; `names` are titles by credential id.

    `at_once` searches large cases for no longer than a page may take, and may not be proved best.
    """
    evaluator = _evaluator(rule, at, QUICK if at_once else NODES)
    found = evaluator.evaluate(held)
    return tell(rule, held, found, names, evaluator), found


@lru_cache(maxsize=64)
def _evaluator(rule: Rule, at: date, nodes: int) -> Evaluator:
    """A rule made ready for a day, which it is asked on again and again; it holds nothing of anybody."""
    return Evaluator(rule, at, nodes=nodes)


def tell(
    rule: Rule,
    held: Sequence[HeldCredential],
    found: Evaluation,
    names: Mapping[str, str],
    evaluator: Evaluator | None = None,
) -> Told:
    """An evaluation in words."""
    leaves = {path for path, one in rule.walk() if not parts_of(one)}
    open_ = {one.path for one in found.requirements if one.outcome is not Outcome.MET and one.path in leaves}
    why = (evaluator or _evaluator(rule, found.at, NODES)).explain(held, found, open_)
    lines = {line.number: line.text for line in words(rule) if line.number}
    outcomes = {outcome: outcome_word(outcome) for outcome in Outcome}
    sentences: dict[Fault, str] = {}
    of_credits = gettext("%(counted)s of %(needed)s credits")
    rows = []
    for one in found.requirements:
        counts = tuple(dict.fromkeys(names.get(each.credential, each.credential) for each in one.counts))
        rows.append(
            Row(
                one.path,
                one.path.count("."),
                one.title or lines.get(one.path, one.kind),
                outcomes[one.outcome],
                CHIP[one.outcome],
                one.active,
                one.path in leaves,
                tuple(_number_lines(one, of_credits)),
                counts,
                tuple(_reasons(why.get(one.path, ()), names, sentences, bool(counts))),
            )
        )
    return Told(
        found.outcome.value,
        CHIP[found.outcome],
        outcome_word(found.outcome),
        amount(found.missing),
        tuple(rows),
        tuple(
            (names.get(one.credential, one.credential), gettext(one.fault.sentence)) for one in found.apart
        ),
        len({one.credential for one in found.placed}),
        found.certificate.proof != "none",
    )


def parts_met(found: Evaluation) -> tuple[int, int]:
    """How many parts are met of how many that are needed: each that asks for a number itself and counts.

    Of parts to choose from only those that are nearest are needed; what only holds others is not a part.
    """
    asked = [one.lines for one in found.requirements if one.active and one.lines]
    return sum(not any(line.missing for line in lines) for lines in asked), len(asked)


def apart_of(answers: Iterable[Told]) -> list[tuple[str, str]]:
    """What counts nowhere in several answers about the same credentials, each said once."""
    return list(dict.fromkeys(pair for one in answers for pair in one.apart))


def _number_lines(one: Progress, of_credits: str) -> Iterable[NumberLine]:
    for each in one.lines:
        if each.name != "excluded":
            much = {"counted": amount(each.counted), "needed": amount(each.needed)}
            in_credits = each.name != "credentials"
            yield NumberLine(
                of_credits % much if in_credits else f"{much['counted']} / {much['needed']}",
                float(min(each.counted, each.needed)),
                float(each.needed),
                in_credits,
            )


def _reasons(
    why: Iterable[NotCounted], names: Mapping[str, str], sentences: dict[Fault, str], others: bool
) -> Iterable[tuple[str, str]]:
    """What is not counted, for each reason once. The reason of most comes last and is that of all others,
    where there are many and all others are named."""
    found: dict[Fault, list[str]] = {}
    for each in why:
        if each.fault is not Fault.OTHER_WAY:
            found.setdefault(each.fault, []).append(names.get(each.credential, each.credential))
    groups = sorted(found.items(), key=lambda group: len(group[1]))
    for number, (fault, titles) in enumerate(groups, 1):
        if fault not in sentences:
            sentences[fault] = gettext(fault.sentence)
        text = ", ".join(titles)
        if number == len(groups) and len(titles) > MANY:
            text = gettext("All others") if others or number > 1 else gettext("All of them")
            text = f"{text} ({len(titles)})"
        yield text, sentences[fault]


def amount(value: Fraction) -> str:
    """An amount as people write it: 7, 7.5, or 1/3 where no decimal is exact."""
    if value.denominator == 1:
        return str(value.numerator)
    for places in range(1, 5):
        if 10**places % value.denominator == 0:
            return f"{float(value):.{places}f}"
    return str(value)


@lru_cache(maxsize=64)
def _prose(rule: Rule, language: str) -> tuple[ProseLine, ...]:
    """The words of a rule, which never change, in one language, which is that of the page."""
    return prose(rule, translation)


def words(rule: Rule) -> list[ProseLine]:
    """The rule in the language of the page, micro-credentials and institutions by name."""
    lines = _prose(rule, translation.get_language())
    known = names_in(rule)
    found = []
    for line in lines:
        text = line.text
        for address, name in known.items():
            text = text.replace(address, name)
        found.append(ProseLine(line.depth, line.number, text))
    return found


def asked(rule: Rule) -> list[ProseLine]:
    """The words of what is asked, without the lines before the first requirement."""
    lines = words(rule)
    first = next((n for n, line in enumerate(lines) if line.number), 0)
    return lines[first:]


def names_in(rule: Rule) -> dict[str, str]:
    """Names of what a rule mentions, by address: micro-credentials and institutions of this site."""
    mentioned = set(_mentioned(rule))
    prefix = f"{origin()}/m/"
    own = {one.removeprefix(prefix) for one in mentioned if one.startswith(prefix)}
    found = {prefix + one: name for one, name in catalogue.shown_names(own).items()} if own else {}
    if any(one.startswith("did:") for one in mentioned):
        found |= {one.did: one.name for one in institutions.institutions() if one.did in mentioned}
    return dict(sorted(found.items(), key=lambda pair: -len(pair[0])))


def _mentioned(rule: Rule) -> Iterable[str]:
    for _, requirement in rule.walk():
        yield from filter(None, [getattr(requirement, "micro_credential", "")])
    for _, stated in rule.conditions():
        yield from (*stated.micro_credentials, *stated.issuers)
    for each in rule.equivalences:
        yield from (each.held, each.counts_as, *each.issuers)
    for group in rule.not_together:
        yield from group.micro_credentials
    if rule.awards:
        yield rule.awards


def title_at(rule: Rule, requirement: Requirement) -> str:
    """The name of one requirement: its title, else that of the micro-credential it asks for."""
    if requirement.title:
        return requirement.title
    address = getattr(requirement, "micro_credential", "")
    return names_in(rule).get(address, address)


@dataclass(frozen=True)
class Warning_:
    """One trap in words."""

    path: str
    sentence: str
    detail: str


def warnings(found: Iterable[Trap]) -> list[Warning_]:
    """Traps for a page."""
    return [Warning_(one.path, gettext(one.kind.sentence), one.detail) for one in found]
