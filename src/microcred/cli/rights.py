"""By what right a credential in an evidence bundle was awarded, for people and for programs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from microcred.platform.network.scope import Chain, Scope
    from microcred.vc.bundle import Bundle

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


@dataclass(frozen=True)
class CarriedRight:
    """What the chain came to, and the names that the signed rights give to who stands in it."""

    chain: Chain
    names: Mapping[str, str]

    def as_json(self) -> dict[str, Any]:
        """As the site's report has it, under `accreditation`."""
        from microcred.vc.timestamps import write_timestamp

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

    def sentence(self) -> str:
        """What it came to, with the limits that go beyond and the day of a withdrawal."""
        more: list[str] = [*self.chain.limits]
        if self.chain.withdrawn_at:
            more.append(f"withdrawn on {self.chain.withdrawn_at:%Y-%m-%d}")
        found = f"{OUTCOMES[self.chain.outcome]}. {REASONS[self.chain.reason]}"
        return f"{found} ({', '.join(more)})" if more else found

    def lines(self) -> list[str]:
        """Each right from the issuer's own to the accreditor's, in words."""
        return [
            f"{self._name(one.holder)} {in_words(one.scope)}, given by {self._name(one.giver)}"
            for one in self.chain.links
        ]

    def _name(self, did: str) -> str:
        return self.names.get(did) or did


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
