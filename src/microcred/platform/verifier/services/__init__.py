"""What can be done: examine one document, keep lists of trusted issuers, run many checks at the desk."""

from microcred.platform.verifier.services.examining import examine_for
from microcred.platform.verifier.services.listing import (
    add_list,
    refresh_trust_lists,
    remove_list,
    remove_policy,
    save_policy,
    trust_issuer,
    untrust_issuer,
)

__all__ = [
    "add_list",
    "examine_for",
    "refresh_trust_lists",
    "remove_list",
    "remove_policy",
    "save_policy",
    "trust_issuer",
    "untrust_issuer",
]
