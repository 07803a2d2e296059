"""Who taught, assessed and certified, and by what right, for people and for programs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from microcred.platform.network.scope import Chain, Scope
    from microcred.platform.network.scope.parties import Party
    from microcred.vc.bundle import Bundle
    from microcred.vc.report import VerificationReport

OUTCOMES: Mapping[str, str] = {
    "passed": "Accredited for just this",
    "failed": "Not accredited for this",
    "undecided": "Could not be decided",
}
REASONS: Mapping[str, str] = {
    "": "The right holds, and so does each that it rests on.",
    "outside": "The right does not cover this micro-credential.",
    "not yet valid": "A right in the chain had not begun at that date.",
    "expired": "A right in the chain had run out at that date.",
    "withdrawn": "A right in the chain was withdrawn before that date.",
    "withdrawn later": "A right in the chain was withdrawn later; the award stood in a signed log before.",
    "before withdrawal unproven": (
        "A right in the chain was withdrawn, and no signed log shows that the award was earlier."
    ),
    "more than held": "More was passed on than was held.",
    "not the giver's": "The right rests on one that its giver does not hold.",
    "cycle": "The rights rest on one another in a circle.",
    "too long": "The chain of rights is too long.",
    "not at hand": "A right in the chain could not be read.",
    "no anchor": "The chain ends at nobody who is known here as an accreditor.",
}


ROLES: Mapping[str, str] = {"teach": "Taught by", "assess": "Assessed by", "certify": "Certified by"}
UNKNOWN = "No right of this kind is known here."


@dataclass(frozen=True)
class PartShown:
    """An institution with a part in a credential: the chain of its right, and its own signed statement.

    `chain` is None where no right of it is at hand; `names` are those that the signed rights give to who
    stands in it.
    """

    party: Party
    chain: Chain | None
    statement: VerificationReport | None
    names: Mapping[str, str]

    @property
    def mark(self) -> str:
        """The outcome of the chain, or "not asked"."""
        return self.chain.outcome if self.chain else "not asked"

    def as_json(self) -> dict[str, Any]:
        """As the site's report has it, under `parts`."""
        return {
            "role": self.party.verb,
            "did": self.party.did,
            "name": self.party.name,
            "accreditation": self.accreditation(),
            "statement": self.statement.verdict.value if self.statement else None,
        }

    def accreditation(self) -> dict[str, Any] | None:
        """What the chain came to, for a program."""
        from microcred.vc.timestamps import write_timestamp

        if self.chain is None:
            return None
        ended = self.chain.withdrawn_at
        return {
            "outcome": self.chain.outcome,
            "reason": self.chain.reason,
            "limits": list(self.chain.limits),
            "withdrawnAt": write_timestamp(ended) if ended else None,
            "chain": [
                {"right": one.id, "holder": one.holder, "giver": one.giver} for one in self.chain.links
            ],
        }

    def title(self) -> str:
        """ "Certified by Northlight"."""
        return f"{ROLES[self.party.verb]} {self.party.name or self.party.did}"

    def sentence(self) -> str:
        """What it came to, with the limits that go beyond and the day of a withdrawal."""
        if self.chain is None:
            return UNKNOWN
        more: list[str] = [*self.chain.limits]
        if self.chain.withdrawn_at:
            more.append(f"withdrawn on {self.chain.withdrawn_at:%Y-%m-%d}")
        found = f"{OUTCOMES[self.chain.outcome]}. {REASONS[self.chain.reason]}"
        return f"{found} ({', '.join(more)})" if more else found

    def lines(self) -> list[str]:
        """Each right from its own to the accreditor's in words, and what it stated itself."""
        found = [
            f"{self._name(one.holder)} {in_words(one.scope)}, given by {self._name(one.giver)}"
            for one in (self.chain.links if self.chain else ())
        ]
        if self.statement is not None and self.statement.signed is not None:
            comment = self.statement.signed.subject.get("endorsementComment", "")
            found.append(f"Its own signed statement: {comment} {self.statement.words.word}")
        return found

    def _name(self, did: str) -> str:
        return self.names.get(did) or did


def parts_of(
    report: VerificationReport,
    chains: Iterable[tuple[Party, Chain | None]],
    names: Mapping[str, str],
) -> list[PartShown]:
    """Who taught, assessed and certified what a report is about; empty where nothing is to be said of them.

    Without `chains` only those are told who signed a statement of their own.
    """
    from microcred.platform.network.scope.parties import parties

    if report.signed is None or report.signed.outline:
        return []
    known = list(chains)
    found = [
        PartShown(party, chain, _statement(party, report), names)
        for party, chain in known or [(party, None) for party in parties(report.signed.document)]
    ]
    return found if known else [one for one in found if one.statement]


def _statement(party: Party, report: VerificationReport) -> VerificationReport | None:
    from microcred.platform.network.scope.parties import part_of

    for one in report.inside:
        signed = one.signed
        if signed and signed.issuer == party.did and part_of(signed.subject) == party.verb:
            return one
    return None


def in_words(scope: Scope) -> str:
    """ "may certify accounting, EQF 4-5, until 2028-01-01"."""
    parts = [f"may {scope.verb} {' and '.join(one.label or one.address for one in scope.branches) or 'all'}"]
    if (scope.lowest, scope.highest) != (1, 8):
        one = scope.lowest == scope.highest
        parts.append(f"EQF {scope.lowest}" if one else f"EQF {scope.lowest}-{scope.highest}")
    if scope.methods:
        parts.append(f"assessed by {', '.join(sorted(scope.methods))}")
    if scope.credits is not None:
        parts.append(f"at most {scope.credits.normalize():f} credits")
    if scope.countries:
        parts.append(f"in {', '.join(sorted(scope.countries))}")
    parts.append(f"until {scope.ends:%Y-%m-%d}" if scope.ends else "without an end")
    return ", ".join([*parts, *(["may be passed on"] if scope.passes_on else [])])


def names_in(bundle: Bundle) -> dict[str, str]:
    """Names by identifier, as the rights in the bundle state them of their givers and holders."""
    from microcred.errors import MicrocredError
    from microcred.vc.jsontext import parse

    found: dict[str, str] = {}
    for body in bundle.rights.values():
        try:
            document: Any = parse(body)
            issuer, subject = document["issuer"], document["credentialSubject"]
            found[str(issuer["id"])] = str(issuer["name"])
            found[str(subject["id"])] = str(subject["identifier"][0]["identityHash"])
        except (MicrocredError, LookupError, TypeError):
            continue
    return found
