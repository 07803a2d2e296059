"""What can be done: programmes, counting what is dropped, cases, and the record of credit."""

from microcred.platform.admissions.services.cases import (
    accept_issuer,
    appeal,
    apply,
    approve,
    assign,
    decide,
    decide_alike,
    hear_account_erased,
    replay,
    see_paper,
)
from microcred.platform.admissions.services.counting import Dropped, Estimate, estimate, examined
from microcred.platform.admissions.services.credit import check_record
from microcred.platform.admissions.services.programmes import change_programme, new_programme, write_rule_for

__all__ = [
    "Dropped",
    "Estimate",
    "accept_issuer",
    "appeal",
    "apply",
    "approve",
    "assign",
    "change_programme",
    "check_record",
    "decide",
    "decide_alike",
    "estimate",
    "examined",
    "hear_account_erased",
    "new_programme",
    "replay",
    "see_paper",
    "write_rule_for",
]
