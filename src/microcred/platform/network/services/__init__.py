"""What can be done in the network: give and withdraw rights, agree, sign the log, read registries."""

from microcred.platform.network.services.agreeing import accept, decline, end, propose
from microcred.platform.network.services.anchors import list_accreditor, unlist_accreditor
from microcred.platform.network.services.awarding import refused_awards_told, require_right
from microcred.platform.network.services.giving import give, withdraw
from microcred.platform.network.services.logging import sign_log
from microcred.platform.network.services.registries import read_due, read_registry
from microcred.platform.network.services.stating import educator_statement, withdraw_statement
from microcred.platform.network.services.unproven import note_unproven

__all__ = [
    "accept",
    "decline",
    "educator_statement",
    "end",
    "give",
    "list_accreditor",
    "note_unproven",
    "propose",
    "read_due",
    "read_registry",
    "refused_awards_told",
    "require_right",
    "sign_log",
    "unlist_accreditor",
    "withdraw",
    "withdraw_statement",
]
