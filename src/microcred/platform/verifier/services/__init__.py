"""What can be done: examine one document, keep lists of trusted issuers, run many checks at the desk."""

from microcred.platform.verifier.services.bundling import bundle_for
from microcred.platform.verifier.services.collecting import believe_collector, end_collector
from microcred.platform.verifier.services.desk import (
    advance,
    allow_requests,
    forget_run,
    forget_runs,
    run_of,
    start_run,
)
from microcred.platform.verifier.services.examining import examine_for
from microcred.platform.verifier.services.listing import (
    add_list,
    hear_account_erased,
    refresh_trust_lists,
    remove_list,
    remove_policy,
    save_policy,
    trust_issuer,
    untrust_issuer,
)
from microcred.platform.verifier.services.noting import noted_parts

__all__ = [
    "add_list",
    "advance",
    "allow_requests",
    "believe_collector",
    "bundle_for",
    "end_collector",
    "examine_for",
    "forget_run",
    "forget_runs",
    "hear_account_erased",
    "noted_parts",
    "refresh_trust_lists",
    "remove_list",
    "remove_policy",
    "run_of",
    "save_policy",
    "start_run",
    "trust_issuer",
    "untrust_issuer",
]
