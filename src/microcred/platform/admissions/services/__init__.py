"""What can be done: programmes, counting what is dropped, cases, and the record of credit."""

from microcred.platform.admissions.services.assigning import assign, assign_all, hand_back
from microcred.platform.admissions.services.cases import (
    appeal,
    apply,
    approve,
    decide,
    decide_alike,
    hear_account_erased,
)
from microcred.platform.admissions.services.checking import check_daily, check_latest, check_record
from microcred.platform.admissions.services.counting import Dropped, Estimate, estimate, examined
from microcred.platform.admissions.services.examining import accept_identity, accept_issuer, see_paper
from microcred.platform.admissions.services.programmes import change_programme, new_programme, write_rule_for
from microcred.platform.admissions.services.releasing import release_credit, take_back_release
from microcred.platform.admissions.services.reminding import remind_due
from microcred.platform.admissions.services.replaying import replay
from microcred.platform.admissions.services.transferring import (
    accept_transfer,
    propose_transfer,
    refuse_transfer,
    withdraw_transfer,
)

__all__ = [
    "Dropped",
    "Estimate",
    "accept_identity",
    "accept_issuer",
    "accept_transfer",
    "appeal",
    "apply",
    "approve",
    "assign",
    "assign_all",
    "change_programme",
    "check_daily",
    "check_latest",
    "check_record",
    "decide",
    "decide_alike",
    "estimate",
    "examined",
    "hand_back",
    "hear_account_erased",
    "new_programme",
    "propose_transfer",
    "refuse_transfer",
    "release_credit",
    "remind_due",
    "replay",
    "see_paper",
    "take_back_release",
    "withdraw_transfer",
    "write_rule_for",
]
