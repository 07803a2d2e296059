"""What can be asked of the network: plain values."""

from microcred.platform.network.queries.accredited import scopes_held, scopes_of_award, scopes_of_awards
from microcred.platform.network.queries.agreed import Agreed, Asked, Period, agreed
from microcred.platform.network.queries.evidence import around, signed_rights
from microcred.platform.network.queries.finding import Breaking, Uncovered, breaking, uncovered, who_could
from microcred.platform.network.queries.map import Map, Neighbour, network_map
from microcred.platform.network.queries.parts import Part, parts_of
from microcred.platform.network.queries.registry import listed_elsewhere, right_bytes
from microcred.platform.network.queries.rights import (
    Address,
    AgreementRow,
    RightRow,
    addressed,
    agreements,
    agreements_of,
    by_addresses,
    given,
    held,
    in_force,
    is_accreditor,
    may_pass_on,
    resting_on,
    right,
)
from microcred.platform.network.queries.standings import LinkShown, Standing, by_what_right, logged, standing
from microcred.platform.network.queries.stating import StatementRow, educator_statements, statements

__all__ = [
    "Address",
    "Agreed",
    "AgreementRow",
    "Asked",
    "Breaking",
    "LinkShown",
    "Map",
    "Neighbour",
    "Part",
    "Period",
    "RightRow",
    "Standing",
    "StatementRow",
    "Uncovered",
    "addressed",
    "agreed",
    "agreements",
    "agreements_of",
    "around",
    "breaking",
    "by_addresses",
    "by_what_right",
    "educator_statements",
    "given",
    "held",
    "in_force",
    "is_accreditor",
    "listed_elsewhere",
    "logged",
    "may_pass_on",
    "network_map",
    "parts_of",
    "resting_on",
    "right",
    "right_bytes",
    "scopes_held",
    "scopes_of_award",
    "scopes_of_awards",
    "signed_rights",
    "standing",
    "statements",
    "uncovered",
    "who_could",
]
