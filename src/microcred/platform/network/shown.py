"""Who is behind a credential and by what right, as the pages of others show it.

`network/parts/standing.html` takes it as `parts`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from microcred.platform.network import queries, words
from microcred.platform.network.queries import Part, Standing
from microcred.platform.network.scope.parties import Party, part_of
from microcred.platform.web.marks import Maker, Mark, mark_row, mark_svg
from microcred.vc.report import VerificationReport
from microcred.vc.timestamps import write_timestamp

CHIPS = {"passed": "active", "failed": "withdrawn", "undecided": "scheduled"}
_MARKS = {"teach": "taught", "assess": "assessed", "certify": "certified"}


@dataclass(frozen=True)
class StandingShown:
    """A standing with its words. `links` are name, scope in words, giver and the address of the right."""

    of: Standing
    chip: str
    word: str
    sentence: str
    links: tuple[tuple[str, str, str, str], ...]


@dataclass(frozen=True)
class PartShown:
    """Who taught, assessed or certified: its mark, its standing, and its own signed statement.

    `standing` is None where no right is known, `statement` where it has stated nothing itself.
    """

    mark: SafeString
    role: str
    name: str
    standing: StandingShown | None
    statement: VerificationReport | None


def shown_parts(parts: Iterable[Part], report: VerificationReport | None) -> list[PartShown]:
    """What the page shows of each part; empty where there is nothing to be said of any."""
    found = [
        PartShown(
            _mark(one.party),
            str(words.PARTS[one.party.verb]),
            one.party.name or one.party.did,
            shown_standing(one.standing),
            own_statement(one.party, report),
        )
        for one in parts
    ]
    return found if any(one.standing or one.statement for one in found) else []


def own_statement(party: Party, report: VerificationReport | None) -> VerificationReport | None:
    """The report on what an institution says itself, signed, of its part in a credential."""
    for one in report.inside if report else ():
        signed = one.signed
        if signed and signed.issuer == party.did and part_of(signed.subject) == party.verb:
            return one
    return None


def _mark(party: Party) -> SafeString:
    maker = Maker(party.name or party.did)
    row = mark_row(taught=maker, assessed=maker, certified=maker)
    drawn: Mark = getattr(row, _MARKS[party.verb])
    return mark_safe(mark_svg(drawn, 28))  # noqa: S308 (drawn here, names escaped)


def shown_standing(found: Standing | None) -> StandingShown | None:
    """What the page shows; None where nothing is to be said."""
    if found is None:
        return None
    known = {one.address: one.public_id for one in queries.addressed(link.address for link in found.links)}
    links = tuple(
        (
            link.holder,
            words.scope(link.given.scope),
            link.giver,
            reverse("network:right", args=[known[link.address]]) if link.address in known else "",
        )
        for link in found.links
    )
    sentence = f"{words.REASONS[found.reason]} {words.limits(found.limits)}".strip()
    return StandingShown(found, CHIPS[found.outcome], str(words.OUTCOMES[found.outcome]), sentence, links)


def as_json(found: Standing | None) -> dict[str, Any] | None:
    """The same for a program."""
    if found is None:
        return None
    return {
        "outcome": found.outcome,
        "reason": found.reason,
        "limits": list(found.limits),
        "withdrawnAt": write_timestamp(found.withdrawn_at) if found.withdrawn_at else None,
        "chain": [
            {"right": link.address, "holder": link.given.holder, "giver": link.given.giver}
            for link in found.links
        ],
    }


def parts_as_json(parts: Iterable[Part], report: VerificationReport) -> list[dict[str, Any]]:
    """Each part for a program; `statement` is the verdict on its own signed statement, if there is one."""
    return [
        {
            "role": one.party.verb,
            "did": one.party.did,
            "name": one.party.name,
            "accreditation": as_json(one.standing),
            "statement": stated.verdict.value if (stated := own_statement(one.party, report)) else None,
        }
        for one in parts
    ]
